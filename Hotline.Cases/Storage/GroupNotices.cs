using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Notices;
using Hotline.Cases.Policies;
using Hotline.Cases.Supervision;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>
/// What work groups are told of, in the same transaction as that of which they are told: wherever a case came to a unit, was urged or ran out of time,
/// whoever did it. Holds neither names nor numbers nor the requester's words; where the requester is masked from the unit not the place either.
/// </summary>
internal static class GroupNotices
{
    /// <summary>The notices of all that is about to be saved.</summary>
    public static List<OutboxNotice> Of(HotlineDbContext database, RuleBook book)
    {
        var entries = database.ChangeTracker.Entries().ToList();
        var cases = entries.Select(entry => entry.Entity).OfType<Case>().ToDictionary(row => row.Id);
        var added = entries.Where(entry => entry.State == EntityState.Added).Select(entry => entry.Entity).ToList();
        var happenings = added.OfType<Assignment>().Select(row => new Happening(row.CaseId, GroupEvent.Dispatched, row.UnitId, row.UnitName, "新派工单", row.DispatchedAt))
            .Concat(added.OfType<CoHandling>().Select(row => new Happening(row.CaseId, GroupEvent.Dispatched, row.UnitId, row.UnitName, "新派协办", row.AskedAt)))
            .Concat(added.OfType<SupervisionRecord>().Where(row => row.Kind == SupervisionKind.Supervise).SelectMany(row => new[] { row.Unit, row.Office }.OfType<UnitRef>().Distinct()
                .Select(told => new Happening(row.CaseId, GroupEvent.Supervised, told.Id, row.UnitName ?? told.Name, $"{row.Office?.Name ?? "热线"}督办", row.At))))
            .Concat(added.OfType<Case>().SelectMany(row => Hazard(row, book.Of(row)) is { } one ? [one] : Array.Empty<Happening>()))
            .Concat(added.OfType<HistoryEntry>().SelectMany(row => cases.TryGetValue(row.CaseId, out var concerned) && Happened(concerned, row) is { } one ? [one] : Array.Empty<Happening>()));
        return
        [
            .. from happening in happenings
               where cases.ContainsKey(happening.CaseId)
               let concerned = cases[happening.CaseId]
               let rules = book.Of(concerned)
               from heard in book.Groups
               where heard.When.Contains(happening.Event) && heard.Units.Any(unit => unit == happening.UnitId || rules.Units.IsBelow(happening.UnitId, unit))
               select OutboxNotice.Of(Kind(happening.Event), concerned.Id, concerned.Number, new NoticeDoor(heard.Medium, heard.Name), Words(heard, happening, concerned, rules), "", happening.At),
        ];
    }

    /// <summary>安全隐患第一时间通知 (haimen-2016/2-1): the unit that will be responsible hears of a hazard as it is registered, before anybody dispatches it.</summary>
    private static Happening? Hazard(Case opened, CaseRules rules) =>
        opened is { Hazard: true, State: CaseState.Registered } && rules.Policy.Practice(PracticeName.HazardNotice) is not null && rules.Suggest(opened) is { } suggestion
            ? new(opened.Id, GroupEvent.Dispatched, suggestion.Unit.Id, suggestion.Unit.Name, "安全隐患先行通知", opened.RegisteredAt)
            : null;

    /// <summary>Urging and the end of a limit concern a unit while it has the case.</summary>
    private static Happening? Happened(Case concerned, HistoryEntry entry) => (entry.Act, concerned.UnitId, concerned.State) switch
    {
        ("urge", { } unit, CaseState.Dispatched or CaseState.Signed) => new(concerned.Id, GroupEvent.Urged, unit, concerned.UnitName ?? unit, "催办", entry.At),
        ("clock.warning" or "clock.breached", { } unit, CaseState.Dispatched or CaseState.Signed) =>
            new(concerned.Id, GroupEvent.Due, unit, concerned.UnitName ?? unit, entry.Detail, entry.At),
        _ => null,
    };

    private static string Words(WorkGroup heard, Happening happening, Case concerned, CaseRules rules)
    {
        var due = concerned.RunningHandling?.Due ?? concerned.Countdowns.Where(row => row.Open).Select(row => (DateTimeOffset?)row.Due).Min();
        return heard.Text
            .Replace("{city}", rules.City.Name, StringComparison.Ordinal)
            .Replace("{event}", happening.Words, StringComparison.Ordinal)
            .Replace("{case}", concerned.Number, StringComparison.Ordinal)
            .Replace("{category}", rules.CategoryName(concerned.CategoryCode), StringComparison.Ordinal)
            .Replace("{unit}", happening.UnitName, StringComparison.Ordinal)
            .Replace("{due}", due is { } end ? ChinaTime.Local(end).ToString("M月d日HH:mm", CultureInfo.InvariantCulture) : "无", StringComparison.Ordinal)
            .Replace("{place}", Masking.Hides(concerned, happening.UnitId, rules) ? "（地点保密）" : concerned.Place.Length > 0 ? concerned.Place : "（未说明地点）", StringComparison.Ordinal);
    }

    private static string Kind(GroupEvent happened) => happened switch
    {
        GroupEvent.Dispatched => "dispatched",
        GroupEvent.Urged => "urged",
        GroupEvent.Due => "due",
        GroupEvent.Supervised => "supervised",
    };

    private sealed record Happening(Guid CaseId, GroupEvent Event, string UnitId, string UnitName, string Words, DateTimeOffset At);
}
