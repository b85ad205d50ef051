using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotline.Channels.Receiving;

namespace Hotline.Channels.Web;

/// <summary>
/// Photographs of forms on their way: kept a day, so that a form that comes back with an error has not lost them, and a repeat of a form is the same
/// report. Files named by the ticket's key and their own hash; the citizen's name for them is only shown. Thread-safe.
/// </summary>
internal sealed class DraftShelf(WebFormOptions options, TimeProvider time)
{
    private const int LongestName = 30;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    private readonly Lock padlock = new();
    private DateTimeOffset swept = DateTimeOffset.MinValue;

    /// <summary>The photographs of a form, in order.</summary>
    internal IReadOnlyList<DraftPhoto> List(Ticket ticket) => !Directory.Exists(options.DraftFolder)
        ? []
        : [.. new DirectoryInfo(options.DraftFolder).EnumerateFiles($"{ticket.Key}-*").Select(Read).OfType<DraftPhoto>().OrderBy(photo => photo.Place)];

    /// <summary>Keeps a photograph. The same one again changes nothing; false where the shelf is full.</summary>
    internal bool Keep(Ticket ticket, string name, byte[] content)
    {
        lock (padlock)
        {
            Directory.CreateDirectory(options.DraftFolder);
            Sweep();
            var hash = HashOf(content);
            var kept = List(ticket);
            if (kept.Any(photo => photo.Hash == hash))
            {
                return true;
            }

            if (new DirectoryInfo(options.DraftFolder).EnumerateFiles().Sum(file => file.Length) + content.Length > options.MaxDraftBytes)
            {
                return false;
            }

            var place = kept.Count == 0 ? 0 : kept[^1].Place + 1;
            var shown = Convert.ToHexString(Encoding.UTF8.GetBytes(Shown(name)));
            var path = Path.Combine(options.DraftFolder, string.Create(CultureInfo.InvariantCulture, $"{ticket.Key}-{place:000}-{hash}-{shown}"));
            File.WriteAllBytes($"{path}.part", content);
            File.Move($"{path}.part", path, overwrite: true);
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return true;
        }
    }

    internal bool Has(Ticket ticket, byte[] content) => List(ticket).Any(photo => photo.Hash == HashOf(content));

    internal void Remove(Ticket ticket, string hash)
    {
        foreach (var photo in List(ticket).Where(photo => photo.Hash == hash))
        {
            File.Delete(photo.File);
        }
    }

    internal static async Task<InboundAttachment> OpenAsync(DraftPhoto photo, CancellationToken cancellationToken)
    {
        var content = await File.ReadAllBytesAsync(photo.File, cancellationToken);
        return new InboundAttachment(photo.Name, ContentSniffer.Look(content).MediaType, content);
    }

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));

    private void Sweep()
    {
        var now = time.GetUtcNow();
        if (now - swept < SweepEvery)
        {
            return;
        }

        swept = now;
        foreach (var old in new DirectoryInfo(options.DraftFolder).EnumerateFiles().Where(file => file.LastWriteTimeUtc + Kept < now.UtcDateTime))
        {
            old.Delete();
        }
    }

    private static DraftPhoto? Read(FileInfo file) => file.Name.Split('-') is [_, var place, var hash, var shown] && !shown.Contains('.', StringComparison.Ordinal)
        ? new DraftPhoto(file.FullName, int.Parse(place, CultureInfo.InvariantCulture), hash, Encoding.UTF8.GetString(Convert.FromHexString(shown)), file.Length)
        : null;

    /// <summary>The end of a name, where its type is; not from between the halves of one character.</summary>
    private static string Shown(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(letter => !char.IsControl(letter)));
        var end = plain.Length <= LongestName ? plain : plain[^LongestName..];
        return end.Length > 0 && char.IsLowSurrogate(end[0]) ? end[1..] : end.Length > 0 ? end : "photo";
    }
}

/// <summary>A photograph of a form on its way.</summary>
/// <param name="File">Where it lies.</param>
/// <param name="Place">Its place among the others.</param>
/// <param name="Hash">Of its content.</param>
/// <param name="Name">As the citizen named it.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record DraftPhoto(string File, int Place, string Hash, string Name, long Bytes);
