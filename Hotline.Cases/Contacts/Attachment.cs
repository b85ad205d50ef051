using System.Security.Cryptography;
using System.Text;

namespace Hotline.Cases.Contacts;

/// <summary>A file that came with a message; its content lies in the attachments folder under the id.</summary>
internal sealed class Attachment
{
    private const int LongestName = 150;

    private Attachment()
    {
    }

    public Guid Id { get; private set; }

    public Guid ContactId { get; private set; }

    /// <summary>Its place among the attachments, from 0.</summary>
    public int Place { get; private set; }

    public string FileName { get; private set; } = "";

    public string MediaType { get; private set; } = "";

    public long Bytes { get; private set; }

    public string Sha256 { get; private set; } = "";

    public static Attachment Of(Guid contactId, Guid id, int place, ReceivedAttachment received) => new()
    {
        Id = id,
        ContactId = contactId,
        Place = place,
        FileName = Shown(received.FileName),
        MediaType = received.MediaType.Length <= 100 ? received.MediaType : "application/octet-stream",
        Bytes = received.Content.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(received.Content.Span)),
    };

    /// <summary>The same for every repeat of a message: what a crash left behind is written over, not left beside.</summary>
    public static Guid IdOf(Medium medium, string externalId, int place) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{medium}\n{externalId}\n{place}")).AsSpan(0, 16));

    /// <summary>The last step of what may be a path, without control characters and what turns text around.</summary>
    private static string Shown(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(letter => !char.IsControl(letter) && char.GetUnicodeCategory(letter) != System.Globalization.UnicodeCategory.Format)).Trim(' ', '.');
        return plain.Length switch { 0 => "attachment", > LongestName => plain[^LongestName..], _ => plain };
    }
}
