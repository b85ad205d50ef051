using System.Diagnostics.Metrics;

namespace Hotline.Telephony;

/// <summary>
/// The telephone node in numbers, on the meter <see cref="MeterName"/>. Names follow OpenTelemetry: durations in seconds.
/// No label ever holds a number, a name or an identifier.
/// </summary>
public sealed class TelephonyMetrics
{
    /// <summary>The meter to listen to.</summary>
    public const string MeterName = "Hotline.Telephony";

    private readonly Meter meter;
    private readonly Counter<long> arrived;
    private readonly Counter<long> refused;
    private readonly Counter<long> ended;
    private readonly Histogram<double> wait;
    private readonly Histogram<double> talk;
    private readonly Counter<long> lost;
    private readonly Counter<long> notTaken;
    private readonly Counter<long> legsLost;
    private readonly Counter<long> fellShort;

    /// <summary>Makes the instruments on a meter of the factory.</summary>
    public TelephonyMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        meter = meters.Create(MeterName);
        arrived = meter.CreateCounter<long>("hotline.calls.arrived", "{call}", "Calls admitted.");
        refused = meter.CreateCounter<long>("hotline.calls.refused", "{call}", "INVITEs not admitted, by SIP status.");
        ended = meter.CreateCounter<long>("hotline.calls.ended", "{call}", "Calls over, by ending.");
        wait = meter.CreateHistogram<double>("hotline.call.wait", "s", "From arrival to an agent's answer.");
        talk = meter.CreateHistogram<double>("hotline.call.talk", "s", "From an agent's answer to the end.");
        lost = meter.CreateCounter<long>("hotline.events.lost", "{event}", "Live events dropped because the sink was too slow.");
        legsLost = meter.CreateCounter<long>("hotline.legs.lost", "{row}", "Records of legs that the disk did not take.");
        notTaken = meter.CreateCounter<long>("hotline.events.refused", "{event}", "Deliveries the sink did not take, by event.");
        fellShort = meter.CreateCounter<long>("hotline.recordings.short", "{alarm}", "Times that sound of a conversation was found missing in its recording.");
    }

    internal void Arrived() => arrived.Add(1);

    internal void Refused(int status) => refused.Add(1, new KeyValuePair<string, object?>("status", status));

    internal void Answered(TimeSpan waited) => wait.Record(waited.TotalSeconds);

    internal void Ended(CallEnding ending, TimeSpan? talked)
    {
        ended.Add(1, new KeyValuePair<string, object?>("ending", ending.ToString()));
        if (talked is { } length)
        {
            talk.Record(length.TotalSeconds);
        }
    }

    internal void RecordingFellShort() => fellShort.Add(1);

    internal void LegRecordLost() => legsLost.Add(1);

    internal void EventLost() => lost.Add(1);

    internal void EventRefused(CallEvent callEvent) => notTaken.Add(1, new KeyValuePair<string, object?>("event", callEvent.GetType().Name));

    /// <summary>Watches the door.</summary>
    /// <param name="counts">What was turned away since the start.</param>
    /// <param name="bans">Addresses banned now.</param>
    internal void Observe(Func<(long Banned, long Limited, long WrongCredentials)> counts, Func<int> bans)
    {
        meter.CreateObservableCounter(
            "hotline.sip.turned_away",
            () => (Measurement<long>[])
            [
                new(counts().Banned, new KeyValuePair<string, object?>("reason", "banned")),
                new(counts().Limited, new KeyValuePair<string, object?>("reason", "limited")),
            ],
            "{message}",
            "SIP messages and connections not taken, of banned addresses and of those that send too many.");
        meter.CreateObservableCounter("hotline.sip.wrong_credentials", () => counts().WrongCredentials, "{request}", "SIP requests with wrong credentials.");
        meter.CreateObservableGauge("hotline.sip.bans", bans, "{address}", "Addresses not listened to.");
    }

    /// <summary>Watches the trunks.</summary>
    internal void Observe(Func<IReadOnlyList<TrunkView>> trunks)
    {
        meter.CreateObservableGauge(
            "hotline.trunk.up", () => trunks().Select(trunk => new Measurement<int>(trunk.IsUp ? 1 : 0, new KeyValuePair<string, object?>("trunk", trunk.Name))), "1", "1 for a trunk that answers, 0 for one that does not.");
        meter.CreateObservableGauge(
            "hotline.trunk.calls", () => trunks().Select(trunk => new Measurement<int>(trunk.Calls, new KeyValuePair<string, object?>("trunk", trunk.Name))), "{call}", "Calls on a trunk.");
    }

    /// <summary>Watches the board.</summary>
    internal void Observe(Func<SwitchboardView> view)
    {
        meter.CreateObservableGauge("hotline.calls.waiting", () => view().Waiting.Count, "{call}", "Callers in line.");
        meter.CreateObservableGauge("hotline.calls.active", () => view() is var now ? now.Calls.Count + now.Waiting.Count : 0, "{call}", "Calls in announcements, in line or talking.");
        meter.CreateObservableGauge(
            "hotline.agents",
            () => view().Agents.GroupBy(agent => agent.State)
                .Select(group => new Measurement<long>(group.Count(), new KeyValuePair<string, object?>("state", group.Key.ToString()))),
            "{agent}",
            "Agents by state.");
    }
}
