using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;

namespace Hotline.Telephony.Switchboard;

/// <summary>The switchboard as others see and work it.</summary>
internal sealed class SwitchboardDesk(Distribution distribution, CallTable calls, IAgentDirectory agents) : ISwitchboard
{
    /// <summary>A reason is a word or two for a screen.</summary>
    private const int MaxReasonLength = 64;

    public SwitchboardView View => distribution.View(agents);

    public ValueTask<SwitchboardAnswer> SetReadyAsync(string agentId, CancellationToken cancellationToken) => new(SetReady(agentId));

    public ValueTask<SwitchboardAnswer> SetNotReadyAsync(string agentId, string reason, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, MaxReasonLength, nameof(reason));
        return new(SetNotReady(agentId, reason));
    }

    public ValueTask<SwitchboardAnswer> ReleaseAsync(CallId callId, CancellationToken cancellationToken) => new(
        calls.TryFind(callId, out var session) && session.Post(new Turned(CallTurn.Released)) ? SwitchboardAnswer.Done : SwitchboardAnswer.Unknown);

    public async ValueTask<SwitchboardAnswer> OrderAsync(CallId callId, CallOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order is SendKeys { Keys: var keys } && !SendKeys.CanSend(keys))
        {
            throw new ArgumentException($"Keys are 1 to {SendKeys.MaxKeys} of 0-9, *, #, A-D.", nameof(order));
        }

        var answer = new TaskCompletionSource<SwitchboardAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        return calls.TryFind(callId, out var session) && session.Post(new Ordered(order, answer))
            ? await answer.Task.WaitAsync(cancellationToken)
            : SwitchboardAnswer.Unknown;
    }

    public ValueTask<(SwitchboardAnswer Answer, CallId? CallId)> CallAsync(string agentId, string number, CancellationToken cancellationToken) =>
        new(MakeCall?.Invoke(agentId, number, false) ?? (SwitchboardAnswer.Refused, null));

    public ValueTask<(SwitchboardAnswer Answer, CallId? CallId)> RelayAsync(string agentId, string number, CancellationToken cancellationToken) =>
        new(MakeCall?.Invoke(agentId, number, true) ?? (SwitchboardAnswer.Refused, null));

    public ValueTask AccountsChangedAsync(CancellationToken cancellationToken)
    {
        LookAtAccounts?.Invoke();
        return ValueTask.CompletedTask;
    }

    /// <summary>Drops the phones of accounts that are no more, once the node runs; before, there are none.</summary>
    public Action? LookAtAccounts { get; set; }

    /// <summary>Makes a call, once the node runs.</summary>
    public Func<string, string, bool, (SwitchboardAnswer Answer, CallId? CallId)>? MakeCall { get; set; }

    public SwitchboardAnswer SetReady(string agentId) => distribution.Decide((acd, now) =>
    {
        Know(acd, agentId, now);
        return acd.SetReady(agentId, now);
    });

    public SwitchboardAnswer SetNotReady(string agentId, string reason) => distribution.Decide((acd, now) =>
    {
        Know(acd, agentId, now);
        return acd.SetNotReady(agentId, reason, now);
    });

    // An account opened while we run is known from its first use.
    private void Know(Distributor acd, string agentId, Moment now)
    {
        if (agents.Of(agentId).Any())
        {
            acd.Know(agentId, AgentStanding.Newcomer, now);
        }
    }
}
