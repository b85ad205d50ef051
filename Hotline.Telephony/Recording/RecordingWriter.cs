using Hotline.Telephony.Media;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Recording;

/// <summary>
/// Takes recorded sound from the media loops to the disk, on a thread of its own: a slow disk never stalls a call. Thread-safe. Disposing it waits for what is
/// being written; close the recorders first.
/// </summary>
internal sealed class RecordingWriter : IAsyncDisposable
{
    /// <param name="folder">The recordings folder (<c>DataFolder/recordings</c>).</param>
    /// <param name="flushInterval">Sound reaches the file at least this often.</param>
    /// <param name="clock">Time of day and monotonic time.</param>
    /// <param name="log">Where disk errors go.</param>
    public RecordingWriter(string folder, TimeSpan flushInterval, TimeProvider clock, ILogger<RecordingWriter> log)
    {
    }

    /// <summary>Begins a recording now.</summary>
    /// <param name="callId">The call it belongs to.</param>
    /// <param name="law">The law of the file: that of the caller's leg.</param>
    public StereoRecorder Begin(CallId callId, G711Law law) => throw new NotSupportedException("not built yet");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotSupportedException("not built yet");
}
