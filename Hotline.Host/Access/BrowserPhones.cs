using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Hotline.Cases;
using Hotline.Telephony;

namespace Hotline.Host.Access;

/// <summary>
/// The telephone accounts of browsers: one for each agent who asks, beside their desk phone's, with a password that is made for that page, handed to it once
/// and kept by its digest in memory. Whoever asks next makes it worthless, and so does signing out of the session that asked; another session's is left alone.
/// Thread-safe.
/// </summary>
internal sealed class BrowserPhones(TelephonyOptions options)
{
    private const string Suffix = "-web";
    private const int PasswordBytes = 24;

    private readonly ConcurrentDictionary<string, (SipAccount Account, string Session)> accounts = new(StringComparer.Ordinal);

    /// <summary>Opens the browser's telephone of a member of staff who has a telephone; an earlier password no longer counts.</summary>
    public BrowserPhone Open(StaffPhone phone, string name, string session)
    {
        var userName = phone.AgentId + Suffix;
        var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));
        var digests = SampleStaff.PhoneOf(userName, options.Realm, password);
        var account = new SipAccount
        {
            AgentId = phone.AgentId,
            UserName = userName,
            Ha1Md5 = digests.Ha1Md5,
            Ha1Sha256 = digests.Ha1Sha256,
            DisplayName = name,
            IsBrowser = true,
        };
        accounts[userName] = (account, session);
        return new BrowserPhone(userName, password, options.Realm);
    }

    /// <summary>Closes the one this session opened; nothing happens where there is none, or a page of another session has it now.</summary>
    public void Close(StaffPhone phone, string session)
    {
        var userName = phone.AgentId + Suffix;
        if (accounts.TryGetValue(userName, out var open) && open.Session == session)
        {
            accounts.TryRemove(KeyValuePair.Create(userName, open));
        }
    }

    /// <summary>The account with this user name, or null; also where its agent has no telephone any more.</summary>
    public SipAccount? Find(string userName, FrozenDictionary<string, SipAccount> desks) =>
        accounts.TryGetValue(userName, out var open) && desks.ContainsKey(open.Account.AgentId) ? open.Account : null;

    /// <summary>The account of an agent's browser, or null.</summary>
    public SipAccount? FindOf(string agentId) => accounts.TryGetValue(agentId + Suffix, out var open) ? open.Account : null;

    /// <summary>Every account: the desk phones and the browsers of their agents.</summary>
    public IReadOnlyCollection<SipAccount> Beside(FrozenDictionary<string, SipAccount> desks) =>
        accounts.IsEmpty ? desks.Values : [.. desks.Values, .. accounts.Values.Select(open => open.Account).Where(account => desks.ContainsKey(account.AgentId))];
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
