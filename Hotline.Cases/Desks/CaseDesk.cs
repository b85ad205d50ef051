using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What people do with cases.</summary>
internal sealed class CaseDesk(Ledger ledger, RuleBook book, CaseReader reader, TimeProvider time) : ICaseDesk
{
    private const int LongestKey = 100;
    private const string KeyField = "idempotencyKey";

    public async ValueTask<ActResult<CaseView>> RegisterAsync(Actor actor, string idempotencyKey, NewCase newCase, CancellationToken cancellationToken)
    {
        if (!actor.Is(Role.Agent, Role.ShiftLeader, Role.Dispatcher))
        {
            return new ActResult<CaseView>.NotAllowed(ActTable.NoRight, null, "您没有登记工单的权限", []);
        }

        var step = await ledger.WriteAsync(database => RegisterAsync(database, actor, idempotencyKey, newCase, cancellationToken), cancellationToken);
        return await ShowAsync(step, actor, cancellationToken);
    }

    public async ValueTask<ActResult<CaseView>> ActAsync(
        Actor actor, string idempotencyKey, string caseNumber, int version, CaseAct act, CancellationToken cancellationToken)
    {
        var step = await ledger.WriteAsync(database => ActAsync(database, actor, idempotencyKey, caseNumber, version, act, cancellationToken), cancellationToken);
        return await ShowAsync(step, actor, cancellationToken);
    }

    public async ValueTask<ActResult<TaskView>> RecordTaskResultAsync(
        Actor actor, string idempotencyKey, Guid taskId, TaskResult result, CancellationToken cancellationToken)
    {
        return await ledger.WriteAsync<ActResult<TaskView>>(
            async database =>
            {
                var caseId = await database.Tasks.Where(row => row.Id == taskId).Select(row => (Guid?)row.CaseId).SingleOrDefaultAsync(cancellationToken);
                var called = caseId is null ? null : await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Id == caseId, cancellationToken);
                if (called is null || !actor.SeesAllCases())
                {
                    return new ActResult<TaskView>.NotFound();
                }

                var task = called.Tasks.Single(row => row.Id == taskId);
                var (name, digest) = ($"task/{taskId:N}", Digest(result));
                switch (await HandledAsync(database, actor, idempotencyKey, name, digest, cancellationToken))
                {
                    case Step.Answered { Result: ActResult<CaseView>.KeyUsed used }:
                        return new ActResult<TaskView>.KeyUsed(used.CaseNumber);
                    case Step.Answered { Result: ActResult<CaseView>.Invalid wrong }:
                        return new ActResult<TaskView>.Invalid(wrong.Errors);
                    case Step.Done:
                        return new ActResult<TaskView>.Done(CaseReader.Show(task, called, actor, book.Of(called)), Repeated: true);
                    default:
                        break;
                }

                if (actor.WorksOn(task.Kind) && task is { State: TaskState.Done, DoneAt: { } done })
                {
                    return new ActResult<TaskView>.Changed(
                        called.Version, await SinceAsync(database, called, actor, database.History.Where(row => row.At >= done), cancellationToken));
                }

                if (TaskRefusal(called, task, actor, result) is { } refusal)
                {
                    return refusal;
                }

                var occasion = new Occasion(book.Of(called), Author.Of(actor), time.GetUtcNow());
                CallingBack.Finish(called, task, result, occasion);
                if (task.Kind == TaskKind.Objection)
                {
                    var door = await database.DoorOfAsync(called, cancellationToken);
                    if (Objecting.Answer(called, result.Outcome == TaskOutcome.Upheld, result.Note!.Trim(), door, occasion) is { } told)
                    {
                        database.Notices.Add(told);
                    }
                }

                Handle(database, actor, idempotencyKey, (name, digest), called.Number, occasion.At);
                return new ActResult<TaskView>.Done(CaseReader.Show(task, called, actor, book.Of(called)), Repeated: false);
            },
            cancellationToken);
    }

    private async Task<Step> RegisterAsync(HotlineDbContext database, Actor actor, string key, NewCase form, CancellationToken cancellationToken)
    {
        var digest = Digest(form);
        if (await HandledAsync(database, actor, key, "register", digest, cancellationToken) is { } handled)
        {
            return handled;
        }

        var rules = book.Rules;
        var contact = form.ContactId is { } id ? await database.Contacts.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        var errors = Registering.Check(form, contact is not null, rules);
        if (errors.Count > 0)
        {
            return new Step.Answered(new ActResult<CaseView>.Invalid(errors));
        }

        var now = time.GetUtcNow();
        var number = await database.NextCaseNumberAsync(now, cancellationToken);
        var occasion = new Occasion(rules, Author.Of(actor), now);
        var opened = Registering.Register(number, form, contact, actor, occasion);
        var group = await database.GatherAsync(opened, occasion, cancellationToken);
        database.Open(new(opened, Key(actor, key, ("register", digest), number, now)));
        return new Step.Registered(opened, group?.Number);
    }

    private async Task<Step> ActAsync(
        HotlineDbContext database, Actor actor, string key, string caseNumber, int version, CaseAct act, CancellationToken cancellationToken)
    {
        var concerned = await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == caseNumber, cancellationToken);
        if (concerned is null || !actor.Sees(concerned))
        {
            return new Step.Answered(new ActResult<CaseView>.NotFound());
        }

        var matter = await ActMatter.LoadAsync(database, concerned, actor, act, book.Peers, cancellationToken);
        var errand = new ActErrand(concerned, actor, act, matter, new Occasion(book.Of(concerned), Author.Of(actor), time.GetUtcNow(), matter.Staff));
        var name = $"{caseNumber}/{errand.Kind}";
        var digest = Digest(new { version, act = (object)act });
        if (await HandledAsync(database, actor, key, name, digest, cancellationToken) is { } handled)
        {
            return handled;
        }

        var bar = errand.Bar;
        if (bar is { Code: ActTable.NoRight })
        {
            return errand.Refused(bar);
        }

        // Nobody is to mend the form of an act that is not possible.
        if (bar is null && errand.Errors is { Count: > 0 } errors)
        {
            return new Step.Answered(new ActResult<CaseView>.Invalid(errors) { Clause = errand.Clause });
        }

        if (version != concerned.Version)
        {
            return await ChangedAsync(database, concerned, actor, version, cancellationToken);
        }

        if (errand.Refusal is { } refusal)
        {
            return errand.Refused(refusal);
        }

        var before = concerned.State;
        await errand.DoAsync(database, cancellationToken);
        StateMoves.Check(errand.Kind, before, concerned.State);
        await database.LeadOnAsync(concerned, book, errand.Occasion, cancellationToken);
        Handle(database, actor, key, (name, digest), caseNumber, errand.Occasion.At);
        return new Step.Done(caseNumber, Repeated: false);
    }

    private static async Task<Step?> HandledAsync(HotlineDbContext database, Actor actor, string key, string act, string digest, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > LongestKey)
        {
            return Wrong(KeyField, $"请求标识须为1到{LongestKey}个字符");
        }

        var handled = await database.HandledAsync(actor.Id, key, cancellationToken);
        return handled is null ? null
            : handled.Act != act ? Wrong(KeyField, "这个请求标识已用于另一项操作")
            : handled.Digest.Length > 0 && handled.Digest != digest ? new Step.Answered(new ActResult<CaseView>.KeyUsed(handled.CaseNumber))
            : new Step.Done(handled.CaseNumber, Repeated: true);
    }

    private static void Handle(HotlineDbContext database, Actor actor, string key, (string Act, string Digest) asked, string caseNumber, DateTimeOffset at) =>
        database.HandledKeys.Add(Key(actor, key, asked, caseNumber, at));

    private static HandledKey Key(Actor actor, string key, (string Act, string Digest) asked, string caseNumber, DateTimeOffset at) =>
        new() { ActorId = actor.Id, Key = key, Act = asked.Act, Digest = asked.Digest, CaseNumber = caseNumber, At = at };

    /// <summary>Of all that was asked for: an act by what it is, not by what all acts have.</summary>
    private static string Digest(object asked) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked)));

    private async Task<Step> ChangedAsync(HotlineDbContext database, Case concerned, Actor actor, int version, CancellationToken cancellationToken) =>
        new Step.Answered(new ActResult<CaseView>.Changed(
            concerned.Version, await SinceAsync(database, concerned, actor, database.History.Where(row => row.CaseVersion > version), cancellationToken)));

    /// <summary>What of those lines of a case's history this person sees.</summary>
    private async Task<IReadOnlyList<HistoryView>> SinceAsync(
        HotlineDbContext database, Case concerned, Actor actor, IQueryable<HistoryEntry> lines, CancellationToken cancellationToken)
    {
        var since = await lines.AsNoTracking().Where(row => row.CaseId == concerned.Id).OrderBy(row => row.Seq).ToListAsync(cancellationToken);
        var veils = await Veil.OverAsync(database, [concerned], actor, book, cancellationToken);
        var shown = since.Where(actor.SeesHistory).Select(CaseReader.Show);
        return [.. veils.TryGetValue(concerned.Id, out var veil) ? shown.Select(veil.Over) : shown];
    }

    private ActResult<TaskView>? TaskRefusal(Case called, CaseTask task, Actor actor, TaskResult result)
    {
        if (!actor.WorksOn(task.Kind))
        {
            return new ActResult<TaskView>.NotAllowed(ActTable.NoRight, task.Clause, "您没有办理这项任务的权限", []);
        }

        if (CallingBack.Check(task, result, book.Of(called)) is { Count: > 0 } errors)
        {
            return new ActResult<TaskView>.Invalid(errors);
        }

        if (CallingBack.Refusal(called, task, actor) is { } reason)
        {
            return new ActResult<TaskView>.NotAllowed(ActTable.NotAllowed, task.Clause, reason, Allowed());
        }

        return result.Outcome == TaskOutcome.Dispatched && called.State == CaseState.Registered
            ? new ActResult<TaskView>.NotAllowed(ActTable.NotAllowed, task.Clause, "工单尚未派单", Allowed())
            : null;

        IReadOnlyList<ActView> Allowed() => ActTable.Allowed(called, actor, book.Of(called), time.GetUtcNow());
    }

    private static Step.Answered Wrong(string field, string message) => new Step.Answered(new ActResult<CaseView>.Invalid(ActErrand.Error(field, message)));

    private async ValueTask<ActResult<CaseView>> ShowAsync(Step step, Actor actor, CancellationToken cancellationToken) => step switch
    {
        Step.Answered answered => answered.Result,
        Step.Registered registered => new ActResult<CaseView>.Done(await reader.ShowNewAsync(registered.Opened, registered.Rectification, actor, cancellationToken), Repeated: false),
        Step.Done done => await reader.FindAsync(actor, done.CaseNumber, cancellationToken) is { } view
            ? new ActResult<CaseView>.Done(view, done.Repeated)
            : new ActResult<CaseView>.NotFound(),
        _ => throw new InvalidOperationException($"Unknown step {step.GetType().Name}."),
    };
}

/// <summary>What came out of the transaction: an answer at once, or a case to be shown as it is after the commit.</summary>
internal abstract record Step
{
    internal sealed record Answered(ActResult<CaseView> Result) : Step;

    internal sealed record Registered(Case Opened, string? Rectification) : Step;

    internal sealed record Done(string CaseNumber, bool Repeated) : Step;
}
