using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;

namespace Hotline.Telephony.Calls;

/// <summary>What a caller leaves on the line for those who are not there, in a recording of its own. Used by one task at a time.</summary>
internal sealed class LeftMessage
{
    private readonly MediaPort port;
    private readonly StereoRecorder recorder;
    private readonly TimeProvider time;
    private readonly long begun;
    private TimeSpan? length;

    /// <param name="port">Where the caller is heard.</param>
    /// <param name="recorder">Takes it; its clock starts now.</param>
    /// <param name="time">The clock.</param>
    public LeftMessage(MediaPort port, StereoRecorder recorder, TimeProvider time)
    {
        (this.port, this.recorder, this.time, begun) = (port, recorder, time, time.GetTimestamp());
        port.Listen(recorder);
    }

    public Guid RecordingId => recorder.RecordingId;

    /// <summary>No more is recorded. Completes when the last of it is in the recording.</summary>
    public async Task StopAsync()
    {
        if (length is not null)
        {
            return;
        }

        length = time.GetElapsedTime(begun);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        port.Listen(null);
        port.Post(_ => stopped.TrySetResult());
        await stopped.Task;
    }

    /// <summary>Seals the recording.</summary>
    public async Task<RecordingFacts> SealAsync()
    {
        await StopAsync();
        return await recorder.CloseAsync(length!.Value);
    }
}
