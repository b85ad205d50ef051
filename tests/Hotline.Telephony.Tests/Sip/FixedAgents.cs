using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>A directory of accounts whose passwords are given in the clear.</summary>
internal sealed class FixedAgents : IAgentDirectory
{
    public const string Realm = "hotline";

    private readonly Dictionary<string, SipAccount> _accounts = new(StringComparer.Ordinal);

    public FixedAgents(params (string UserName, string Password)[] accounts)
    {
        foreach (var (userName, password) in accounts)
        {
            _accounts[userName] = new SipAccount
            {
                AgentId = "agent-" + userName,
                UserName = userName,
                Ha1Md5 = DigestHash.OfAccount(DigestAlgorithm.Md5, userName, Realm, password),
                Ha1Sha256 = DigestHash.OfAccount(DigestAlgorithm.Sha256, userName, Realm, password),
                DisplayName = userName,
            };
        }
    }

    public IReadOnlyCollection<SipAccount> Accounts => _accounts.Values;

    public SipAccount? Find(string userName) => _accounts.GetValueOrDefault(userName);
}
