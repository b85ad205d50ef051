using Hotline.Channels.Mime;
using Hotline.Testing;

namespace Hotline.Bench;

/// <summary>Every mail of the corpus read whole, with all its texts and attachments decoded, again and again on one core.</summary>
internal static class MimeSpeed
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    internal static (double MegabytesPerSecond, double LongestMs)? Run(string? folder, Report report)
    {
        var root = folder ?? Repository.Corpus;
        if (root is null)
        {
            report.Say($"MIME: {Repository.NoCorpus}; not measured");
            return null;
        }

        var mails = Directory.EnumerateFiles(Path.Combine(root, "stalwart-mail-parser", "resources", "eml"), "*.eml", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToArray();
        var limits = new MimeLimits();
        Pass(mails, limits, WarmUp);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var (octets, elapsed, longest) = Pass(mails, limits, Measured);
        var speed = Math.Round(octets / elapsed.TotalSeconds / 1e6, 1);
        report.Say($"MIME: {mails.Length} mails of {mails.Sum(mail => mail.Length) / 1000} kB, {speed} MB/s on one core, the slowest mail {longest.TotalMilliseconds:0.00} ms, "
            + $"{(GC.GetAllocatedBytesForCurrentThread() - before) / (double)octets:0.0} octets allocated for each octet read");
        return (speed, Math.Round(longest.TotalMilliseconds, 2));
    }

    private static (long Octets, TimeSpan Elapsed, TimeSpan Longest) Pass(byte[][] mails, MimeLimits limits, TimeSpan length)
    {
        var (octets, longest) = (0L, TimeSpan.Zero);
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < length)
        {
            foreach (var mail in mails)
            {
                var mailBegun = TimeProvider.System.GetTimestamp();
                var (root, _) = MimeReader.Read(mail, limits);
                Open(root);
                var took = TimeProvider.System.GetElapsedTime(mailBegun);
                longest = took > longest ? took : longest;
                octets += mail.Length;
            }
        }

        return (octets, TimeProvider.System.GetElapsedTime(begun), longest);
    }

    // As the door does: texts decoded to characters, all else to octets.
    private static void Open(MimePart? part)
    {
        if (part is null)
        {
            return;
        }

        if (part.Children.Count > 0)
        {
            part.Children.ForEach(Open);
        }
        else if (part.MediaType.StartsWith("text/", StringComparison.Ordinal))
        {
            _ = part.Text;
        }
        else
        {
            _ = part.Content;
        }
    }
}
