namespace Hotline.Telephony;

/// <summary>Who may register a phone. Asked on the signalling path: answers from memory, never from a database.</summary>
public interface IAgentDirectory
{
    /// <summary>The account with this user name, or null. Names compare ordinally.</summary>
    SipAccount? Find(string userName);

    /// <summary>Every account, in no order: who is on the board even while their phone is not.</summary>
    IReadOnlyCollection<SipAccount> Accounts { get; }

    /// <summary>The accounts of one agent, in no order; none where there is no such agent. Asked for every call that is offered.</summary>
    IEnumerable<SipAccount> Of(string agentId) => Accounts.Where(account => account.AgentId == agentId);

    /// <summary>Whether an account found earlier is still there, with the same password.</summary>
    bool Still(SipAccount known)
    {
        ArgumentNullException.ThrowIfNull(known);
        return Find(known.UserName) is { } now && now.AgentId == known.AgentId && now.Ha1Sha256 == known.Ha1Sha256;
    }
}

/// <summary>An agent's telephone account.</summary>
public sealed record SipAccount
{
    /// <summary>The agent this phone belongs to; the id used in every event.</summary>
    public required string AgentId { get; init; }

    /// <summary>The SIP user name (the user part of the address of record).</summary>
    public required string UserName { get; init; }

    /// <summary>Lower-case hex of MD5(user:realm:password), RFC 7616 §3.4.2.</summary>
    public required string Ha1Md5 { get; init; }

    /// <summary>Lower-case hex of SHA-256(user:realm:password), RFC 7616 §3.4.2.</summary>
    public required string Ha1Sha256 { get; init; }

    /// <summary>The name shown to supervisors.</summary>
    public required string DisplayName { get; init; }

    /// <summary>A browser's: rung before the agent's other phones while it is registered.</summary>
    public bool IsBrowser { get; init; }
}
