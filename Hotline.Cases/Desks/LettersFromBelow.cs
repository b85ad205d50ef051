using Hotline.Cases.Casework;
using Hotline.Cases.Exchange;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What a platform below says of a case that we sent it: here it is what one of our units does, under the same rules as any.</summary>
internal sealed class LettersFromBelow(RuleBook book, TimeProvider time)
{
    private const int LongestPlace = 200;

    public async Task<LetterRefusal?> ApplyAsync(HotlineDbContext database, ExchangeLink link, ExchangePeer peer, ReceivedLetter letter, LetterBody body, CancellationToken cancellationToken)
    {
        var handled = await database.Cases.ForDecision().SingleAsync(row => row.Id == link.CaseId, cancellationToken);
        var actor = PeerActor.Below(peer, link, body.By);
        var occasion = new Occasion(book.Of(handled), Author.Of(actor), time.GetUtcNow());
        if (body.Number is { Length: > 0 and <= 64 } number)
        {
            link.Named(number);
        }

        if (letter.Name == LetterName.Refused)
        {
            Exchanging.NotTaken(handled, body.Refusal(peer.Title), occasion);
            return null;
        }

        if (link.EndedAt is not null || handled.UnitId != link.UnitId)
        {
            return new("工单已收回或改派");
        }

        var step = new Deed(database, handled, actor, occasion, cancellationToken);
        switch (letter.Name)
        {
            case LetterName.Sign:
                return handled.State == CaseState.Signed ? null : await DoAsync(step, new CaseAct.Sign());
            case LetterName.Progress:
                Progress(step, body);
                return null;
            case LetterName.Visit:
                await database.ExpectAsync(link, body.Files, occasion.At, cancellationToken);
                return await VisitAsync(step, body);
            case LetterName.Contact:
                Contact(step, body, letter);
                return null;
            case LetterName.Reply:
                return await DoAsync(step, new CaseAct.Reply(body.Text, body.Outcome, ClosingOf(body)));
            case LetterName.Return:
                // Where a return counts from signing: whoever gives back has received. One that names nobody leaves it to the office to find whose it is.
                if (handled.State == CaseState.Dispatched && occasion.Rules.Policy.Return(handled.Facts(occasion.Rules)) is { From: CaseEvent.Signed })
                {
                    await DoAsync(step, new CaseAct.Sign());
                }

                var suggested = body.SuggestedUnit ?? occasion.Rules.Units.Office(PolicyRole.HotlineOffice)?.Id;
                return await DoAsync(step, new CaseAct.Return(new() { Reason = LetterBody.CutWord(body.Text), SuggestedUnitId = suggested, PreTreatment = body.PreTreatment, Leader = body.Leader ?? actor.Name }));
            case LetterName.Extension:
                return await DoAsync(step, new CaseAct.Extend(new() { Reason = LetterBody.CutWord(body.Text), Until = body.Until, RequesterTold = body.RequesterTold, Leader = body.Leader ?? actor.Name }));
            default:
                throw new InvalidOperationException($"Nobody applies {letter.Name} from below.");
        }
    }

    private static void Progress(Deed step, LetterBody body) =>
        step.Handled.Record(step.Occasion, "progress", LetterBody.Cut($"{(body.Unit is { } unit ? $"{unit}：" : "")}{body.Text}")!, null, moves: false);

    /// <summary>Where no visit is awaited it is progress like any other.</summary>
    private async Task<LetterRefusal?> VisitAsync(Deed step, LetterBody body)
    {
        var photos = (body.Files ?? []).Where(file => file.MediaType.StartsWith("image/", StringComparison.Ordinal))
            .Select(file => CasePhoto.IdOf(step.Handled.Id, Convert.FromHexString(file.Sha256))).Distinct().ToList();
        var act = new CaseAct.OnSite(
            LetterBody.Cut(body.Place, LongestPlace), string.IsNullOrWhiteSpace(body.Text) ? "（未说明）" : body.Text, At(step, body), body.Longitude, body.Latitude, body.AccuracyMetres, photos);
        if (await DoAsync(step, act, new ActMatter(Photos: photos)) is not null)
        {
            Progress(step, body with { Text = $"到场：{body.Place}；{body.Text}" });
        }

        return null;
    }

    /// <summary>The call or message lies there; its platform vouches for it.</summary>
    private static void Contact(Deed step, LetterBody body, ReceivedLetter letter)
    {
        var (handled, occasion) = (step.Handled, step.Occasion);
        if (ActTable.Refusal(handled, step.Actor, CaseActKind.Contact, occasion.Rules, occasion.At) is not null)
        {
            Progress(step, body with { Text = $"已联系诉求人{(body.Text is { } said ? $"：{said}" : "")}" });
            return;
        }

        var at = At(step, body) ?? letter.At;
        var evidence = new ContactEvidence(body.Medium ?? Medium.Platform, at < occasion.At ? at : occasion.At, Theirs: true);
        Evidence.Contact(handled, new CaseAct.ContactRequester(null, null, body.Text), evidence, step.Actor, Evidence.ContactClause(handled, occasion.Rules), occasion);
    }

    /// <summary>As their clock says, but not before the case went there, nor later than now.</summary>
    private static DateTimeOffset? At(Deed step, LetterBody body)
    {
        var from = step.Handled.CurrentAssignment?.DispatchedAt;
        return body.When is not { } when ? null : when < from ? from : when > step.Occasion.At ? step.Occasion.At : when.ToUniversalTime();
    }

    private static ClosingForm? ClosingOf(LetterBody body) => body is { Statement: null, RequesterTold: null, Leader: null } ? null
        : new() { Statement = body.Statement, RequesterTold = body.RequesterTold, Leader = body.Leader };

    private async Task<LetterRefusal?> DoAsync(Deed step, CaseAct act, ActMatter? matter = null)
    {
        var occasion = step.Occasion with { Staff = await step.Database.UnitStaffAsync(book.Peers, step.CancellationToken) };
        var errand = new ActErrand(step.Handled, step.Actor, act, matter ?? new(), occasion);
        if (errand.Refusal is { } refusal)
        {
            return new(refusal.Reason, refusal.Clause);
        }

        if (errand.Errors is { Count: > 0 } errors)
        {
            return new(string.Join('；', errors.SelectMany(error => error.Value)));
        }

        var before = step.Handled.State;
        await errand.DoAsync(step.Database, step.CancellationToken);
        StateMoves.Check(errand.Kind, before, step.Handled.State);
        await step.Database.LeadOnAsync(step.Handled, book, step.Occasion, step.CancellationToken);
        return null;
    }

    private sealed record Deed(HotlineDbContext Database, Case Handled, Actor Actor, Occasion Occasion, CancellationToken CancellationToken);
}
