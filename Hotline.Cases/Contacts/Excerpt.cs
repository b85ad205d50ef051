using System.Globalization;

namespace Hotline.Cases.Contacts;

/// <summary>摘录: the beginning of what somebody wrote, never cut inside what a reader sees as one character (UAX #29 text elements).</summary>
internal static class Excerpt
{
    /// <summary>The text whole, or its beginning and "…", together no longer than so many UTF-16 units.</summary>
    public static string Of(string text, int longest) => text.Length <= longest ? text : $"{text[..End(text, longest - 1)]}…";

    /// <summary>The text whole, or its beginning with nothing to show that there was more.</summary>
    public static string Kept(string text, int longest) => text.Length <= longest ? text : text[..End(text, longest)];

    private static int End(string text, int longest)
    {
        var end = 0;
        for (var next = Next(text, 0); end + next <= longest; next = Next(text, end))
        {
            end += next;
        }

        // One element may be longer than all there is room for (a letter under hundreds of marks): then between code points.
        return end > 0 || longest <= 0 ? end : char.IsHighSurrogate(text[longest - 1]) && char.IsLowSurrogate(text[longest]) ? longest - 1 : longest;
    }

    private static int Next(string text, int at) => StringInfo.GetNextTextElementLength(text.AsSpan(at));
}
