using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Rectifications, shown and worked.</summary>
internal sealed class RectificationDesk(Ledger ledger, RuleBook book, TimeProvider time) : IRectificationDesk
{
    private const int LongestConclusion = 1000;

    public ValueTask<PageOf<RectificationView>> ListAsync(Actor actor, bool? open, int page, int size, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
        {
            var rows = Visible(database, actor).Where(row => open == null || (row.ClosedAt == null) == open).OrderByDescending(row => row.OpenedAt);
            var (found, paging) = await rows.TakeAsync(page, size, cancellationToken);
            var views = new List<RectificationView>();
            foreach (var row in found)
            {
                views.Add(await ShowAsync(database, row, actor, cancellationToken));
            }

            return paging.Of(views);
        });

    public ValueTask<RectificationView?> FindAsync(Actor actor, string number, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
            await Visible(database, actor).SingleOrDefaultAsync(row => row.Number == number, cancellationToken) is { } found
                ? await ShowAsync(database, found, actor, cancellationToken)
                : null);

    public ValueTask<ActResult<RectificationView>> AddAsync(Actor actor, string number, string caseNumber, CancellationToken cancellationToken) =>
        WorkAsync(
            actor,
            number,
            async (database, group, occasion) =>
            {
                var added = await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == caseNumber, cancellationToken);
                if (added is null)
                {
                    return Wrong("caseNumber", "没有这个工单");
                }

                if (added.RectificationId is not null)
                {
                    return Refused(group, added.RectificationId == group.Id ? "已在本整改之中" : "已列入另一项整改，须先移出");
                }

                group.Take(added, occasion);
                return null;
            },
            cancellationToken);

    public ValueTask<ActResult<RectificationView>> RemoveAsync(
        Actor actor, string number, string caseNumber, string? reason, CancellationToken cancellationToken) =>
        WorkAsync(
            actor,
            number,
            async (database, group, occasion) =>
            {
                if (string.IsNullOrWhiteSpace(reason) || reason.Length > ActErrand.LongestNote)
                {
                    return Wrong("reason", $"请填写移出的理由，不超过{ActErrand.LongestNote}字");
                }

                var removed = await database.Cases.ForDecision().SingleOrDefaultAsync(
                    row => row.Number == caseNumber && row.RectificationId == group.Id, cancellationToken);
                if (removed is null)
                {
                    return Wrong("caseNumber", "本整改没有这个工单");
                }

                group.Release(removed, reason.Trim(), occasion);
                return null;
            },
            cancellationToken);

    public ValueTask<ActResult<RectificationView>> CloseAsync(Actor actor, string number, string? conclusion, CancellationToken cancellationToken) =>
        WorkAsync(
            actor,
            number,
            async (database, group, occasion) =>
            {
                if (string.IsNullOrWhiteSpace(conclusion) || conclusion.Length > LongestConclusion)
                {
                    return Wrong("conclusion", $"请填写整改结果，不超过{LongestConclusion}字");
                }

                var open = await database.Cases.Where(row => row.RectificationId == group.Id && Merging.Following.Contains(row.State))
                    .OrderBy(row => row.Number).Select(row => row.Number).FirstOrDefaultAsync(cancellationToken);
                if (open is not null)
                {
                    return Refused(group, $"工单{open}尚未办结，不能结束整改");
                }

                group.Close(conclusion.Trim(), occasion);
                return null;
            },
            cancellationToken);

    /// <summary>Does one thing to an open group; null from it means done.</summary>
    private async ValueTask<ActResult<RectificationView>> WorkAsync(
        Actor actor,
        string number,
        Func<HotlineDbContext, Rectification, Occasion, Task<ActResult<RectificationView>?>> work,
        CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.ShiftLeader, Role.Dispatcher))
        {
            return new ActResult<RectificationView>.NotAllowed(ActTable.NoRight, Merging.Clause(book.Rules), "您没有办理整改的权限，由热线办办理", []);
        }

        var answer = await ledger.WriteAsync(
            async database =>
            {
                var group = await database.Rectifications.SingleOrDefaultAsync(row => row.Number == number, cancellationToken);
                return group is null ? new ActResult<RectificationView>.NotFound()
                    : !group.Open ? Refused(group, "整改已结束")
                    : await work(database, group, new Occasion(book.Rules, Author.Of(actor), time.GetUtcNow()));
            },
            cancellationToken);
        return answer ?? (await FindAsync(actor, number, cancellationToken) is { } view
            ? new ActResult<RectificationView>.Done(view, Repeated: false)
            : new ActResult<RectificationView>.NotFound());
    }

    private static ActResult<RectificationView> Refused(Rectification group, string reason) =>
        new ActResult<RectificationView>.NotAllowed(ActTable.NotAllowed, group.Clause, reason, []);

    private static ActResult<RectificationView> Wrong(string field, string message) =>
        new ActResult<RectificationView>.Invalid(ActErrand.Error(field, message));

    private static IQueryable<Rectification> Visible(HotlineDbContext database, Actor actor)
    {
        if (actor.SeesAllCases())
        {
            return database.Rectifications;
        }

        var (unit, own) = (actor.Is(Role.Handler) ? actor.UnitId : null, database.Cases.VisibleTo(actor, database));
        return database.Rectifications.Where(row => (unit != null && row.UnitId == unit) || own.Any(member => member.RectificationId == row.Id));
    }

    private async Task<RectificationView> ShowAsync(HotlineDbContext database, Rectification row, Actor actor, CancellationToken cancellationToken)
    {
        var cases = await database.Cases.VisibleTo(actor, database).Where(member => member.RectificationId == row.Id).OrderBy(member => member.Number).ToListAsync(cancellationToken);
        return new(
            row.Number,
            new CategoryRef(row.CategoryCode, book.Rules.CategoryPath(row.CategoryCode)),
            row.Place,
            row.UnitId is { } unit ? new UnitRef(unit, row.UnitName ?? "") : null,
            row.Clause,
            row.OpenedAt,
            row.ClosedAt,
            row.ClosedBy,
            row.Conclusion,
            await database.ShowAsync(cases, time.GetUtcNow(), cancellationToken));
    }
}
