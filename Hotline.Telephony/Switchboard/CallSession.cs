using System.Threading.Channels;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// The life of one call. One task owns the call and takes what happens to it from a mailbox, one input after the other; signalling, media, the
/// distributor and supervisors only put inputs in. A mailbox and not a lock, because ringing, sealing and writing to disk are awaited in between,
/// and because inputs must be met in the order in which they came. What is done with a call stands in files of its own: <see cref="Taking"/>, <see cref="Offering"/>,
/// <see cref="Holding"/>, <see cref="Transferring"/>, <see cref="Switchboard.Parking"/>, <see cref="Switchboard.SecondLine"/>, <see cref="Supervising"/>, <see cref="Originating"/>.
/// </summary>
internal sealed partial class CallSession : IDisposable
{
    private static readonly Func<ILogger, CallId, IDisposable?> InCall = LoggerMessage.DefineScope<CallId>("CallId {CallId}");

    // Unbounded: what can be put in is bounded by the call itself (few dialogs, an offer per agent, one re-INVITE at a time per leg, capped keys).
    private readonly Channel<CallInput> mailbox = Channel.CreateUnbounded<CallInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ILogger<CallSession> logger;
    private SentCall? sent;
    private int keys;

    /// <param name="call">The call.</param>
    /// <param name="exchange">The node.</param>
    /// <param name="guidance">How the caller is led; null in a call we make.</param>
    /// <param name="logger">Told of what breaks.</param>
    public CallSession(Call call, Exchange exchange, Guidance? guidance, ILogger<CallSession> logger)
    {
        (Call, Exchange, this.logger) = (call, exchange, logger);
        Outcalls = new Outcalls(this, exchange, logger);
        Leading = guidance is null ? null : new Leading(this, guidance, logger);
        RecordingWatch = new RecordingWatch(this, logger);
        Parking = new Parking(this);
        SecondLine = new SecondLine(this);
        SilenceWatch = new SilenceWatch(this, logger);
        PageWatch = new PageWatch(this);
        call.Caller.KeyPressed = Press; // before the answer goes out: some press the moment they are answered
    }

    public Call Call { get; }

    public Exchange Exchange { get; }

    public Outcalls Outcalls { get; }

    public Parking Parking { get; }

    public SecondLine SecondLine { get; }

    public RecordingWatch RecordingWatch { get; }

    public SilenceWatch SilenceWatch { get; }

    public PageWatch PageWatch { get; }

    /// <summary>The caller's flow; null in a call we make.</summary>
    public Leading? Leading { get; }

    /// <summary>Hops a call made on behalf of this one may take (RFC 7332 §4).</summary>
    public int MaxForwards { get; private set; } = 70;

    /// <summary>In a call we make: the agent, while the citizen's phone rings.</summary>
    public Party? Waiting { get; set; }

    /// <summary>Completes when ports, places and tables are free and the end is reported; BYE may still wait to be confirmed.</summary>
    public Task Freed => freed.Task;

    /// <summary>Puts an input in. False where the call is over.</summary>
    public bool Post(CallInput input) => mailbox.Writer.TryWrite(input);

    /// <summary>A key from either the media or INFO. A flood beyond what a call keeps is not even queued.</summary>
    public void Press(char key)
    {
        if (Interlocked.Increment(ref keys) <= Call.MaxDigits)
        {
            Post(new KeyPressed(key));
        }
    }

    /// <summary>Answers a caller, leads them through the flow to an agent, and ends the call. All is freed when this returns.</summary>
    public Task RunAsync(IncomingInvite invite, byte[] sdp) => RunAsync(() =>
    {
        if (TryAccept(invite, sdp, CallTurn.CallerGone))
        {
            Leading!.Begin();
        }
    });

    /// <summary>Rings for a caller whom another site sent, until an agent has them. All is freed when this returns.</summary>
    public Task RunAsync(IncomingInvite invite, byte[] sdp, SentCaller caller) => RunAsync(() =>
    {
        MaxForwards = invite.MaxForwards - 1;
        sent = new SentCall(this, invite, sdp, caller);
        sent.Begin();
    });

    /// <summary>Somebody has answered: is the caller on the line? Whom another site sent is picked up only now. False where they have gone.</summary>
    public bool TryPickUp() => sent is null || Call.Phase != CallPhase.Arriving || sent.TryPickUp();

    /// <summary>Leads a call through its life from whatever begins it. All is freed when this returns.</summary>
    public async Task RunAsync(Action begin)
    {
        using var scope = InCall(logger, Call.Id);
        var byes = Task.CompletedTask;
        try
        {
            begin();
            while (Call.Phase != CallPhase.Over)
            {
                await Taking.TakeAsync(this, await mailbox.Reader.ReadAsync());
            }
        }
        catch (Exception fault)
        {
            Broke(fault, Call.Id);
            Call.Take(CallTurn.Broken);
        }
        finally
        {
            byes = await EndAsync();
            freed.SetResult();
        }

        await byes;
    }

    /// <summary>Media that stays away ends the call from now on.</summary>
    public void WatchMedia() => SilenceWatch.Begin();

    /// <summary>The leg is up: its end, its offers and its keys come in here.</summary>
    public void Establish(CallLeg leg, Dialog dialog)
    {
        leg.Establish(dialog);
        dialog.OnOffer = async (offer, cancellationToken) =>
        {
            var verdict = new TaskCompletionSource<OfferVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
            return Post(new Reoffered(leg, offer, verdict))
                ? await verdict.Task.WaitAsync(cancellationToken)
                : new OfferVerdict(SipStatus.CallDoesNotExist, default);
        };
        if (leg != Call.Caller)
        {
            dialog.OnRefer = async referral =>
            {
                var answer = new TaskCompletionSource<SwitchboardAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
                return Post(new Referred(leg, referral.Target.User, referral.Replaced, answer)) && await answer.Task == SwitchboardAnswer.Done;
            };
            dialog.OnWayLost = () => Post(new Vanished(ParkingTurn.WayLost, leg));
        }
        else if (Call.Facts.Web is not null)
        {
            dialog.OnWayLost = () => Post(PageDue.Now);
        }

        _ = WatchAsync(leg, dialog);
    }

    /// <summary>Lets the citizen and somebody talk, and reports it.</summary>
    public void Connect(Party near)
    {
        var first = Call.Conversation is null;
        Call.Connect(near, Exchange.Media, Exchange.Recordings, Exchange.HoldMusic, Exchange.Time);
        Show();
        if (first)
        {
            Exchange.Metrics.Answered(Call.AnsweredAt!.Value - Call.Facts.ArrivedAt);
            Exchange.Events.Report(Answered(near.AgentId ?? ""));
            Exchange.Note(Call, Call.Conversation!.RecordingId);
            RecordingWatch.Begin();
        }
        else
        {
            TakenOver(near);
        }
    }

    /// <summary>Reports that somebody else has the citizen now.</summary>
    public void TakenOver(Party near)
    {
        Report(CallAct.Transferred, near.Name);
        if (near.AgentId is { } agentId)
        {
            Exchange.Events.Report(new CallTransferred { At = Exchange.Time.GetUtcNow(), Call = Answered(agentId) });
        }
    }

    /// <summary>Reports what was done, and shows it on the board.</summary>
    public void Report(CallAct act, string? party = null, SupervisionMode? supervision = null, PauseReason? pause = null)
    {
        Show();
        Exchange.Events.Report(
            new CallControlled { At = Exchange.Time.GetUtcNow(), CallId = Call.Id, Act = act, Party = party, Supervision = supervision, Pause = pause });
    }

    /// <summary>The flow lets go of the caller.</summary>
    public Task StopFlowAsync() => Leading?.StopAsync() ?? Task.CompletedTask;

    /// <summary>After <see cref="RunAsync(Action)"/> has returned.</summary>
    public void Dispose()
    {
        Leading?.Dispose();
        Outcalls.Dispose();
        Parking.Dispose();
        sent?.Dispose();
        SilenceWatch.Dispose();
        PageWatch.Dispose();
        RecordingWatch.Dispose();
    }

    private CallAnswered Answered(string agentId) => new()
    {
        At = Call.AnsweredAt!.Value,
        CallId = Call.Id,
        AgentId = agentId,
        Caller = Call.Facts.Caller,
        Called = Call.Facts.Called,
        Outbound = Call.Facts.Outbound,
        ArrivedAt = Call.Facts.ArrivedAt,
        RecordingId = Call.Conversation!.RecordingId,
        Tag = Call.Facts.Tag,
        Line = Call.Line,
        OverflowedTo = Call.OverflowedTo,
        OverflowedFrom = Call.Facts.Sent,
        ByWeb = Call.Facts.Web is not null,
        LeftNumber = Call.Facts.Web?.LeftNumber,
    };

    private void Show() => Exchange.Distribution.Show(Call.Id, view => Call.Conversation is not { } talk ? view : view with
    {
        AgentId = talk.Near?.AgentId,
        AnsweredAt = Call.AnsweredAt,
        OnHold = talk.IsHeld,
        RecordingPaused = talk.IsPaused,
        Party = (talk.Third ?? Transferring.Ringing(this)?.Ringing.Party ?? (talk.Near is { AgentId: null } outside ? outside : null))?.Name,
        PartyState = talk switch
        {
            { Third: not null, IsJoined: true } or { Third: null, Near.AgentId: null, Near: not null } => PartyState.Joined,
            { Third: not null } => PartyState.Consulted,
            _ => Transferring.Ringing(this) is null ? PartyState.None : PartyState.Ringing,
        },
        Supervisor = talk.Supervisor?.AgentId,
        Supervision = talk.Supervisor is null ? null : talk.Supervision,
    });

    /// <summary>Answers the caller, whose media is watched from now on. False, with the call over, where they have gone.</summary>
    public bool TryAccept(IncomingInvite invite, byte[] sdp, CallTurn gone)
    {
        if (!invite.TryAccept(sdp, out var dialog))
        {
            Call.Take(gone);
            return false;
        }

        Call.Take(CallTurn.Accepted);
        MaxForwards = invite.MaxForwards - 1;
        Establish(Call.Caller, dialog);
        if (invite.Offer.IsEmpty)
        {
            _ = AwaitAnswerAsync(dialog);
        }

        WatchMedia();
        return true;
    }

    private async Task AwaitAnswerAsync(Dialog dialog)
    {
        try
        {
            Post(new Reanswered(Call.Caller, await dialog.Acknowledged));
        }
        catch (OperationCanceledException)
        {
            // The dialog ended before; that comes by itself.
        }
    }

    private async Task WatchAsync(CallLeg leg, Dialog dialog)
    {
        var ending = await dialog.Ended;
        if (ending != DialogEnding.LocalBye)
        {
            Post(new LegGone(leg, ending));
        }
    }

    // Returns the hanging up of the legs, which may last: everything else is done.
    private async Task<Task> EndAsync()
    {
        var at = Exchange.Time.GetUtcNow();
        mailbox.Writer.TryComplete();
        sent?.End();
        SilenceWatch.Dispose();
        RecordingWatch.Dispose();
        var legs = new[] { Call.Caller, Waiting?.Leg, SecondLine.First }.Concat(Call.Conversation?.Parties.Select(party => party.Leg) ?? []).OfType<CallLeg>().Distinct();
        var byes = Task.WhenAll(legs.Select(Outcalls.HangUpAsync));
        await (Leading?.EndAsync() ?? Task.CompletedTask);
        Exchange.Distribution.Ended(Call.Id);
        await Outcalls.CancelAllAsync();
        while (mailbox.Reader.TryRead(out var late))
        {
            Taking.Refuse(this, late);
        }

        RecordingFacts? recording = null;
        try
        {
            recording = await Call.DisconnectAsync(Exchange.Time);
        }
        catch (Exception fault)
        {
            NotSealed(fault, Call.Id);
        }

        Call.FreePorts();
        Waiting?.Leg.Dispose();
        SecondLine.First?.Dispose();
        Exchange.Ended(Call, at, recording);
        return Task.WhenAll(byes, Outcalls.WhenAllAsync());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} broke and is ended")]
    private partial void Broke(Exception fault, CallId callId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The recording of call {CallId} could not be sealed; it is completed at the next start")]
    private partial void NotSealed(Exception fault, CallId callId);
}
