using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Hotline.Telephony.Media;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Recording;

/// <summary>
/// Takes recorded sound from the media loops to the disk, on a thread of its own: a slow disk never stalls a call. Thread-safe. Disposing it waits for what is
/// being written; close the recorders first.
/// </summary>
internal sealed partial class RecordingWriter : IAsyncDisposable
{
    /// <summary>Blocks of about a second each, 64 MB: 100 conversations ride out a disk that stands still for 40 s.</summary>
    private const int MaxBlocks = 4096;

    private readonly RecordingFolder _folder;
    private readonly TimeSpan _flushInterval;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly int _maxBlocks;
    private readonly ConcurrentQueue<RecordingBlock> _free = new();
    private readonly ConcurrentQueue<Job> _jobs = new();

    // Not a BlockingCollection: that looks for work for a while before it sleeps, which costs more than the work.
    private readonly ManualResetEventSlim _anyJobs = new(initialState: false, spinCount: 0);
    private readonly Channel<Completion> _completions = Channel.CreateUnbounded<Completion>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Thread _writing;
    private readonly Task _sealing;
    private int _blocks;
    private long _gapFrames;
    private long _failures;
    private int _disposed;

    /// <param name="folder">The recordings folder (<c>DataFolder/recordings</c>).</param>
    /// <param name="flushInterval">Sound reaches the file at least this often.</param>
    /// <param name="clock">Time of day and monotonic time.</param>
    /// <param name="log">Where disk errors go.</param>
    /// <param name="maxBlocks">Bounds what waits for the disk: blocks of 16 KB.</param>
    public RecordingWriter(string folder, TimeSpan flushInterval, TimeProvider clock, ILogger<RecordingWriter> log, int maxBlocks = MaxBlocks)
    {
        (_folder, _flushInterval, _clock, _log, _maxBlocks) = (new RecordingFolder(folder), flushInterval, clock, log, maxBlocks);
        _writing = new Thread(Write) { Name = "recording", IsBackground = true };
        _writing.Start();
        _sealing = SealAsync();
    }

    /// <summary>Sound lost to a disk that was too slow, all recordings together.</summary>
    public TimeSpan Gap => TimeSpan.FromSeconds((double)Volatile.Read(ref _gapFrames) / G711.SampleRate);

    /// <summary>Writes that the disk refused.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>Begins a recording now.</summary>
    /// <param name="callId">The call it belongs to.</param>
    /// <param name="law">The law of the file: that of the caller's leg.</param>
    public StereoRecorder Begin(CallId callId, G711Law law)
    {
        var started = _clock.GetTimestamp();
        var now = _clock.GetUtcNow();
        var file = new RecordingFile(_folder, new RecordingMark
        {
            RecordingId = Guid.CreateVersion7(now),
            CallId = callId.Value,
            StartedAt = now,
            Law = law,
        });
        Add(new Job(file, Block: null, Completion: null, Pauses: null));
        return new StereoRecorder(this, file, started, _clock, _flushInterval);
    }

    /// <summary>The call's end with this recording is safely noted elsewhere: <see cref="CrashRepair"/> need not bring it up again.</summary>
    public void Acknowledge(Guid recordingId) => File.Delete(_folder.Mark(recordingId));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _anyJobs.Set();
            await _sealing;
            _anyJobs.Dispose();
        }
    }

    /// <summary>A block to fill, or false when all wait for the disk. Media loop.</summary>
    internal bool TryRent([NotNullWhen(true)] out RecordingBlock? block)
    {
        if (_free.TryDequeue(out block))
        {
            return true;
        }

        if (Interlocked.Increment(ref _blocks) <= _maxBlocks)
        {
            block = new RecordingBlock();
            return true;
        }

        Interlocked.Decrement(ref _blocks);
        return false;
    }

    /// <summary>Sound was left out. Media loop.</summary>
    internal void CountGap(int frames) => Interlocked.Add(ref _gapFrames, frames);

    /// <summary>Takes a filled block. Media loop: never waits.</summary>
    internal void Append(RecordingFile file, RecordingBlock block) => Add(new Job(file, block, Completion: null, Pauses: null));

    /// <summary>Notes what is not to be recorded.</summary>
    internal void Note(RecordingFile file, IReadOnlyList<RecordingPause> pauses) => Add(new Job(file, Block: null, Completion: null, pauses));

    /// <summary>Seals a file after all that was appended to it.</summary>
    internal Task<RecordingFacts> CompleteAsync(RecordingFile file, RecordingEnd end)
    {
        var completion = new Completion(file, end, new TaskCompletionSource<RecordingFacts>(TaskCreationOptions.RunContinuationsAsynchronously));
        Add(new Job(file, Block: null, completion, Pauses: null));
        return completion.Done.Task;
    }

    private void Add(Job job)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        _jobs.Enqueue(job);
        _anyJobs.Set();
    }

    // False when all is done and no more will come.
    private bool TakeJob(out Job job)
    {
        while (!_jobs.TryDequeue(out job))
        {
            if (Volatile.Read(ref _disposed) != 0 && _jobs.IsEmpty)
            {
                return false;
            }

            _anyJobs.Wait();
            if (Volatile.Read(ref _disposed) == 0)
            {
                _anyJobs.Reset();
            }
        }

        return true;
    }

    private void Write()
    {
        var open = new HashSet<RecordingFile>();
        while (TakeJob(out var job))
        {
            var (file, block, completion, pauses) = job;
            try
            {
                if (completion is not null)
                {
                    open.Remove(file);
                    _completions.Writer.TryWrite(completion);
                }
                else
                {
                    open.Add(file);
                    file.Open();
                    if (pauses is not null)
                    {
                        file.Note(pauses);
                    }

                    if (block is not null)
                    {
                        file.Append(block);
                    }
                }
            }
            catch (Exception error)
            {
                // Disk full, folder gone: the next block tries again and fills the hole with silence.
                Interlocked.Increment(ref _failures);
                if (block is not null)
                {
                    file.Lose(block);
                }

                LogWriteFailure(file.Mark.RecordingId, error);
            }

            if (block is not null)
            {
                _free.Enqueue(block);
            }
        }

        // Nobody closed these: the next start completes them.
        foreach (var file in open)
        {
            file.Dispose();
        }

        _completions.Writer.Complete();
    }

    private async Task SealAsync()
    {
        await foreach (var (file, end, done) in _completions.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                using (file)
                {
                    var seal = await file.SealAsync(end, CancellationToken.None);
                    done.SetResult(seal.ToFacts());
                }
            }
            catch (Exception error)
            {
                Interlocked.Increment(ref _failures);
                LogSealFailure(file.Mark.RecordingId, error);
                done.SetException(error);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Recording {RecordingId}: the disk did not take a block")]
    private partial void LogWriteFailure(Guid recordingId, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recording {RecordingId} is not sealed; the next start tries again")]
    private partial void LogSealFailure(Guid recordingId, Exception error);

    private readonly record struct Job(RecordingFile File, RecordingBlock? Block, Completion? Completion, IReadOnlyList<RecordingPause>? Pauses);

    private sealed record Completion(RecordingFile File, RecordingEnd End, TaskCompletionSource<RecordingFacts> Done);
}
