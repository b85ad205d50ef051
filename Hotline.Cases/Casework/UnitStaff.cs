namespace Hotline.Cases.Casework;

/// <summary>Which units have somebody who could decide. Immutable.</summary>
internal sealed class UnitStaff
{
    private readonly HashSet<string> handling;
    private readonly HashSet<string> led;

    /// <param name="accounts">Units and roles of the accounts of this installation.</param>
    /// <param name="elsewhere">Units that are another installation: their people have their accounts there.</param>
    public UnitStaff(IEnumerable<(string? UnitId, IReadOnlyList<Role> Roles)> accounts, IEnumerable<string> elsewhere)
    {
        // Whoever decides for a unit acts as its handler, a leader too.
        var handlers = accounts.Where(account => account.UnitId is not null && account.Roles.Contains(Role.Handler)).ToList();
        handling = handlers.Select(account => account.UnitId!).Concat(elsewhere).ToHashSet(StringComparer.Ordinal);
        led = handlers.Where(account => account.Roles.Contains(Role.UnitLeader)).Select(account => account.UnitId!).Concat(elsewhere).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The hotline office always can.</summary>
    public bool CanDecide(Approver approver) => approver.UnitId is not { } unit || (approver.ByLeader ? led : handling).Contains(unit);
}
