using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Switchboard;

/// <summary>
/// The distributor behind one lock, with its timer and the board it is seen on. Thread-safe. What is decided is handed on under the lock,
/// so that nobody hears of a withdrawal before the offer; those told only put it into a queue of their own.
/// </summary>
internal sealed class Distribution : IDisposable
{
    private readonly Lock gate = new();
    private readonly Distributor distributor;
    private readonly LineTally tally = new();
    private readonly RepeatCallers repeats = new();
    private readonly Dictionary<CallId, CallView> calls = [];
    private readonly TimeProvider time;
    private readonly CallbackBook callbacks;
    private readonly HashSet<CallId> unanswered = [];
    private readonly Dictionary<CallId, string> absent = [];
    private readonly ITimer timer;
    private TimeSpan? wakesAt;
    private List<AcdInput> inputs = [];

    public Distribution(AcdOptions options, CallbackBook callbacks, TimeProvider time)
    {
        (this.callbacks, this.time) = (callbacks, time);
        Options = options;
        distributor = new Distributor(options) { Noted = input => inputs.Add(input) };
        timer = time.CreateTimer(_ => Decide(Wake), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public AcdOptions Options { get; }

    /// <summary>Told of every decision, in order, under the lock: must not wait. Set before the first input.</summary>
    public Action<AcdOutcome>? Decided { get; set; }

    /// <summary>Told of every input with what was decided on it, under the lock: must not wait. Set before the first input.</summary>
    public Action<AcdLogEntry>? Logged { get; set; }

    /// <summary>Lets one input in and hands on what follows from it.</summary>
    public T Decide<T>(Func<Distributor, Moment, T> input)
    {
        lock (gate)
        {
            var now = Moment.Of(time);
            var result = input(distributor, now);
            var outcomes = distributor.Drain();
            foreach (var outcome in outcomes)
            {
                tally.Take(outcome, now);
                if (outcome is CallerQueued queued && !absent.ContainsKey(queued.CallId) && calls[queued.CallId].OverflowedFrom is null)
                {
                    unanswered.Add(queued.CallId);
                }

                Decided?.Invoke(outcome);
            }

            if (inputs.Count > 0)
            {
                Logged?.Invoke(new AcdLogEntry(inputs, outcomes));
                inputs = [];
            }

            SetTimer(now);
            return result;
        }
    }

    private bool Wake(Distributor acd, Moment now)
    {
        wakesAt = null;
        acd.Advance(now);
        return true;
    }

    // A timer set for earlier is left: it finds nothing due, and is set anew then.
    private void SetTimer(Moment now)
    {
        if (distributor.NextDue is { } due && !(wakesAt <= due))
        {
            wakesAt = due;
            timer.Change(due > now.Elapsed ? due - now.Elapsed : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Decide(Action<Distributor, Moment> input) => Decide((acd, now) =>
    {
        input(acd, now);
        return true;
    });

    /// <summary>A call is on the board.</summary>
    public void Arrived(CallView call)
    {
        lock (gate)
        {
            calls.Add(call.CallId, call);
        }
    }

    /// <summary>Shows a call differently from now on, where it is still on the board.</summary>
    public void Show(CallId call, Func<CallView, CallView> change)
    {
        lock (gate)
        {
            if (calls.TryGetValue(call, out var shown))
            {
                calls[call] = change(shown);
            }
        }
    }

    /// <summary>The agent picked up. False where the offer no longer stands.</summary>
    public bool Answer(long offerId, CallId call, string agentId) => Decide((acd, now) =>
    {
        if (!acd.Answer(offerId, now))
        {
            return false;
        }

        calls[call] = calls[call] with { AgentId = agentId, AnsweredAt = now.Utc };
        unanswered.Remove(call);
        repeats.Note(calls[call].Caller, agentId, now);
        callbacks.Answered(calls[call].Caller, agentId);
        return true;
    });

    /// <summary>An agent of another site picked up. False where the caller is not looked for there any more.</summary>
    public bool TakenElsewhere(CallId call, string site) => Decide((acd, now) =>
    {
        if (!acd.TakenElsewhere(call, site, now))
        {
            return false;
        }

        calls[call] = calls[call] with { AnsweredAt = now.Utc };
        unanswered.Remove(call);
        callbacks.Answered(calls[call].Caller, site);
        return true;
    });

    /// <summary>The agent who talked to this number last. Asked while deciding.</summary>
    public string? LastAgentOf(string number, Moment now) => repeats.LastAgentOf(number, now);

    /// <summary>The caller will hang up and be called back at their turn. False where a phone rings for them, or a call is owed to them already.</summary>
    public bool KeepPlace(CallId call) => Decide((acd, now) =>
    {
        if (acd.PlaceOf(call, now) is not { AgentRings: false } || !callbacks.Request(call, calls[call].Caller) || !acd.KeepPlace(call, now))
        {
            return false;
        }

        unanswered.Remove(call);
        absent.Add(call, calls[call].Caller);
        return true;
    });

    /// <summary>Puts those back into line to whom a call was owed when the process ended; they have waited since they asked.</summary>
    public void RestorePlaces(IEnumerable<CallbackEntry> owed) => Decide((acd, now) =>
    {
        foreach (var entry in owed)
        {
            absent[entry.CallId] = entry.Number;
            acd.Enter(new CallerRequest(entry.CallId, WaitingSince: new Moment(entry.At, now.Elapsed - (now.Utc - entry.At))) { IsAbsent = true }, now);
        }
    });

    /// <summary>Whether whoever is in line under this call has hung up, to be called back. Asked while being told of decisions.</summary>
    public bool IsAbsent(CallId call) => absent.ContainsKey(call) && !calls.ContainsKey(call);

    /// <summary>An agent is free for somebody to be called back, and talks on the call we make. The number; null where the offer no longer stands.</summary>
    public string? Claim(Offer offer, CallId made) => Decide((acd, now) =>
        acd.Answer(offer.Id, now, made) && absent.Remove(offer.CallId, out var number) ? number : null);

    /// <summary>A call is over, in whatever phase it was.</summary>
    public void Ended(CallId call) => Decide((acd, now) =>
    {
        if (absent.ContainsKey(call) && calls.Remove(call))
        {
            acd.AwaitTurn(call, now);
            return;
        }

        if (calls.Remove(call, out var ended) && unanswered.Remove(call))
        {
            callbacks.Missed(call, ended.ByWeb ? ended.LeftNumber ?? "" : ended.Caller);
        }

        acd.Leave(call, now);
        acd.TalkEnded(call, now);
    });

    /// <summary>Everything at this moment.</summary>
    public SwitchboardView View(IAgentDirectory directory)
    {
        var names = directory.Accounts.DistinctBy(account => account.AgentId, StringComparer.Ordinal)
            .ToDictionary(account => account.AgentId, account => account.DisplayName, StringComparer.Ordinal);
        return Decide((_, now) =>
        {
            foreach (var agentId in names.Keys)
            {
                distributor.Know(agentId, AgentStanding.Newcomer, now);
            }

            return new SwitchboardView
            {
                Agents =
                [
                    .. distributor.Agents.Select(agent => new AgentView
                    {
                        AgentId = agent.Id,
                        DisplayName = names.GetValueOrDefault(agent.Id, agent.Id),
                        State = agent.State,
                        Reason = agent.Reason,
                        Since = agent.Since.Utc,
                    }),
                ],
                Waiting =
                [
                    .. distributor.Waiting.Select(caller => new WaitingView
                    {
                        CallId = caller.CallId,
                        Caller = absent.TryGetValue(caller.CallId, out var number) ? number : calls[caller.CallId].Caller,
                        IsCallback = absent.ContainsKey(caller.CallId),
                        Group = caller.Home.Settings.Name,
                        Since = caller.Since.Utc,
                        EstimatedWait = distributor.PlaceOf(caller.CallId, now)?.EstimatedWait,
                    }),
                ],
                Figures = tally.Read(now),
                Calls = [.. calls.Values.Where(call => !distributor.IsWaiting(call.CallId)).OrderBy(call => call.ArrivedAt)],
            };
        });
    }

    public void Dispose() => timer.Dispose();
}
