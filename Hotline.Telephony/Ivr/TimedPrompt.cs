using System.Globalization;

namespace Hotline.Telephony.Ivr;

/// <summary>
/// A prompt that is said always, or from one day to another and between two times of day:
/// <c>{say: flood-notice, from: 2026-07-01, until: 2026-07-03, between: "07:00-21:00"}</c>.
/// </summary>
/// <param name="Prompt">Its name.</param>
internal sealed record TimedPrompt(string Prompt)
{
    private static readonly string[] Keys = ["say", "from", "until", "between"];

    /// <summary>The first moment, local time; null for always.</summary>
    public DateTime? From { get; init; }

    /// <summary>The first moment it is said no more, local time; null for never.</summary>
    public DateTime? Until { get; init; }

    public DayWindow? Between { get; init; }

    /// <summary>Whether it is said at that local time.</summary>
    public bool IsDue(DateTime local) => local >= (From ?? local) && !(local >= Until) && Between?.Holds(TimeOnly.FromDateTime(local)) != false;

    public override string ToString()
    {
        var text = Prompt;
        text += From is { } from ? string.Create(CultureInfo.InvariantCulture, $" from {from:yyyy-MM-dd HH:mm}") : "";
        text += Until is { } until ? string.Create(CultureInfo.InvariantCulture, $" until {until:yyyy-MM-dd HH:mm}") : "";
        return Between is { } between ? $"{text} {between}" : text;
    }

    /// <summary>A name, or a group of keys.</summary>
    public static TimedPrompt? Read(FlowNode node, FlowKeys step, string key)
    {
        switch (node)
        {
            case FlowScalar { Value.Length: > 0 } name:
                step.RequirePrompt(name, key, name.Value);
                return new TimedPrompt(name.Value);
            case FlowMap map:
                return Read(new FlowKeys(map, step.PathOf(key), step.Errors, step.Names, Keys));
            default:
                step.Errors.Add(node, step.PathOf(key), "names of prompts; found " + node.Kind);
                return null;
        }
    }

    private static TimedPrompt? Read(FlowKeys keys)
    {
        var say = keys.Text("say", required: true, "the name of a prompt");
        if (say is not null)
        {
            keys.RequirePrompt(say, "say", say.Value);
        }

        var timed = new TimedPrompt(say?.Value ?? "")
        {
            From = keys.LocalMoment("from")?.From,
            Until = keys.LocalMoment("until")?.Until,
            Between = keys.Window("between"),
        };
        if (timed is { From: { } from, Until: { } until } && until <= from)
        {
            keys.Errors.Add(keys.Find("until")!, keys.PathOf("until"), "a moment after from");
        }

        return say is null ? null : timed;
    }
}

/// <summary>A window of the day such as <c>08:30-12:00</c>; may span midnight.</summary>
internal readonly record struct DayWindow(TimeOnly From, TimeOnly Until)
{
    public bool Holds(TimeOnly time) => time.IsBetween(From, Until);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From:HH\\:mm}-{Until:HH\\:mm}");
}
