using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Declines contacts.</summary>
internal sealed class RefusalDesk(Ledger ledger, RuleBook book, TimeProvider time) : IRefusalDesk
{
    public async ValueTask<ActResult<RefusalView>> RefuseAsync(Actor actor, Guid contactId, int? ground, string? text, CancellationToken cancellationToken)
    {
        var rules = book.Rules;
        if (!actor.Is(Role.Agent, Role.ShiftLeader, Role.Dispatcher))
        {
            return new ActResult<RefusalView>.NotAllowed(ActTable.NoRight, null, "您没有登记的权限", []);
        }

        if (rules.Policy.RefusalGrounds.IsEmpty)
        {
            return new ActResult<RefusalView>.NotAllowed(ActTable.NotAllowed, null, Refusing.NoGrounds, []);
        }

        if (Refusing.Check(ground, text, rules) is { Count: > 0 } errors)
        {
            return new ActResult<RefusalView>.Invalid(errors);
        }

        return await ledger.WriteAsync<ActResult<RefusalView>>(
            async database =>
            {
                if (!await database.Contacts.AnyAsync(row => row.Id == contactId, cancellationToken))
                {
                    return new ActResult<RefusalView>.NotFound();
                }

                var known = await database.Refusals.SingleOrDefaultAsync(row => row.ContactId == contactId && row.Ground == ground, cancellationToken);
                var refusal = known ?? Refusal.Of(contactId, ground!.Value, Refusing.Ground(ground, rules)!, text, new Occasion(rules, Author.Of(actor), time.GetUtcNow()));
                if (known is null)
                {
                    database.Refusals.Add(refusal);
                    database.News.Add(new ContactChanged(contactId, null, null));
                }

                return new ActResult<RefusalView>.Done(Show(refusal), Repeated: known is not null);
            },
            cancellationToken);
    }

    public static RefusalView Show(Refusal row) =>
        new(new RefusalGroundView(row.Ground, row.GroundName, row.ReferTo, row.Emergency, row.Clause), row.Text, row.At, row.By);
}
