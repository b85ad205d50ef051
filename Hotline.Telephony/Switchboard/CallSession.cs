using System.Threading.Channels;
using Hotline.Telephony.Acd;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// The life of one call. One task owns the call and takes what happens to it from a mailbox, one input after the other; signalling, media, the
/// distributor and supervisors only put inputs in. A mailbox and not a lock, because ringing, sealing and writing to disk are awaited in between,
/// and because inputs must be met in the order in which they came.
/// </summary>
internal sealed partial class CallSession(Call call, Exchange exchange, ILogger<CallSession> logger) : IDisposable
{
    /// <summary>BYE is given this long to be confirmed (RFC 3261 §17.1.2.2 timer F) before we stop caring.</summary>
    private static readonly TimeSpan ByePatience = TimeSpan.FromSeconds(32);

    private static readonly Func<ILogger, CallId, IDisposable?> InCall = LoggerMessage.DefineScope<CallId>("CallId {CallId}");

    // Unbounded: what can be put in is bounded by the call itself (two dialogs, an offer per agent, one re-INVITE at a time per leg, capped keys).
    private readonly Channel<CallInput> mailbox = Channel.CreateUnbounded<CallInput>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource freed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource flowStop = new();
    private readonly List<Ringing> attempts = [];
    private readonly List<Task> ringings = [];
    private readonly Dictionary<long, Ringing> ringing = [];
    private Task flow = Task.CompletedTask;
    private IDisposable? mediaWatch;
    private long packetsBefore;
    private int silentChecks;
    private int keys;
    private int maxForwards;

    public Call Call => call;

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

    /// <summary>Answers the caller, leads them through the flow to an agent, and ends the call. All is freed when this returns.</summary>
    public async Task RunAsync(IncomingInvite invite, byte[] sdp)
    {
        using var scope = InCall(logger, call.Id);
        var byes = Task.CompletedTask;
        try
        {
            if (Accept(invite, sdp))
            {
                flow = LeadAsync();
                mediaWatch = exchange.WatchMedia(() => Post(MediaDue.Now));
            }

            while (call.Phase != CallPhase.Over)
            {
                await TakeAsync(await mailbox.Reader.ReadAsync());
            }
        }
        catch (Exception fault)
        {
            Broke(fault, call.Id);
            call.Take(CallTurn.Broken);
        }
        finally
        {
            byes = await EndAsync();
            freed.SetResult();
        }

        await byes;
    }

    // Never faults.
    private async Task LeadAsync()
    {
        try
        {
            var caller = new LedCaller(call, exchange.Prompts, exchange.Distribution, Queued, () => Post(new Turned(CallTurn.Released)));
            await exchange.Flow.RunAsync(caller, flowStop.Token);
        }
        catch (Exception fault)
        {
            Broke(fault, call.Id);
            Post(new Turned(CallTurn.Broken));
        }
    }

    /// <summary>After <see cref="RunAsync"/> has returned.</summary>
    public void Dispose()
    {
        flowStop.Dispose();
        attempts.ForEach(attempt => attempt.Dispose());
        mediaWatch?.Dispose();
    }

    private bool Accept(IncomingInvite invite, byte[] sdp)
    {
        if (!invite.TryAccept(sdp, out var dialog))
        {
            call.Take(CallTurn.CallerGone);
            return false;
        }

        call.Take(CallTurn.Accepted);
        maxForwards = invite.MaxForwards - 1;
        Establish(call.Caller, dialog, CallTurn.CallerGone);
        call.Caller.KeyPressed = Press;
        if (invite.Offer.IsEmpty)
        {
            _ = AwaitAnswerAsync(dialog);
        }

        return true;
    }

    private async Task AwaitAnswerAsync(Dialog dialog)
    {
        try
        {
            Post(new Reanswered(call.Caller, await dialog.Acknowledged));
        }
        catch (OperationCanceledException)
        {
            // The dialog ended before; that comes by itself.
        }
    }

    private void Establish(CallLeg leg, Dialog dialog, CallTurn hungUp)
    {
        leg.Establish(dialog);
        dialog.OnOffer = async (offer, cancellationToken) =>
        {
            var verdict = new TaskCompletionSource<OfferVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
            return Post(new Reoffered(leg, offer, verdict))
                ? await verdict.Task.WaitAsync(cancellationToken)
                : new OfferVerdict(SipStatus.CallDoesNotExist, default);
        };
        _ = WatchAsync(dialog, hungUp);
    }

    private async Task WatchAsync(Dialog dialog, CallTurn hungUp)
    {
        CallTurn? turn = await dialog.Ended switch
        {
            DialogEnding.RemoteBye => hungUp,
            DialogEnding.NeverAcknowledged or DialogEnding.PeerLost => CallTurn.Broken,
            DialogEnding.LocalBye => null,
        };
        if (turn is { } happened)
        {
            Post(new Turned(happened));
        }
    }

    private async Task TakeAsync(CallInput input)
    {
        switch (input)
        {
            case Turned turned:
                call.Take(turned.Turn);
                break;
            case Offered offered:
                Ring(offered.Offer);
                break;
            case Withdrawn withdrawn when ringing.TryGetValue(withdrawn.OfferId, out var attempt):
                await attempt.CancelAsync();
                break;
            case Withdrawn:
                break;
            case RingingEnded ended:
                await RingingEndedAsync(ended.Ringing, ended.Status);
                break;
            case Reoffered reoffered:
                reoffered.Verdict.TrySetResult(reoffered.Leg.Renegotiate(reoffered.Offer) with
                {
                    Answered = reoffered.Offer.IsEmpty ? answer => Post(new Reanswered(reoffered.Leg, answer)) : null,
                });
                break;
            case Reanswered reanswered:
                // An answer we cannot use leaves the session as it was (RFC 3261 §14.1), if there was one.
                if (!reanswered.Leg.Conclude(reanswered.Answer) && reanswered.Leg.Audio is null)
                {
                    call.Take(CallTurn.Broken);
                }

                break;
            case KeyPressed pressed:
                call.Press(pressed.Key);
                break;
            case MediaDue:
                CheckMedia();
                break;
        }
    }

    private void CheckMedia()
    {
        var packets = call.PacketsReceived;
        silentChecks = packets == packetsBefore ? silentChecks + 1 : 0;
        packetsBefore = packets;
        if (silentChecks == Exchange.MediaChecks)
        {
            MediaStayedAway(call.Id);
            call.Take(CallTurn.Broken);
        }
    }

    private void Ring(Offer offer)
    {
        exchange.Events.Report(new CallOffered
        {
            At = offer.Since.Utc,
            CallId = call.Id,
            AgentId = offer.AgentId,
            Caller = call.Facts.Caller,
        });
        if (exchange.PhoneOf(offer.AgentId) is not { } phone || !exchange.Media.TryOpen(out var port))
        {
            exchange.Distribution.Decide((acd, now) => acd.Decline(offer.Id, WithdrawalCause.Unreachable, now));
            return;
        }

        var attempt = new Ringing(offer.Id, offer.AgentId, new CallLeg(port, exchange.Time));
        ringing.Add(offer.Id, attempt);
        attempts.Add(attempt);
        ringings.Add(RingAsync(attempt, phone));
    }

    private async Task RingAsync(Ringing attempt, Sip.Registrar.Binding phone)
    {
        var status = SipStatus.ServerInternalError;
        try
        {
            status = await attempt.RingAsync(exchange.Sip, phone, call.Facts.Caller, maxForwards);
        }
        catch (Exception fault)
        {
            Broke(fault, call.Id);
        }

        if (!Post(new RingingEnded(attempt, status)))
        {
            await DropAsync(attempt);
        }
    }

    private async Task RingingEndedAsync(Ringing attempt, int status)
    {
        ringing.Remove(attempt.OfferId);
        if (status == SipStatus.Ok && exchange.Distribution.Answer(attempt.OfferId, call.Id, attempt.AgentId))
        {
            await ConnectAsync(attempt);
        }
        else
        {
            exchange.Distribution.Decide((acd, now) => acd.Decline(attempt.OfferId, CauseOf(status), now));
            ringings.Add(DropAsync(attempt));
        }
    }

    private async Task ConnectAsync(Ringing answered)
    {
        await StopFlowAsync();
        var recording = call.Connect(answered.AgentId, answered.Leg, exchange.Media, exchange.Recordings, exchange.Time);
        Establish(answered.Leg, answered.Leg.Dialog!, CallTurn.AgentGone);
        exchange.Metrics.Answered(call.AnsweredAt!.Value - call.Facts.ArrivedAt);
        exchange.Events.Report(new CallAnswered
        {
            At = call.AnsweredAt!.Value,
            CallId = call.Id,
            AgentId = answered.AgentId,
            Caller = call.Facts.Caller,
            Called = call.Facts.Called,
            ArrivedAt = call.Facts.ArrivedAt,
            RecordingId = recording,
        });
        exchange.Note(call, recording);
    }

    private async Task StopFlowAsync()
    {
        await flowStop.CancelAsync();
        await flow;
    }

    // Returns the hanging up of the legs, which may last: everything else is done.
    private async Task<Task> EndAsync()
    {
        var at = exchange.Time.GetUtcNow();
        mailbox.Writer.TryComplete();
        mediaWatch?.Dispose();
        var byes = Task.WhenAll(HangUpAsync(call.Caller), HangUpAsync(call.AgentLeg));
        await StopFlowAsync();
        exchange.Distribution.Ended(call.Id);
        foreach (var attempt in ringing.Values)
        {
            await attempt.CancelAsync();
        }

        while (mailbox.Reader.TryRead(out var late))
        {
            switch (late)
            {
                case RingingEnded ended:
                    ringings.Add(DropAsync(ended.Ringing));
                    break;
                case Reoffered reoffered:
                    reoffered.Verdict.TrySetResult(new OfferVerdict(SipStatus.CallDoesNotExist, default));
                    break;
                case KeyPressed pressed:
                    call.Press(pressed.Key);
                    break;
            }
        }

        RecordingFacts? recording = null;
        try
        {
            recording = await call.DisconnectAsync(exchange.Time);
        }
        catch (Exception fault)
        {
            NotSealed(fault, call.Id);
        }

        call.FreePorts();
        exchange.Ended(call, at, recording);
        return Task.WhenAll([byes, .. ringings]);
    }

    private async Task HangUpAsync(CallLeg? leg)
    {
        if (leg is null)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(ByePatience, exchange.Time);
            await leg.HangUpAsync(patience.Token);
        }
        catch (Exception fault)
        {
            NotHungUp(fault, call.Id);
        }
    }

    private async Task DropAsync(Ringing attempt)
    {
        attempt.Leg.Dispose();
        await HangUpAsync(attempt.Leg);
    }

    private void Queued(LinePlace place) => exchange.Events.Report(new CallQueued
    {
        At = exchange.Time.GetUtcNow(),
        CallId = call.Id,
        Position = place.Position,
    });

    private static WithdrawalCause CauseOf(int status) => status switch
    {
        SipStatus.BusyHere or 600 or SipStatus.Decline => WithdrawalCause.Rejected,
        _ => WithdrawalCause.Unreachable,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} broke and is ended")]
    private partial void Broke(Exception fault, CallId callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Call {CallId} is ended: no media from any side")]
    private partial void MediaStayedAway(CallId callId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The recording of call {CallId} could not be sealed; it is completed at the next start")]
    private partial void NotSealed(Exception fault, CallId callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A leg of call {CallId} could not be hung up")]
    private partial void NotHungUp(Exception fault, CallId callId);
}
