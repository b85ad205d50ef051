using Hotline.Cases.Contacts;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotline.Cases.Exchange;

/// <summary>The words of a letter; which of them a letter has, <c>docs/exchange.md</c> says. What is not known here is not read, so that a later installation may say more.</summary>
internal sealed record LetterBody
{
    private const int LongestText = 4000;
    private const int LongestWord = 500;
    private const int MostFiles = 60;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 8,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new UtcTimes() },
    };

    /// <summary>The sender's number of the case.</summary>
    public string? Number { get; init; }

    public string? RequestType { get; init; }

    /// <summary>The sender's code.</summary>
    public string? Category { get; init; }

    public string? CategoryPath { get; init; }

    public string? Place { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    public double? AccuracyMetres { get; init; }

    public string? Text { get; init; }

    public bool? Hazard { get; init; }

    public bool? Confidential { get; init; }

    public string? Complexity { get; init; }

    public bool? ConvenienceList { get; init; }

    /// <summary>Only where the receiver may know who it is.</summary>
    public string? RequesterName { get; init; }

    public string? RequesterPhone { get; init; }

    /// <summary>The end of the limit.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>The unit concerned: a code in what goes down, a name in what goes up.</summary>
    public string? Unit { get; init; }

    /// <summary>Who did it.</summary>
    public string? By { get; init; }

    public CaseOutcome? Outcome { get; init; }

    /// <summary>What was decided on: <c>return/1</c> or <c>extension/1</c>; of a refusal the letter refused.</summary>
    public string? Of { get; init; }

    public bool? Granted { get; init; }

    /// <summary>The id of the letter refused.</summary>
    public Guid? Letter { get; init; }

    /// <summary>The clause that decides.</summary>
    public string? Clause { get; init; }

    /// <summary>When it was done, where that is not when it was put down.</summary>
    public DateTimeOffset? When { get; init; }

    /// <summary>Until when more time is asked for.</summary>
    public DateTimeOffset? Until { get; init; }

    public Medium? Medium { get; init; }

    public string? Statement { get; init; }

    public string? RequesterTold { get; init; }

    public string? Leader { get; init; }

    public string? SuggestedUnit { get; init; }

    public string? PreTreatment { get; init; }

    public SatisfactionRating? Rating { get; init; }

    public bool? Contacted { get; init; }

    public bool? Solved { get; init; }

    public IReadOnlyList<LetterFile>? Files { get; init; }

    /// <summary>Reads a letter's words; null, with what is wrong, where they are not such.</summary>
    public static (LetterBody? Body, string? Fault) Read(string name, string body)
    {
        LetterBody? read;
        try
        {
            read = JsonSerializer.Deserialize<LetterBody>(body, Json);
        }
        catch (JsonException wrong)
        {
            return (null, $"the body cannot be read at {wrong.Path ?? "$"}");
        }

        return read is null ? (null, "the body is empty") : read.Fault(name) is { } fault ? (null, fault) : (read, null);
    }

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>Cuts what we say to what the other side takes.</summary>
    public static string? Cut(string? text, int longest = LongestText) => text is null ? null : Excerpt.Of(text, longest);

    /// <summary>Cuts to the length of a reason.</summary>
    public static string? CutWord(string? text) => Cut(text, LongestWord);

    /// <summary>What a platform says that does not take one of our letters: which, why, and by what clause.</summary>
    /// <param name="who">That platform's title.</param>
    public string Refusal(string who) => $"{who}未接受{LetterName.Title(Of)}：{Text}{(Clause is { } clause ? $"（{clause}）" : "")}";

    private string? Fault(string name)
    {
        foreach (var (field, text) in Words)
        {
            if (text?.Length > (field == "text" ? LongestText : LongestWord))
            {
                return $"{field} is longer than {(field == "text" ? LongestText : LongestWord)} characters";
            }
        }

        if (Longitude is null != Latitude is null || Longitude is < -180 or > 180 || Latitude is < -90 or > 90)
        {
            return "longitude and latitude are given together, within their ranges";
        }

        if (Files is { } files && (files.Count > MostFiles || files.Any(file => file is null || !file.IsSound)))
        {
            return $"files have a SHA-256 in lower-case hexadecimal, bytes from 1 to {LetterFile.MostBytes}, a media type and a name; at most {MostFiles}";
        }

        var missing = name switch
        {
            LetterName.Case when Number is null => "number",
            LetterName.Case or LetterName.Supplement or LetterName.Progress or LetterName.Return or LetterName.Extension when string.IsNullOrWhiteSpace(Text) => "text",
            LetterName.Visit when string.IsNullOrWhiteSpace(Place) => "place",
            LetterName.Reply when Outcome is null => "outcome",
            LetterName.Reply when string.IsNullOrWhiteSpace(Text) => "text",
            LetterName.Closed when Outcome is null => "outcome",
            LetterName.Decision when Of is null => "of",
            LetterName.Decision when Granted is null => "granted",
            LetterName.Limit when Due is null => "due",
            LetterName.Refused when Of is null => "of",
            _ => null,
        };
        return missing is null ? null : $"{missing} is missing";
    }

    /// <summary>Times go out with a Z and come in with any offset.</summary>
    private sealed class UtcTimes : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset().ToUniversalTime();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value.UtcDateTime);
    }

    private IEnumerable<(string Field, string? Text)> Words =>
    [
        ("text", Text), ("number", Number), ("requestType", RequestType), ("category", Category), ("categoryPath", CategoryPath), ("place", Place), ("complexity", Complexity),
        ("requesterName", RequesterName), ("requesterPhone", RequesterPhone), ("unit", Unit), ("by", By), ("of", Of), ("clause", Clause), ("statement", Statement),
        ("requesterTold", RequesterTold), ("leader", Leader), ("suggestedUnit", SuggestedUnit), ("preTreatment", PreTreatment),
    ];
}

/// <summary>A file that the sender has ready under its hash.</summary>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Name">For people.</param>
internal sealed record LetterFile(string Sha256, long Bytes, string MediaType, string Name)
{
    /// <summary>Larger than any photo or document that our own doors take; what is larger would fill a disk.</summary>
    public const long MostBytes = 32 * 1024 * 1024;

    [JsonIgnore]
    public bool IsSound => Sha256 is { Length: 64 } && Sha256.All(letter => letter is >= '0' and <= '9' or >= 'a' and <= 'f') && Bytes is >= 1 and <= MostBytes
        && MediaType is { Length: >= 3 and <= 100 } && Name is { Length: <= 200 };
}
