using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>Whose credentials are good: agents', and those of trunks that call from anywhere and show a name and a password, and tickets of the public page.</summary>
internal sealed class SipAccounts(IAgentDirectory agents, IReadOnlyList<TrunkOptions> trunks, WebCallers web, string realm) : IAgentDirectory
{
    private readonly Dictionary<string, SipAccount> lines = trunks
        .Where(trunk => trunk is { CallsWithUserName: not null, CallsWithPassword: not null })
        .DistinctBy(trunk => trunk.CallsWithUserName, StringComparer.Ordinal)
        .ToDictionary(trunk => trunk.CallsWithUserName!, trunk => Account(trunk, realm), StringComparer.Ordinal);

    public IReadOnlyCollection<SipAccount> Accounts => agents.Accounts;

    public IEnumerable<SipAccount> Of(string agentId) => agents.Of(agentId);

    public SipAccount? Find(string userName) => agents.Find(userName) ?? lines.GetValueOrDefault(userName) ?? web.Find(userName);

    private static SipAccount Account(TrunkOptions trunk, string realm) => new()
    {
        AgentId = "",
        UserName = trunk.CallsWithUserName!,
        Ha1Md5 = DigestHash.OfAccount(DigestAlgorithm.Md5, trunk.CallsWithUserName!, realm, trunk.CallsWithPassword!),
        Ha1Sha256 = DigestHash.OfAccount(DigestAlgorithm.Sha256, trunk.CallsWithUserName!, realm, trunk.CallsWithPassword!),
        DisplayName = trunk.Name,
    };
}
