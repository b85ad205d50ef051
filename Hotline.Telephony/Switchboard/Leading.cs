using Hotline.Telephony.Calls;
using Hotline.Telephony.Ivr;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// The caller led by their flow, and after the talk asked how it was. Runs beside the call's own task and reaches it by its mailbox only.
/// </summary>
internal sealed partial class Leading(CallSession session, Guidance guidance, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource flowStop = new();
    private readonly CancellationTokenSource ratingStop = new();
    private readonly LedCaller caller = new(session, guidance);
    private Task flow = Task.CompletedTask;
    private Task rating = Task.CompletedTask;
    private TransferWanted? wanted;

    /// <summary>What holds for the number that was called.</summary>
    public FlowProfile Profile => guidance.Profile;

    /// <summary>The language the caller chose; null for the city's own.</summary>
    public string? Language
    {
        get => caller.Language;
        set => caller.Language = value;
    }

    private RatingQuestion? Question => guidance.Profile.Flow.Rating;

    /// <summary>The caller pressed a key.</summary>
    public void Press(char key) => caller.Press(key);

    /// <summary>Leads the caller to an agent.</summary>
    public void Begin() => flow = RunAsync(() => session.Exchange.Interpreter.RunAsync(guidance.Profile.Flow, caller, flowStop.Token), flowStop.Token);

    /// <summary>The flow lets go of the caller.</summary>
    public async Task StopAsync()
    {
        await flowStop.CancelAsync();
        await flow;
    }

    /// <summary>The call is over: nothing is said or asked any more.</summary>
    public async Task EndAsync()
    {
        await StopAsync();
        await ratingStop.CancelAsync();
        await rating;
    }

    /// <summary>
    /// The agent has hung up: is the caller to be asked how they were served? Then the agent is free, the recording sealed, and the call goes on with the
    /// question. False where it ends.
    /// </summary>
    public static async Task<bool> TryAskToRateAsync(CallSession session, CallLeg gone)
    {
        var call = session.Call;
        if (call.Phase != CallPhase.Talking || call.Conversation is not { Near: { AgentId: { } agentId } near } talk || near.Leg != gone
            || session.Leading is not { } leading || leading.Question is not { } question)
        {
            return false;
        }

        if (talk.Supervisor is not null)
        {
            Supervising.Drop(session);
        }

        call.Take(CallTurn.AskedToRate);
        talk.Near = null;
        session.Exchange.Part(agentId);
        session.Outcalls.Drop(near.Leg);
        await call.DisconnectAsync(session.Exchange.Time);
        session.Report(CallAct.AskedToRate, agentId);
        leading.rating = leading.RunAsync(() => leading.RateAsync(question), leading.ratingStop.Token);
        return true;
    }

    /// <summary>The flow wants somebody rung for the caller.</summary>
    public static void Transfer(CallSession session, TransferWanted wanted)
    {
        if (session.Call.Phase != CallPhase.Led || !Transferring.TryRingForFlow(session, wanted.To))
        {
            wanted.Reached.TrySetResult(false);
            return;
        }

        session.Leading!.wanted = wanted;
        session.Report(CallAct.Rung, wanted.To);
    }

    /// <summary>Whom the flow wanted did not answer: the flow goes on.</summary>
    public void NotReached() => wanted?.Reached.TrySetResult(false);

    public void Dispose()
    {
        flowStop.Dispose();
        ratingStop.Dispose();
    }

    private async Task RateAsync(RatingQuestion question)
    {
        if (await question.AskAsync(caller, ratingStop.Token) is { } score)
        {
            session.Call.Rating = score;
            if (question.Thanks.Count > 0)
            {
                await caller.SayAsync(question.Thanks, ratingStop.Token);
            }
        }

        caller.HangUp();
    }

    // Never faults.
    private async Task RunAsync(Func<Task> lead, CancellationToken cancellationToken)
    {
        try
        {
            await lead();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The call went on, or is over.
        }
        catch (Exception fault)
        {
            Broke(fault, session.Call.Id);
            session.Post(new Turned(CallTurn.Broken));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The caller of call {CallId} could not be led any further; it is ended")]
    private partial void Broke(Exception fault, CallId callId);
}
