using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Hotline.Channels.Exchange;

/// <summary>Letters and answers as JSON.</summary>
internal static class ExchangeWords
{
    /// <summary>Longest letter: 4,000 characters of text and 60 files with room; what is larger is no letter.</summary>
    internal const int LargestLetter = 128 * 1024;

    internal const int LargestAnswer = 64 * 1024;

    private const int LongestName = 40;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 16 };

    internal static byte[] Write(WireLetter letter) => JsonSerializer.SerializeToUtf8Bytes(
        new Envelope(letter.Id, letter.Exchange, letter.Seq, letter.Name, letter.At.ToUniversalTime(), JsonNode.Parse(letter.Body)), Json);

    /// <summary>The letter; null, with what is wrong, where it is none.</summary>
    internal static (WireLetter? Letter, string? Fault) Read(byte[] body)
    {
        Envelope? read;
        try
        {
            read = JsonSerializer.Deserialize<Envelope>(body, Json);
        }
        catch (JsonException wrong)
        {
            return (null, $"no letter at {wrong.Path ?? "$"}");
        }

        return read switch
        {
            null or { Id: null } or { Exchange: null } or { Seq: null } or { At: null } => (null, "id, exchange, seq, name, at and body are expected"),
            { Name: null or { Length: 0 or > LongestName } } => (null, $"name has 1 to {LongestName} characters"),
            { Body: not JsonObject } => (null, "body is an object"),
            _ => (new WireLetter(read.Id.Value, read.Exchange.Value, read.Seq.Value, read.Name, read.At.Value.ToUniversalTime(), read.Body.ToJsonString(Json)), null),
        };
    }

    internal static Answered? ReadAnswer(byte[]? content)
    {
        try
        {
            return content is { Length: > 0 } ? JsonSerializer.Deserialize<Answered>(content, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What is said to a letter: <c>{"id","state","received","missing","case"}</c>; a problem names the letter or file that it is about.</summary>
    internal sealed record Answered(Guid? Id, string? State, int? Received, IReadOnlyList<int>? Missing, string? Case)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Sha256 { get; init; }
    }

    private sealed record Envelope(Guid? Id, Guid? Exchange, int? Seq, string? Name, DateTimeOffset? At, JsonNode? Body);
}
