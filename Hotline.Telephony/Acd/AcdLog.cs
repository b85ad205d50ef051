using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Telephony.Acd;

/// <summary>What was let in at once, and what was decided on it.</summary>
internal sealed record AcdLogEntry(IReadOnlyList<AcdInput> Inputs, IReadOnlyList<AcdOutcome> Outcomes);

/// <summary>The log of distribution as text: a line of options, then a line per decision. It holds no numbers and no names.</summary>
internal static class AcdLog
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Converters = { new CallIdForm(), new ZoneForm(), new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static byte[] Write(AcdOptions options) => JsonSerializer.SerializeToUtf8Bytes(options, Form);

    public static byte[] Write(AcdLogEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Form);

    /// <summary>The options of a log's first line.</summary>
    /// <exception cref="JsonException">The line is none.</exception>
    public static AcdOptions ReadOptions(string line) => JsonSerializer.Deserialize<AcdOptions>(line, Form) ?? throw new JsonException("options are missing");

    /// <exception cref="JsonException">The line is none.</exception>
    public static AcdLogEntry ReadEntry(string line) => JsonSerializer.Deserialize<AcdLogEntry>(line, Form) ?? throw new JsonException("an entry is missing");

    private sealed class CallIdForm : JsonConverter<CallId>
    {
        public override CallId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Guid.Parse(reader.GetString()!));

        public override void Write(Utf8JsonWriter writer, CallId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class ZoneForm : JsonConverter<TimeZoneInfo>
    {
        public override TimeZoneInfo Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeZoneInfo.FindSystemTimeZoneById(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, TimeZoneInfo value, JsonSerializerOptions options) => writer.WriteStringValue(value.Id);
    }
}
