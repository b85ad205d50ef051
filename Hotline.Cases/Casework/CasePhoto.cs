using System.Security.Cryptography;

namespace Hotline.Cases.Casework;

/// <summary>A photo that a unit took about a case; its content lies in the attachments folder under the id.</summary>
internal sealed class CasePhoto
{
    private CasePhoto()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public string MediaType { get; private set; } = "";

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string By { get; private set; } = "";

    public string? UnitId { get; private set; }

    /// <summary>The same photo of the same case is one, however often it is sent.</summary>
    public static CasePhoto Of(Guid caseId, string mediaType, ReadOnlyMemory<byte> content, Actor actor, DateTimeOffset at)
    {
        var hash = SHA256.HashData(content.Span);
        return new()
        {
            Id = IdOf(caseId, hash),
            CaseId = caseId,
            MediaType = mediaType,
            Bytes = content.Length,
            Sha256 = Convert.ToHexStringLower(hash),
            At = at,
            By = actor.Name,
            UnitId = actor.UnitId,
        };
    }

    /// <summary>The id of a photo by its SHA-256.</summary>
    public static Guid IdOf(Guid caseId, ReadOnlySpan<byte> hash) => new(SHA256.HashData([.. caseId.ToByteArray(), .. hash]).AsSpan(0, 16));

    /// <summary>What a picture is by its first bytes, whatever it was called; null: none that is taken.</summary>
    public static string? MediaTypeOf(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
