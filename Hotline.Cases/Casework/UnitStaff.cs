namespace Hotline.Cases.Casework;

/// <summary>Which units have somebody who could decide. Immutable.</summary>
internal sealed class UnitStaff
{
    private readonly HashSet<string> handling;
    private readonly HashSet<string> led;
    private readonly HashSet<string> elsewhere;

    /// <param name="accounts">Units and roles of the accounts of this installation.</param>
    /// <param name="elsewhere">Units that are another installation: their people have their accounts there, whatever is here.</param>
    public UnitStaff(IEnumerable<(string? UnitId, IReadOnlyList<Role> Roles)> accounts, IEnumerable<string> elsewhere)
    {
        // Whoever decides for a unit acts as its handler, a leader too.
        var handlers = accounts.Where(account => account.UnitId is not null && account.Roles.Contains(Role.Handler)).ToList();
        handling = handlers.Select(account => account.UnitId!).ToHashSet(StringComparer.Ordinal);
        led = handlers.Where(account => account.Roles.Contains(Role.UnitLeader)).Select(account => account.UnitId!).ToHashSet(StringComparer.Ordinal);
        this.elsewhere = elsewhere.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The hotline office always can; another installation only on what it asks itself, for others' requests do not go there.</summary>
    public bool CanDecide(Approver approver, string? asking) =>
        approver.UnitId is not { } unit || (IsElsewhere(unit) ? unit == asking : (approver.ByLeader ? led : handling).Contains(unit));

    public bool IsElsewhere(string unit) => elsewhere.Contains(unit);
}
