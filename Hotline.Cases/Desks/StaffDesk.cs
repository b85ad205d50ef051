using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
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

    public ValueTask<StaffChange> DisableAsync(Actor? by, string userName, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            userName,
            async (database, person) =>
            {
                if (person.DisabledAt is not null)
                {
                    return StaffChange.Unchanged;
                }

                if (person.Id == by?.Id)
                {
                    return StaffChange.Oneself;
                }

                if (person.Roles.Contains(Role.Admin) && !await OthersAdministerAsync(database, person, cancellationToken))
                {
                    return StaffChange.LastAdministrator;
                }

                var now = time.GetUtcNow();
                person.Disable(by?.Name, reason, now);
                database.Audit.Add(EntryOf(by, AuditEntry.StaffDisable, person, reason, now));
                return StaffChange.Done;
            },
            cancellationToken);

    public ValueTask<StaffChange> EnableAsync(Actor? by, string userName, CancellationToken cancellationToken) =>
        ChangeAsync(
            userName,
            (database, person) =>
            {
                if (person.DisabledAt is null)
                {
                    return Task.FromResult(StaffChange.Unchanged);
                }

                person.Enable();
                database.Audit.Add(EntryOf(by, AuditEntry.StaffEnable, person, "", time.GetUtcNow()));
                return Task.FromResult(StaffChange.Done);
            },
            cancellationToken);

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

    private static AuditEntry EntryOf(Actor? by, string act, StaffMember person, string reason, DateTimeOffset now) =>
        by is null ? AuditEntry.OfProduct(act, person.UserName, reason, now) : AuditEntry.Of(by, act, person.UserName, reason, now);

    // Roles are kept as one text, which the database does not look into.
    private static async Task<bool> OthersAdministerAsync(HotlineDbContext database, StaffMember person, CancellationToken cancellationToken) =>
        (await database.Staff.Where(row => row.Id != person.Id && row.DisabledAt == null).Select(row => row.Roles).ToListAsync(cancellationToken))
            .Exists(roles => roles.Contains(Role.Admin));

    private ValueTask<StaffChange> ChangeAsync(string userName, Func<HotlineDbContext, StaffMember, Task<StaffChange>> change, CancellationToken cancellationToken)
    {
        var key = StaffMember.KeyOf(userName);
        return ledger.WriteAsync(
            async database => await database.Staff.SingleOrDefaultAsync(row => row.UserNameKey == key, cancellationToken) is { } person
                ? await change(database, person)
                : StaffChange.NotFound,
            cancellationToken);
    }
}
