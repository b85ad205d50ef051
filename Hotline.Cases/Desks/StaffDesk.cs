using Hotline.Cases.Casework;
using Hotline.Cases.Organisation;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>The people who work here.</summary>
internal sealed class StaffDesk(Ledger ledger, RuleBook book, TimeProvider time) : IStaffDesk
{
    private const int LongestUserName = 64;

    public ValueTask<IReadOnlyList<StaffAccount>> ListAsync(CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<StaffAccount>>(async database =>
        {
            var people = await database.Staff.OrderBy(row => row.UserNameKey).ToListAsync(cancellationToken);
            return [.. people.Select(person => person.ToAccount(book.Rules.Units))];
        });

    public ValueTask<StaffAccount?> FindAsync(string userName, CancellationToken cancellationToken)
    {
        var key = StaffMember.KeyOf(userName);
        return ledger.ReadAsync(async database =>
            (await database.Staff.SingleOrDefaultAsync(row => row.UserNameKey == key, cancellationToken))?.ToAccount(book.Rules.Units));
    }

    public ValueTask<bool> ChangePasswordAsync(string userName, string passwordHash, StaffPhone? phone, CancellationToken cancellationToken)
    {
        var key = StaffMember.KeyOf(userName);
        return ledger.WriteAsync(
            async database => await database.Staff.SingleOrDefaultAsync(row => row.UserNameKey == key, cancellationToken) is { } person
                && person.ChangePassword(passwordHash, phone),
            cancellationToken);
    }

    public ValueTask<bool> OpenAsync(NewStaffAccount account, CancellationToken cancellationToken)
    {
        var key = StaffMember.KeyOf(account.UserName);
        var agentId = account.Phone?.AgentId;
        if (key.Length is 0 or > LongestUserName || (account.UnitId is { } unit && book.Rules.Units.Find(unit) is null))
        {
            return ValueTask.FromResult(false);
        }

        return ledger.WriteAsync(
            async database =>
            {
                if (await database.Staff.AnyAsync(row => row.UserNameKey == key || (agentId != null && row.AgentId == agentId), cancellationToken))
                {
                    return false;
                }

                database.Staff.Add(StaffMember.Open(account, time.GetUtcNow()));
                return true;
            },
            cancellationToken);
    }
}
