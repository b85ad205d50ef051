using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>Which units have whom, of all accounts in one question; who is shut out could decide nothing.</summary>
internal static class UnitStaffRows
{
    private static readonly Func<HotlineDbContext, IAsyncEnumerable<Held>> Accounts = EF.CompileAsyncQuery(
        (HotlineDbContext database) => database.Staff.Select(row => new Held(row.UnitId, row.Roles, row.DisabledAt != null)).Distinct());

    /// <returns>Null where there are no accounts at all, and so nothing is known of anybody.</returns>
    public static async Task<UnitStaff?> UnitStaffAsync(this HotlineDbContext database, IReadOnlyList<ExchangePeer> peers, CancellationToken cancellationToken)
    {
        var accounts = await Accounts(database).ToListAsync(cancellationToken);
        return accounts.Count == 0 ? null : new(accounts.Where(account => !account.Disabled).Select(account => (account.UnitId, account.Roles)), peers.Select(peer => peer.Unit).OfType<string>());
    }

    private sealed record Held(string? UnitId, IReadOnlyList<Role> Roles, bool Disabled);
}
