using System.Runtime.Intrinsics;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Recording;

/// <summary>
/// Writes one conversation: caller left, agent right, G.711 as it came. Give it to <see cref="MediaEngine.Bridge"/>; its clock starts when it is made,
/// so make it at the moment the agent answers. Several bridges may follow one another on it; what lies between is silence.
/// </summary>
internal sealed class StereoRecorder : IAudioTap, IFrameSink
{
    /// <summary>Sound is taken out of the timeline in stretches of so much: every 200 ms, where beats come neither too early nor too late by more than half a one.</summary>
    private static readonly TimeSpan AdvanceInterval = TimeSpan.FromSeconds(0.19);

    private readonly RecordingWriter _writer;
    private readonly RecordingFile _file;
    private readonly StereoTimeline _timeline;
    private readonly TimeProvider _clock;
    private readonly Lock _pausing = new();
    private readonly List<RecordingPause> _pauses = [];
    private readonly long _started;
    private readonly long _ticksPerSample;
    private readonly long _flushTicks;
    private readonly long _advanceTicks;
    private RecordingBlock? _block;
    private long _position;
    private long _handedOverAt;
    private long _advancedAt;
    private long _gap;
    private volatile bool _attached;
    private volatile bool _paused;
    private int _closed;

    /// <param name="writer">Takes the blocks.</param>
    /// <param name="file">The file they go to.</param>
    /// <param name="started">Ticks of the clock at the first sample.</param>
    /// <param name="clock">Monotonic time.</param>
    /// <param name="flushInterval">A block is handed over at least this often.</param>
    public StereoRecorder(RecordingWriter writer, RecordingFile file, long started, TimeProvider clock, TimeSpan flushInterval)
    {
        (_writer, _file, _started, _handedOverAt, _clock) = (writer, file, started, started, clock);
        _timeline = new StereoTimeline(file.Mark.Law);
        _ticksPerSample = clock.TimestampFrequency / G711.SampleRate;
        _advanceTicks = (long)(AdvanceInterval.TotalSeconds * clock.TimestampFrequency);

        // At the nearest beat, not at the first one after: a second of sound then fits one block.
        _flushTicks = (long)(flushInterval.TotalSeconds * clock.TimestampFrequency) - (_advanceTicks / 2);
    }

    /// <summary>Names the file. A version 7 UUID.</summary>
    public Guid RecordingId => _file.Mark.RecordingId;

    /// <summary>When its first sample was taken, UTC.</summary>
    public DateTimeOffset StartedAt => _file.Mark.StartedAt;

    /// <summary>Nothing that is said is taken, by order.</summary>
    public bool IsPaused => _paused;

    /// <summary>For how long by now; zero where it is not paused.</summary>
    public TimeSpan PausedFor
    {
        get
        {
            lock (_pausing)
            {
                return _paused ? Now - _pauses[^1].From : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Sound that the disk did not take: silence stands, or will stand, in its place.</summary>
    public TimeSpan Gap => Length(Volatile.Read(ref _gap) + _file.Lost);

    /// <summary>Sound of one side that came after its place had been handed on.</summary>
    public TimeSpan Late(TapSide side) => Length(side == TapSide.First ? _timeline.LateLeft : _timeline.LateRight);

    /// <summary>Takes nothing from now on: what is said is silence in the file, whose length goes on. Any thread.</summary>
    public void Pause(PauseReason reason, string by)
    {
        lock (_pausing)
        {
            if (!_paused)
            {
                _paused = true;
                _pauses.Add(new RecordingPause { From = Now, Reason = reason, By = by });
                _writer.Note(_file, [.. _pauses]);
            }
        }
    }

    /// <summary>Takes sound again. Any thread.</summary>
    public void Resume()
    {
        lock (_pausing)
        {
            if (_paused)
            {
                _pauses[^1] = _pauses[^1] with { To = Now };
                _writer.Note(_file, [.. _pauses]);
                _paused = false;
            }
        }
    }

    /// <summary>
    /// Completes the file and seals it. Call it once, after the last bridge's <see cref="MediaBridge.EndAsync"/> has returned.
    /// When the call's end is in the spool, call <see cref="RecordingWriter.Acknowledge"/>.
    /// </summary>
    /// <param name="talkTime">How long the two were connected, measured by the caller of this method.</param>
    /// <param name="legs">What is stored of each leg.</param>
    /// <returns>The facts once file and seal are on the disk.</returns>
    /// <exception cref="IOException">The disk did not take it. The next start seals what is there.</exception>
    /// <exception cref="InvalidOperationException">A bridge still has it, or it was closed before.</exception>
    public Task<RecordingFacts> CloseAsync(TimeSpan talkTime, IReadOnlyList<RecordedLeg>? legs = null)
    {
        if (_attached || Interlocked.Exchange(ref _closed, 1) != 0)
        {
            throw new InvalidOperationException("A recording is closed once, after its bridge has ended.");
        }

        Resume();
        return _writer.CompleteAsync(_file, new RecordingEnd
        {
            Frames = _timeline.Committed,
            TalkTime = talkTime,
            Gap = Gap,
            Late = Late(TapSide.First) + Late(TapSide.Second),
            Legs = legs ?? [],
            Pauses = _pauses,
        });
    }

    /// <inheritdoc/>
    public void Begin(long now)
    {
        _attached = true;
        _timeline.Restart();
    }

    /// <inheritdoc/>
    public void Take(in TappedSound sound)
    {
        if (!_paused)
        {
            _timeline.Take(sound, Samples(sound.Arrived), this);
        }
    }

    /// <inheritdoc/>
    public void Beat(long now)
    {
        if (now - _advancedAt < _advanceTicks)
        {
            return;
        }

        _advancedAt = now;
        _timeline.Advance(Samples(now), this);
        if (now - _handedOverAt >= _flushTicks)
        {
            HandOver(now);
        }
    }

    /// <inheritdoc/>
    public void End(long now)
    {
        _timeline.Complete(Samples(now), this);
        HandOver(now);
        _attached = false;
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        while (!left.IsEmpty)
        {
            if (_block is null && !TryStartBlock())
            {
                // Every block waits for the disk. The call goes on; here will be silence, and the seal says how much.
                _gap += left.Length;
                _position += left.Length;
                _writer.CountGap(left.Length);
                return;
            }

            var block = _block!;
            var count = Math.Min(left.Length, (RecordingBlock.Capacity - block.Length) / 2);
            Interleave(left[..count], right[..count], block.Codes.AsSpan(block.Length));
            block.Length += count * 2;
            _position += count;
            left = left[count..];
            right = right[count..];
            if (block.Length == RecordingBlock.Capacity)
            {
                Send(block);
            }
        }
    }

    /// <inheritdoc/>
    public void Skip(long frames)
    {
        if (_block is { } block)
        {
            Send(block);
        }

        _position += frames;
    }

    private static void Interleave(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> frames)
    {
        var done = 0;
        if (Vector128.IsHardwareAccelerated && BitConverter.IsLittleEndian)
        {
            // Sixteen frames at a time: each pair of codes as one 16-bit number, the right one above the left.
            for (; done + Vector128<byte>.Count <= left.Length; done += Vector128<byte>.Count)
            {
                var (low, high) = (Vector128.Create(left[done..]), Vector128.Create(right[done..]));
                (Vector128.WidenLower(low) | (Vector128.WidenLower(high) << 8)).AsByte().CopyTo(frames[(done * 2)..]);
                (Vector128.WidenUpper(low) | (Vector128.WidenUpper(high) << 8)).AsByte().CopyTo(frames[((done * 2) + Vector128<byte>.Count)..]);
            }
        }

        for (; done < left.Length; done++)
        {
            (frames[done * 2], frames[(done * 2) + 1]) = (left[done], right[done]);
        }
    }

    private static TimeSpan Length(long frames) => TimeSpan.FromSeconds((double)frames / G711.SampleRate);

    private TimeSpan Now => Length(Samples(_clock.GetTimestamp()));

    private long Samples(long ticks) => (ticks - _started) / _ticksPerSample;

    private bool TryStartBlock()
    {
        if (!_writer.TryRent(out var block))
        {
            return false;
        }

        (block.Length, block.Position) = (0, _position);
        _block = block;
        return true;
    }

    private void HandOver(long now)
    {
        _handedOverAt = now;
        if (_block is { Length: > 0 } block)
        {
            Send(block);
        }
    }

    private void Send(RecordingBlock block)
    {
        _block = null;
        _writer.Append(_file, block);
    }
}
