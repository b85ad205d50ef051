using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Calls of units with requesters, through the switchboard.</summary>
internal sealed class RelayDesk(Ledger ledger, RuleBook book, TimeProvider time) : IRelayDesk
{
    public ValueTask<ActResult<RelayNumber>> FindAsync(Actor actor, string caseNumber, CancellationToken cancellationToken) =>
        ledger.ReadAsync<ActResult<RelayNumber>>(async database =>
        {
            var called = await database.Cases.ForDecision().SingleOrDefaultAsync(row => row.Number == caseNumber, cancellationToken);
            if (called is null || !actor.Sees(called))
            {
                return new ActResult<RelayNumber>.NotFound();
            }

            var (rules, now) = (book.Of(called), time.GetUtcNow());
            if (ActTable.Refusal(called, actor, CaseActKind.Message, rules, now) is { } refusal)
            {
                return new ActResult<RelayNumber>.NotAllowed(refusal.Code, refusal.Clause, refusal.Reason, ActTable.Allowed(called, actor, rules, now));
            }

            return called.RequesterPhone is { } phone && PhoneNumber.Key(phone) is { Length: > 0 }
                ? new ActResult<RelayNumber>.Done(new(Dialled(phone)), Repeated: false)
                : new ActResult<RelayNumber>.NotAllowed(ActTable.NotAllowed, null, "诉求人没有留下电话号码", ActTable.Allowed(called, actor, rules, now));
        });

    public async ValueTask NoteAsync(Actor actor, string caseNumber, string callId, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(
            async database =>
            {
                var called = await database.Cases.ForDecision().SingleAsync(row => row.Number == caseNumber, cancellationToken);
                var now = time.GetUtcNow();
                Masking.Relay(called, actor, new Occasion(book.Of(called), Author.Of(actor), now));
                database.Audit.Add(AuditEntry.Of(actor, AuditEntry.RequesterRelay, caseNumber, callId, now));
                return true;
            },
            cancellationToken);

    /// <summary>As written, without what stands between the digits.</summary>
    private static string Dialled(string phone) => string.Concat(phone.Where((letter, at) => char.IsAsciiDigit(letter) || (at == 0 && letter == '+')));
}
