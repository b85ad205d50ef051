using System.Globalization;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>
/// When short messages of the outbox may go out, and how many to one number: questions and receipts wait. What a citizen asks for this moment (a code) does not
/// pass through the outbox and does not wait. And by when a letter is answered.
/// </summary>
internal sealed record MessageRules
{
    /// <summary>No rule: everything goes at once.</summary>
    public static MessageRules None { get; } = new();

    /// <summary>Quiet from this time of day in China …</summary>
    public TimeOnly? QuietFrom { get; init; }

    /// <summary>… until this one, which may be the next morning's.</summary>
    public TimeOnly? QuietUntil { get; init; }

    /// <summary>So many short messages to one number on one day in China; null for no cap.</summary>
    public int? MostPerNumberAndDay { get; init; }

    /// <summary>By when whoever writes to the letterbox (信箱) has the answer; null where the city promises nothing of the kind.</summary>
    public PolicyClock? Letterbox { get; init; }

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new Field("sms", FieldType.Section(
            new Field("quiet", FieldType.Section(
                new("from", FieldType.Pattern("a time such as 21:30", "([01][0-9]|2[0-3]):[0-5][0-9]"), "Quiet from then", true),
                new("until", FieldType.Pattern("a time such as 08:00", "([01][0-9]|2[0-3]):[0-5][0-9]"), "Until then, maybe the next morning", true)), "Hours in which nothing is sent"),
            new Field("most-per-number-and-day", FieldType.Number(1, 1000), "Further ones wait for the next day")), "Short messages"),
        new Field("letterbox", FieldType.Section(
            new("answer-within", FieldType.Period, "A letter is answered within this time from its arrival", true),
            new("warn-before", FieldType.Period, "The hotline office is warned so long before"),
            new("basis", FieldType.Text, "What the city rests it on", true)), "The e-mail letterbox"));

    public static Loaded<MessageRules> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file || reader.Errors.Count > 0)
        {
            return new(null, [.. reader.Errors]);
        }

        var sms = file.OptionalInner("sms");
        var quiet = sms?.OptionalInner("quiet");
        return new(
            new MessageRules
            {
                QuietFrom = quiet is null ? null : Time(quiet.Text("from")),
                QuietUntil = quiet is null ? null : Time(quiet.Text("until")),
                MostPerNumberAndDay = sms?.OptionalNumber("most-per-number-and-day"),
                Letterbox = file.OptionalInner("letterbox") is { } letterbox ? Letters(letterbox) : null,
            },
            []);
    }

    /// <summary>Until when a message waits, and why; null where it may go now.</summary>
    /// <param name="now">Now.</param>
    /// <param name="sentToday">Messages that the number got on this day in China.</param>
    public (DateTimeOffset Until, string Reason)? Wait(DateTimeOffset now, int sentToday)
    {
        if (Quiet(now) is { } end)
        {
            return (end, "quiet-hours");
        }

        if (sentToday >= MostPerNumberAndDay)
        {
            var morning = ChinaTime.EndOf(ChinaTime.Day(now));
            return (Quiet(morning) ?? morning, "daily-cap");
        }

        return null;
    }

    /// <summary>The end of the quiet hours that hold at that moment; null where none do.</summary>
    private DateTimeOffset? Quiet(DateTimeOffset at)
    {
        if (QuietFrom is not { } from || QuietUntil is not { } until || from == until)
        {
            return null;
        }

        var local = ChinaTime.Local(at);
        var (day, hour) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));

        // 22:00 to 08:00 goes over midnight, 12:00 to 14:00 does not; IsBetween knows both.
        return hour.IsBetween(from, until) ? ChinaTime.At(hour < until ? day : day.AddDays(1), until) : null;
    }

    private static PolicyClock Letters(Section rule) => new()
    {
        Name = ClockName.Letter,
        Clause = new Clause("messages/letterbox", rule.Text("basis")),
        From = CaseEvent.Reached,
        Until = CaseEvent.Closed,
        Limit = rule.Period("answer-within"),
        Warnings = rule.OptionalPeriod("warn-before") is { } before ? [new ClockWarning(null, before, PolicyRole.HotlineOffice)] : [],
    };

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);
}
