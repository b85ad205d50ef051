namespace Hotline.Cases.Organisation;

/// <summary>Somebody who works here.</summary>
internal sealed class StaffMember
{
    private StaffMember()
    {
    }

    public Guid Id { get; private set; }

    public string UserName { get; private set; } = "";

    /// <summary>The user name in lower case: what is unique and looked up.</summary>
    public string UserNameKey { get; private set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<Role> Roles { get; private set; } = [];

    public string? UnitId { get; private set; }

    public string PasswordHash { get; private set; } = "";

    public bool SamplePassword { get; private set; }

    public string? AgentId { get; private set; }

    public string? Ha1Md5 { get; private set; }

    public string? Ha1Sha256 { get; private set; }

    /// <summary>Since when they are shut out; null while they are not.</summary>
    public DateTimeOffset? DisabledAt { get; private set; }

    /// <summary>The name of who shut them out; null where it was done at the command line.</summary>
    public string? DisabledBy { get; private set; }

    public string? DisabledReason { get; private set; }

    public static string KeyOf(string userName) => userName.Trim().ToLowerInvariant();

    public static StaffMember Open(NewStaffAccount account, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = account.UserName,
        UserNameKey = KeyOf(account.UserName),
        Name = account.Name,
        Roles = [.. account.Roles.Distinct()],
        UnitId = account.UnitId,
        PasswordHash = account.PasswordHash,
        SamplePassword = account.SamplePassword,
        AgentId = account.Phone?.AgentId,
        Ha1Md5 = account.Phone?.Ha1Md5,
        Ha1Sha256 = account.Phone?.Ha1Sha256,
    };

    /// <summary>A password of their own; false where the telephone is not theirs.</summary>
    public bool ChangePassword(string passwordHash, StaffPhone? phone)
    {
        if (phone?.AgentId != AgentId)
        {
            return false;
        }

        (PasswordHash, SamplePassword, Ha1Md5, Ha1Sha256) = (passwordHash, false, phone?.Ha1Md5, phone?.Ha1Sha256);
        return true;
    }

    public void Disable(string? by, string reason, DateTimeOffset now) => (DisabledAt, DisabledBy, DisabledReason) = (now, by, reason);

    public void Enable() => (DisabledAt, DisabledBy, DisabledReason) = (null, null, null);

    public StaffAccount ToAccount(UnitTree units) => new()
    {
        Id = Id,
        UserName = UserName,
        Name = Name,
        Roles = Roles,
        Unit = UnitId is null ? null : units.Find(UnitId),
        PasswordHash = PasswordHash,
        SamplePassword = SamplePassword,
        Phone = AgentId is null ? null : new StaffPhone(AgentId, Ha1Md5 ?? "", Ha1Sha256 ?? ""),
        Disabled = DisabledAt is { } since ? new StaffDisabling(since, DisabledBy, DisabledReason ?? "") : null,
    };
}
