using System.Globalization;

namespace Hotline.Telephony.Ivr;

/// <summary>Values of a flow file beyond names and numbers: tables by telephone key, windows of the day, days and moments.</summary>
internal static class FlowValues
{
    /// <summary>The group of keys under a verb.</summary>
    public static FlowKeys? Inner(this FlowKeys keys, string key, IReadOnlyList<string> known) =>
        keys.Group(key, $"the keys of {key}: {string.Join(", ", known)}") is { } group
            ? new FlowKeys(group, keys.PathOf(key), keys.Errors, keys.Names, known)
            : null;

    /// <summary>Says that nothing follows by <c>next</c>.</summary>
    public static void RefuseNext(this FlowKeys keys, string verb)
    {
        if (keys.Find("next") is { } next)
        {
            keys.Errors.Add(next, keys.PathOf("next"), $"nothing after {verb}");
        }
    }

    /// <summary>What stands under each key of a telephone; at least one.</summary>
    public static IReadOnlyDictionary<char, FlowScalar> KeyTable(this FlowKeys keys, string key, string value)
    {
        var table = new Dictionary<char, FlowScalar>();
        if (keys.Group(key, $"keys of a telephone, each with {value}") is not { } group)
        {
            return table;
        }

        var inner = new FlowKeys(group, keys.PathOf(key), keys.Errors, keys.Names, known: null);
        foreach (var (pressed, _) in group.Entries)
        {
            if (pressed.Value is not [var one] || !(char.IsAsciiDigit(one) || one is '*' or '#'))
            {
                keys.Errors.Add(pressed, inner.PathOf(pressed.Value), "a key of a telephone: 0 to 9, * or # (those two in quotation marks); found " + pressed.Kind);
            }
            else if (inner.Text(pressed.Value, required: true, value) is { } named)
            {
                table[one] = named;
            }
        }

        if (group.Entries.Count == 0)
        {
            keys.Errors.Add(group, keys.PathOf(key), "at least one key");
        }

        return table;
    }

    public static bool Flag(this FlowKeys keys, string key) =>
        keys.Choice(key, new Dictionary<string, bool>(StringComparer.Ordinal) { ["true"] = true, ["false"] = false }) ?? false;

    /// <summary>A window such as <c>08:30-12:00</c>.</summary>
    public static DayWindow? Window(this FlowKeys keys, string key) =>
        keys.Text(key, required: false, "a window such as 08:30-12:00") is { } scalar ? ToWindow(scalar, key, keys) : null;

    /// <summary>One window, or a list of them.</summary>
    public static IReadOnlyList<DayWindow> Windows(this FlowKeys keys, string key) =>
        [.. keys.List(key, "windows such as 08:30-12:00").Select(scalar => ToWindow(scalar, key, keys)).OfType<DayWindow>()];

    /// <summary>
    /// A day such as <c>2026-11-22</c> or a moment such as <c>2026-11-22 08:00</c>, local time: what begins then begins at From, what lasts until then ends
    /// at Until, a day being counted whole.
    /// </summary>
    public static (DateTime From, DateTime Until)? LocalMoment(this FlowKeys keys, string key)
    {
        const string expected = "a day such as 2026-11-22, or a moment such as 2026-11-22 08:00";
        if (keys.Text(key, required: false, expected) is not { } scalar)
        {
            return null;
        }

        if (DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return (day.ToDateTime(TimeOnly.MinValue), day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        }

        if (DateTime.TryParseExact(scalar.Value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return (moment, moment);
        }

        keys.Errors.Add(scalar, keys.PathOf(key), $"{expected}; found {scalar.Kind}");
        return null;
    }

    private static DayWindow? ToWindow(FlowScalar scalar, string key, FlowKeys keys)
    {
        if (scalar.Value.Split('-') is [var from, var until]
            && TimeOnly.TryParseExact(from.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var begin)
            && TimeOnly.TryParseExact(until.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
            && begin != end)
        {
            return new DayWindow(begin, end);
        }

        keys.Errors.Add(scalar, keys.PathOf(key), "a window such as 08:30-12:00; found " + scalar.Kind);
        return null;
    }
}
