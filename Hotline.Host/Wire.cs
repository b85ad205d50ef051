using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Host;

/// <summary>How the contract writes things: camelCase names, kebab-case words, UTC times with a Z.</summary>
internal static class Wire
{
    /// <summary>Puts the contract's ways into serializer options; for HTTP and the hub alike.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcTimeConverter());
        options.Converters.Add(new TextConverter());
    }

    /// <summary>The word for an enum value, as in <c>follow-up</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>Reads a word of a query; absent is null, and so valid.</summary>
    public static bool TryRead<T>(string? word, out T? value)
        where T : struct, Enum
    {
        value = null;
        if (word is null)
        {
            return true;
        }

        foreach (var candidate in Enum.GetValues<T>())
        {
            if (Word(candidate) == word)
            {
                value = candidate;
                return true;
            }
        }

        return false;
    }

    /// <summary>Times go out as <c>2026-11-22T08:00:00Z</c> (with a fraction where there is one) and come in with any offset.</summary>
    private sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().ToUniversalTime();

        // UtcDateTime is of kind Utc: written with a Z.
        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }
}
