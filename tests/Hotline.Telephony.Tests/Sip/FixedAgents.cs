using System.Collections.Concurrent;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>A directory of accounts whose passwords are given in the clear. Thread-safe.</summary>
internal sealed class FixedAgents : IAgentDirectory
{
    public const string Realm = "hotline";

    private readonly ConcurrentDictionary<string, SipAccount> _accounts = new(StringComparer.Ordinal);

    public FixedAgents(params (string UserName, string Password)[] accounts)
    {
        foreach (var (userName, password) in accounts)
        {
            Set(userName, password);
        }
    }

    public IReadOnlyCollection<SipAccount> Accounts => [.. _accounts.Values];

    public SipAccount? Find(string userName) => _accounts.GetValueOrDefault(userName);

    /// <summary>Opens an account, or gives it another password.</summary>
    public void Set(string userName, string password) => _accounts[userName] = new SipAccount
    {
        AgentId = "agent-" + userName,
        UserName = userName,
        Ha1Md5 = DigestHash.OfAccount(DigestAlgorithm.Md5, userName, Realm, password),
        Ha1Sha256 = DigestHash.OfAccount(DigestAlgorithm.Sha256, userName, Realm, password),
        DisplayName = userName,
    };

    public void Remove(string userName) => Assert.True(_accounts.TryRemove(userName, out _));
}
