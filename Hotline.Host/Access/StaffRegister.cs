using System.Collections.Frozen;
using Hotline.Cases;
using Hotline.Telephony;

namespace Hotline.Host.Access;

/// <summary>
/// Everybody who may sign in or register a phone, in memory: telephones and sessions go on while the database is away.
/// Readers see one whole picture; <see cref="Replace"/> puts the next one in its place.
/// </summary>
internal sealed class StaffRegister(BrowserPhones browsers) : IAgentDirectory
{
    private volatile Picture picture = new([]);

    /// <summary>Everybody.</summary>
    public IReadOnlyCollection<StaffAccount> Accounts => picture.Staff;

    /// <inheritdoc/>
    IReadOnlyCollection<SipAccount> IAgentDirectory.Accounts => browsers.Beside(picture.Phones);

    // A desk phone's name is its agent's id.
    IEnumerable<SipAccount> IAgentDirectory.Of(string agentId)
    {
        var phones = picture.Phones;
        return phones.TryGetValue(agentId, out var desk) ? browsers.FindOf(agentId) is { } browser ? [desk, browser] : [desk] : [];
    }

    /// <summary>The account with this id, or null.</summary>
    public StaffAccount? ById(Guid id) => picture.ById.GetValueOrDefault(id);

    /// <summary>The account with this user name, or null; case does not matter.</summary>
    public StaffAccount? ByUserName(string userName) => picture.ByUserName.GetValueOrDefault(userName);

    /// <inheritdoc/>
    public SipAccount? Find(string userName) => picture.Phones.GetValueOrDefault(userName) ?? browsers.Find(userName, picture.Phones);

    /// <summary>Takes over a new picture of the staff.</summary>
    public void Replace(IReadOnlyCollection<StaffAccount> accounts) => picture = new Picture(accounts);

    private sealed class Picture(IReadOnlyCollection<StaffAccount> staff)
    {
        public IReadOnlyCollection<StaffAccount> Staff { get; } = staff;

        public FrozenDictionary<Guid, StaffAccount> ById { get; } = staff.ToFrozenDictionary(account => account.Id);

        public FrozenDictionary<string, StaffAccount> ByUserName { get; } =
            staff.ToFrozenDictionary(account => account.UserName, StringComparer.OrdinalIgnoreCase);

        public FrozenDictionary<string, SipAccount> Phones { get; } =
            staff.Where(account => account is { Phone: not null, Disabled: null }).Select(PhoneOf).ToFrozenDictionary(phone => phone.UserName, StringComparer.Ordinal);

        private static SipAccount PhoneOf(StaffAccount account) => new()
        {
            AgentId = account.Phone!.AgentId,
            UserName = account.Phone.AgentId,
            Ha1Md5 = account.Phone.Ha1Md5,
            Ha1Sha256 = account.Phone.Ha1Sha256,
            DisplayName = account.Name,
        };
    }
}
