using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;

namespace Hotline.Telephony.Calls;

/// <summary>Who took part in a recorded talk, and how much of what came from each reached the recording. Used by the call's own task only.</summary>
internal sealed class LegLedger
{
    private readonly List<Entry> entries = [];

    /// <summary>These take part from now on, and nobody else.</summary>
    public void Seat(params IReadOnlyList<(string Party, MediaPort Port, TapSide Side)> present)
    {
        foreach (var entry in entries.Where(entry => present.All(seat => seat.Port != entry.Port)))
        {
            entry.Leave();
        }

        foreach (var (party, port, side) in present)
        {
            var entry = entries.Find(known => known.Port == port);
            if (entry is null)
            {
                entry = new Entry(party, port, side);
                entries.Add(entry);
            }

            entry.Enter();
        }
    }

    /// <summary>
    /// Each leg by now, in the order in which they came. What came too late on a side counts against every leg of that side, since a mix does not tell whose it was.
    /// </summary>
    public IReadOnlyList<RecordedLeg> Read(StereoRecorder recorder) => [.. entries.Select(entry =>
    {
        var (talked, recorded) = entry.Read();
        var stored = Length(recorded) - recorder.Gap - recorder.Late(entry.Side);
        return new RecordedLeg
        {
            Party = entry.Party,
            Talked = Length(talked),
            Stored = TimeSpan.FromTicks(Math.Clamp(stored.Ticks, 0, Length(talked).Ticks)),
        };
    })];

    private static TimeSpan Length(long codes) => TimeSpan.FromSeconds((double)codes / G711.SampleRate);

    private sealed class Entry(string party, MediaPort port, TapSide side)
    {
        private (long Talked, long Recorded) before;
        private (long Talked, long Recorded)? since;

        public string Party => party;

        public MediaPort Port => port;

        public TapSide Side => side;

        public void Enter() => since ??= Counters;

        public void Leave() => (before, since) = (Read(), null);

        public (long Talked, long Recorded) Read() => since is { } from && Counters is var now
            ? (before.Talked + now.Talked - from.Talked, before.Recorded + now.Recorded - from.Recorded)
            : before;

        private (long Talked, long Recorded) Counters => port.Statistics is var now ? (now.Sound, now.Recorded) : default;
    }
}
