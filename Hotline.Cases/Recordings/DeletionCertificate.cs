using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotline.Cases.Contacts;

namespace Hotline.Cases.Recordings;

/// <summary>
/// That a recording was deleted, when, and under which rule. Written before the file goes, completed after it has gone; its hash is SHA-256 over every field with
/// its length before it.
/// </summary>
internal sealed class DeletionCertificate
{
    private DeletionCertificate()
    {
    }

    public Guid RecordingId { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public double? DurationSeconds { get; private set; }

    /// <summary>The seal of what was deleted.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>The rule, as it was: months and basis.</summary>
    public string Rule { get; private set; } = "";

    public DateTimeOffset BegunAt { get; private set; }

    /// <summary>Null while the file may still be there.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    public string Hash { get; private set; } = "";

    /// <summary>Whether it is as it was written.</summary>
    public bool IsIntact => Hash == HashOf();

    public static DeletionCertificate Begin(Recording recording, string rule, DateTimeOffset now)
    {
        var certificate = new DeletionCertificate
        {
            RecordingId = recording.Id,
            StartedAt = recording.StartedAt,
            DurationSeconds = recording.DurationSeconds,
            Sha256 = recording.Sha256 ?? "",
            Rule = rule,
            BegunAt = now,
        };
        certificate.Hash = certificate.HashOf();
        return certificate;
    }

    public void Complete(DateTimeOffset now)
    {
        DeletedAt = now;
        Hash = HashOf();
    }

    private string HashOf()
    {
        string[] fields =
        [
            RecordingId.ToString("N"), Moment(StartedAt), DurationSeconds?.ToString("R", CultureInfo.InvariantCulture) ?? "", Sha256, Rule, Moment(BegunAt),
            DeletedAt is { } at ? Moment(at) : "",
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(fields.Select(field => $"{field.Length}:{field}")))));
    }

    // Databases keep no more than seven digits of a second, and SQL Server no offset of ours: ticks of UTC are the same everywhere.
    private static string Moment(DateTimeOffset at) => at.UtcTicks.ToString(CultureInfo.InvariantCulture);
}
