using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>The phones a call rings, and everything that is still being hung up for it. Used by the call's own task only, but for what runs on its own.</summary>
internal sealed partial class Outcalls(CallSession session, Exchange exchange, ILogger logger) : IDisposable
{
    /// <summary>BYE is given this long to be confirmed (RFC 3261 §17.1.2.2 timer F) before we stop caring.</summary>
    private static readonly TimeSpan ByePatience = TimeSpan.FromSeconds(32);

    private readonly List<Outcall> ringing = [];
    private readonly List<IDisposable> patience = [];
    private readonly List<Ringing> attempts = [];
    private readonly List<Task> running = [];

    /// <summary>The phone that rings for a purpose; null where none does.</summary>
    public Outcall? For(params ReadOnlySpan<OutcallPurpose> purposes)
    {
        foreach (var outcall in ringing)
        {
            if (purposes.Contains(outcall.Purpose))
            {
                return outcall;
            }
        }

        return null;
    }

    public Outcall? ForOffer(long offerId) => ringing.Find(outcall => outcall.Purpose == OutcallPurpose.Offer && outcall.OfferId == offerId);

    /// <summary>Rings a phone. How it comes out is an input of the call. False where no ports are free.</summary>
    /// <param name="route">The way there.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="maxForwards">Hops it may take.</param>
    /// <param name="offerId">The distributor's offer, which the distributor times, as it does another site's ringing; every other one ends with <see cref="TelephonyOptions.DialTimeout"/>.</param>
    /// <param name="leg">The leg to bring up; null for a new one.</param>
    public bool TryRing(Route route, OutcallPurpose purpose, int maxForwards, long offerId = 0, CallLeg? leg = null)
    {
        if (leg is null)
        {
            if (!exchange.Media.TryOpen(out var port, route.Invite?.Flow?.Remote.AddressFamily))
            {
                return false;
            }

            leg = new CallLeg(port, exchange.Time, exchange.Locksmith.For(route.Invite?.Flow, port.Local));
        }

        var outcall = new Outcall(new Ringing(leg, route.AgentId, route.Name) { Begun = sipCallId => exchange.Traces.Follow(session.Call.Id, sipCallId, route.Name) }, purpose, offerId);
        ringing.Add(outcall);
        attempts.Add(outcall.Ringing);
        if (purpose is not (OutcallPurpose.Offer or OutcallPurpose.Site))
        {
            patience.Add(exchange.Time.CreateTimer(_ => session.Post(new RingingTooLong(outcall)), null, exchange.Options.DialTimeout, Timeout.InfiniteTimeSpan));
        }

        running.Add(RingAsync(outcall, route, maxForwards));
        return true;
    }

    /// <summary>The phones that ring now.</summary>
    public IEnumerable<Ringing> Ringing => ringing.Select(outcall => outcall.Ringing);

    /// <summary>The phone has given its final answer: it rings no more.</summary>
    public void Ended(Outcall outcall) => ringing.Remove(outcall);

    /// <summary>Gives up, where it still rings.</summary>
    public async Task CancelAsync(Outcall? outcall)
    {
        if (outcall is not null && ringing.Contains(outcall))
        {
            await outcall.Ringing.CancelAsync();
        }
    }

    public async Task CancelAllAsync()
    {
        foreach (var outcall in ringing.ToArray())
        {
            await outcall.Ringing.CancelAsync();
        }
    }

    /// <summary>Frees a leg that is not wanted, and hangs up.</summary>
    public void Drop(CallLeg leg)
    {
        leg.Dispose();
        Run(HangUpAsync(leg));
    }

    /// <summary>Sends a re-INVITE with our new offer; the answer is an input of the call. A refusal leaves the session as it was.</summary>
    public void Reoffer(CallLeg leg, byte[] offer)
    {
        if (leg.Dialog is { } dialog)
        {
            Run(ReofferAsync(leg, dialog, offer));
        }
    }

    /// <summary>Presses keys towards a phone.</summary>
    public void Dial(CallLeg leg, string keys) => Run(DialAsync(leg, keys));

    /// <summary>Sends BYE and waits for what comes of it. Never faults.</summary>
    public async Task HangUpAsync(CallLeg leg)
    {
        try
        {
            using var limit = new CancellationTokenSource(ByePatience, exchange.Time);
            await leg.HangUpAsync(limit.Token);
        }
        catch (Exception fault)
        {
            NotHungUp(fault, session.Call.Id);
        }
    }

    /// <summary>Completes when nothing runs any more.</summary>
    public Task WhenAllAsync() => Task.WhenAll(running);

    public void Dispose()
    {
        patience.ForEach(timer => timer.Dispose());
        attempts.ForEach(attempt => attempt.Dispose());
    }

    private void Run(Task task)
    {
        running.RemoveAll(done => done.IsCompletedSuccessfully);
        running.Add(task);
    }

    private async Task RingAsync(Outcall outcall, Route route, int maxForwards)
    {
        var status = SipStatus.ServerInternalError;
        try
        {
            var row = exchange.Legs.Begin(session.Call.Id, outcall.Purpose.ToString(), route.Name) with { AgentId = route.AgentId };
            if (route.Invite is { } invite)
            {
                status = await PhoneRinging.RingAsync(exchange, outcall.Ringing, invite with { MaxForwards = maxForwards }, route.OtherFlows, row);
            }
            else
            {
                status = await TrunkRinging.RingAsync(exchange, outcall.Ringing, route.Trunks, maxForwards, row);
            }
        }
        catch (Exception fault)
        {
            NotRung(fault, session.Call.Id);
        }

        if (!session.Post(new RingingEnded(outcall, status)))
        {
            outcall.Ringing.Leg.Dispose();
            await HangUpAsync(outcall.Ringing.Leg);
        }
    }

    private async Task ReofferAsync(CallLeg leg, Dialog dialog, byte[] offer)
    {
        try
        {
            using var limit = new CancellationTokenSource(ByePatience, exchange.Time);
            var response = await dialog.ReofferAsync(offer, limit.Token);
            if (response.IsSuccess)
            {
                session.Post(new Reanswered(leg, response.Sdp));
            }
        }
        catch (OperationCanceledException)
        {
            // The leg ended meanwhile, or both sides offered at once all the time: the session stays as it was (RFC 3261 §14.1).
        }
        catch (Exception fault)
        {
            NotReoffered(fault, session.Call.Id);
        }
    }

    private async Task DialAsync(CallLeg leg, string keys)
    {
        try
        {
            using var limit = new CancellationTokenSource(ByePatience, exchange.Time);
            await leg.DialAsync(keys, limit.Token);
        }
        catch (Exception fault)
        {
            NotDialled(fault, session.Call.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A phone could not be rung for call {CallId}")]
    private partial void NotRung(Exception fault, CallId callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A leg of call {CallId} could not be hung up")]
    private partial void NotHungUp(Exception fault, CallId callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A leg of call {CallId} could not be told of hold or resumption")]
    private partial void NotReoffered(Exception fault, CallId callId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Keys could not be sent on a leg of call {CallId}")]
    private partial void NotDialled(Exception fault, CallId callId);
}
