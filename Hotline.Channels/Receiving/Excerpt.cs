using System.Globalization;

namespace Hotline.Channels.Receiving;

/// <summary>摘录: the beginning of what somebody wrote, never cut inside what a reader sees as one character (UAX #29 text elements).</summary>
internal static class Excerpt
{
    /// <summary>The text whole, or its beginning and "…", together no longer than so many UTF-16 units.</summary>
    internal static string Of(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = 0;
        for (var next = Next(text, 0); end + next < longest; next = Next(text, end))
        {
            end += next;
        }

        // One element may be longer than all there is room for (a letter under hundreds of marks): then between code points.
        return $"{text[..(end > 0 ? end : char.IsHighSurrogate(text[longest - 2]) && char.IsLowSurrogate(text[longest - 1]) ? longest - 2 : longest - 1)]}…";
    }

    private static int Next(string text, int at) => StringInfo.GetNextTextElementLength(text.AsSpan(at));
}
