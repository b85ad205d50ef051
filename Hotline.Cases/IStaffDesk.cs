using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>The people who work here and their accounts. Passwords come in as hashes only. Thread-safe.</summary>
public interface IStaffDesk
{
    /// <summary>All accounts.</summary>
    ValueTask<IReadOnlyList<StaffAccount>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The account with this user name (compared without regard to case); null where there is none.</summary>
    ValueTask<StaffAccount?> FindAsync(string userName, CancellationToken cancellationToken);

    /// <summary>Opens an account. False where the user name or the agent id is taken, or the unit unknown.</summary>
    ValueTask<bool> OpenAsync(NewStaffAccount account, CancellationToken cancellationToken);

    /// <summary>
    /// Gives an account a new password of its own, and its telephone new digests; the sample password is then gone. False where there is no
    /// such account, or <paramref name="phone"/> is not its telephone.
    /// </summary>
    ValueTask<bool> ChangePasswordAsync(string userName, string passwordHash, StaffPhone? phone, CancellationToken cancellationToken);

    /// <summary>Shuts somebody out from now on; written to the audit trail. Their work stays where it is.</summary>
    /// <param name="by">Who does it; null for the command line.</param>
    /// <param name="userName">Whom, without regard to case.</param>
    /// <param name="reason">Why, at most <see cref="StaffDisabling.LongestReason"/> characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<StaffChange> DisableAsync(Actor? by, string userName, string reason, CancellationToken cancellationToken);

    /// <summary>Lets somebody in again; written to the audit trail.</summary>
    /// <param name="by">Who does it; null for the command line.</param>
    /// <param name="userName">Whom, without regard to case.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<StaffChange> EnableAsync(Actor? by, string userName, CancellationToken cancellationToken);
}

/// <summary>How the disabling or enabling of an account ended.</summary>
public enum StaffChange
{
    /// <summary>It is done and committed.</summary>
    Done,

    /// <summary>It was so already; nothing was changed.</summary>
    Unchanged,

    /// <summary>There is no such account.</summary>
    NotFound,

    /// <summary>Nobody shuts themselves out: another administrator may.</summary>
    Oneself,

    /// <summary>Nobody could administer any more: enable or open another administrator first.</summary>
    LastAdministrator,
}

/// <summary>That an account is shut out: it cannot sign in, its sessions are refused, its telephones cannot register.</summary>
/// <param name="Since">From when.</param>
/// <param name="By">The name of who did it; null for the command line.</param>
/// <param name="Reason">Why.</param>
public sealed record StaffDisabling(DateTimeOffset Since, string? By, string Reason)
{
    /// <summary>Most characters of a reason.</summary>
    public const int LongestReason = 500;
}

/// <summary>An account to be opened.</summary>
public sealed record NewStaffAccount
{
    /// <summary>The sign-in name, 1 to 64 characters.</summary>
    public required string UserName { get; init; }

    /// <summary>The name shown.</summary>
    public required string Name { get; init; }

    /// <summary>What they are there for.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Their unit.</summary>
    public string? UnitId { get; init; }

    /// <summary>A salted hash, made and later checked by the caller.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>The password is the published one of the sample city.</summary>
    public required bool SamplePassword { get; init; }

    /// <summary>Their phone; null for people without one.</summary>
    public StaffPhone? Phone { get; init; }
}

/// <summary>A telephone account.</summary>
/// <param name="AgentId">The telephone identity, which is also the SIP user name.</param>
/// <param name="Ha1Md5">Lower-case hex of MD5(user:realm:password), RFC 7616 §3.4.2.</param>
/// <param name="Ha1Sha256">Lower-case hex of SHA-256(user:realm:password), RFC 7616 §3.4.2.</param>
public sealed record StaffPhone(string AgentId, string Ha1Md5, string Ha1Sha256);

/// <summary>An account.</summary>
public sealed record StaffAccount
{
    /// <summary>The account.</summary>
    public required Guid Id { get; init; }

    /// <summary>The sign-in name.</summary>
    public required string UserName { get; init; }

    /// <summary>The name shown.</summary>
    public required string Name { get; init; }

    /// <summary>What they are there for.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Their unit.</summary>
    public UnitView? Unit { get; init; }

    /// <summary>The hash given when the account was opened.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>The password is the published one of the sample city.</summary>
    public required bool SamplePassword { get; init; }

    /// <summary>Their phone; null for people without one.</summary>
    public StaffPhone? Phone { get; init; }

    /// <summary>Since when and why they are shut out; null while they are not.</summary>
    public StaffDisabling? Disabled { get; init; }

    /// <summary>This person as the one who asks or acts.</summary>
    public Actor ToActor() => new() { Id = Id, Name = Name, Roles = Roles, UnitId = Unit?.Id, AgentId = Phone?.AgentId };
}
