using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Cases.Casework;

/// <summary>
/// One line of a case's history: written once, never changed. Its hash is SHA-256 over every field, each with its length before it,
/// and over the hash of the line before: a line changed, removed or put in breaks the chain from there on.
/// </summary>
internal sealed class HistoryEntry
{
    private HistoryEntry()
    {
    }

    public Guid CaseId { get; private set; }

    /// <summary>From 1, without gaps.</summary>
    public int Seq { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid ActorId { get; private set; }

    public string Actor { get; private set; } = "";

    public string Act { get; private set; } = "";

    public string Detail { get; private set; } = "";

    public string? Clause { get; private set; }

    /// <summary>The case's version that this line belongs to.</summary>
    public int CaseVersion { get; private set; }

    public string Hash { get; private set; } = "";

    public static HistoryEntry Write(Guid caseId, int seq, int caseVersion, string before, Author by, DateTimeOffset at, string act, string detail, string? clause)
    {
        var entry = new HistoryEntry
        {
            CaseId = caseId,
            Seq = seq,
            At = at.ToUniversalTime(),
            ActorId = by.Id,
            Actor = by.Name,
            Act = act,
            Detail = detail,
            Clause = clause,
            CaseVersion = caseVersion,
        };
        entry.Hash = entry.Seal(before);
        return entry;
    }

    public string Seal(string before)
    {
        var content = new StringBuilder();
        Add(content, CaseId.ToString("N"));
        Add(content, Seq.ToString(CultureInfo.InvariantCulture));
        Add(content, At.UtcTicks.ToString(CultureInfo.InvariantCulture));
        Add(content, ActorId.ToString("N"));
        Add(content, Actor);
        Add(content, Act);
        Add(content, Detail);
        Add(content, Clause);
        Add(content, CaseVersion.ToString(CultureInfo.InvariantCulture));
        Add(content, before);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())));
    }

    private static void Add(StringBuilder content, string? field) =>
        content.Append(CultureInfo.InvariantCulture, $"{field?.Length ?? -1}:{field};");
}
