using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Hotline.Cases;
using Hotline.Telephony;

namespace Hotline.Host.Access;

/// <summary>
/// The telephone accounts of browsers: one for each agent who asks, beside their desk phone's, with a password that is made for that page, handed to it once
/// and kept by its digest in memory. Whoever asks next, or signs out, makes it worthless. Thread-safe.
/// </summary>
internal sealed class BrowserPhones(TelephonyOptions options)
{
    private const string Suffix = "-web";
    private const int PasswordBytes = 24;

    private readonly ConcurrentDictionary<string, SipAccount> accounts = new(StringComparer.Ordinal);

    /// <summary>Opens the browser's telephone of a member of staff who has a telephone; an earlier password no longer counts.</summary>
    public BrowserPhone Open(StaffPhone phone, string name)
    {
        var userName = phone.AgentId + Suffix;
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));
        var digests = SampleStaff.PhoneOf(userName, options.Realm, password);
        accounts[userName] = new SipAccount
        {
            AgentId = phone.AgentId,
            UserName = userName,
            Ha1Md5 = digests.Ha1Md5,
            Ha1Sha256 = digests.Ha1Sha256,
            DisplayName = name,
            IsBrowser = true,
        };
        return new BrowserPhone(userName, password, options.Realm);
    }

    /// <summary>Closes it; nothing happens where none is open.</summary>
    public void Close(StaffPhone phone) => accounts.TryRemove(phone.AgentId + Suffix, out _);

    /// <summary>The account with this user name, or null; also where its agent has no telephone any more.</summary>
    public SipAccount? Find(string userName, FrozenDictionary<string, SipAccount> desks) =>
        accounts.TryGetValue(userName, out var account) && desks.ContainsKey(account.AgentId) ? account : null;

    /// <summary>The account of an agent's browser, or null.</summary>
    public SipAccount? FindOf(string agentId) => accounts.GetValueOrDefault(agentId + Suffix);

    /// <summary>Every account: the desk phones and the browsers of their agents.</summary>
    public IReadOnlyCollection<SipAccount> Beside(FrozenDictionary<string, SipAccount> desks) =>
        accounts.IsEmpty ? desks.Values : [.. desks.Values, .. accounts.Values.Where(account => desks.ContainsKey(account.AgentId))];
}

/// <summary>What a page registers its telephone with, at <c>/sip</c> of its own origin. Never logged.</summary>
/// <param name="UserName">The SIP user name.</param>
/// <param name="Password">For this page only.</param>
/// <param name="Realm">The realm of digest authentication, and the host of its own address.</param>
internal sealed record BrowserPhone(string UserName, string Password, string Realm)
{
    /// <summary>Without the password.</summary>
    public override string ToString() => UserName;
}
