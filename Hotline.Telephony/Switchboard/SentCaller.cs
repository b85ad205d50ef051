using System.Globalization;
using Hotline.Telephony.Ivr;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// What one site tells another of a caller it sends, in the header <c>Hotline-Overflow</c> of the INVITE. Believed only where it comes from the address of a
/// site's own trunk. It holds no number and no name.
/// <code>Hotline-Overflow: v1;call=019aa6…;waited=184;group=general;priority=elderly;tag=12369;language=en;path=east</code>
/// </summary>
internal sealed record SentCaller
{
    /// <summary>The header.</summary>
    public const string Header = "Hotline-Overflow";

    /// <summary>What the longest that we write is far below: a longer one is not read.</summary>
    private const int LongestHeader = 1024;

    private const int LongestWord = 64;
    private const string Version = "v1";

    private static readonly string[] FreeWords = ["group", "priority", "tag", "language"];

    /// <summary>Nobody is believed to have waited longer: a site whose clock is wrong gets nobody ahead of a whole day's callers.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(4);

    /// <summary>The call at the site that the citizen rang.</summary>
    public required CallId CallId { get; init; }

    /// <summary>How long they have stood in line until now.</summary>
    public required TimeSpan Waited { get; init; }

    /// <summary>The sites that had them, the one they rang first, the one that sends them last.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    public string? Group { get; init; }

    public string? Priority { get; init; }

    public string? Tag { get; init; }

    public string? Language { get; init; }

    /// <summary>For the call's records.</summary>
    public SiteOrigin Origin => new(Path[0], CallId, Waited);

    /// <summary>What a header says; null where it says nothing that can be understood.</summary>
    public static SentCaller? Read(string header)
    {
        if (header.Length > LongestHeader || header.Split(';', StringSplitOptions.TrimEntries) is not [Version, .. var parts])
        {
            return null;
        }

        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var equal = part.IndexOf('=');
            if (equal < 1 || Uri.UnescapeDataString(part[(equal + 1)..]) is not { Length: > 0 and <= LongestHeader } word || !words.TryAdd(part[..equal], word))
            {
                return null;
            }
        }

        var path = words.GetValueOrDefault("path", "").Split('+');
        var isSound = Guid.TryParseExact(words.GetValueOrDefault("call"), "N", out var call)
            && int.TryParse(words.GetValueOrDefault("waited"), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && path.All(SiteKeys.IsName)
            && FreeWords.All(name => words.GetValueOrDefault(name, "").Length <= LongestWord);
        if (!isSound)
        {
            return null;
        }

        var waited = TimeSpan.FromSeconds(int.Parse(words["waited"], CultureInfo.InvariantCulture));
        return new SentCaller
        {
            CallId = new CallId(call),
            Waited = waited < LongestWait ? waited : LongestWait,
            Path = path,
            Group = words.GetValueOrDefault("group"),
            Priority = words.GetValueOrDefault("priority"),
            Tag = words.GetValueOrDefault("tag"),
            Language = words.GetValueOrDefault("language"),
        };
    }

    /// <summary>The header's value.</summary>
    public string Write()
    {
        var words = new[] { ("group", Group), ("priority", Priority), ("tag", Tag), ("language", Language) }
            .Where(word => !string.IsNullOrEmpty(word.Item2))
            .Select(word => $";{word.Item1}={Uri.EscapeDataString(word.Item2!)}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Version};call={CallId};waited={(int)Waited.TotalSeconds}{string.Concat(words)};path={string.Join('+', Path)}");
    }
}
