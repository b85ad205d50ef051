namespace Hotline.Telephony.Media;

/// <summary>Two legs that hear each other.</summary>
internal sealed class MediaBridge
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the loop has let go of both ports and of the tap, for whatever reason.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Ends the bridge; the ports stay open and fall silent. Returns when the loop has let go of the tap. May be called again.</summary>
    public Task EndAsync() => throw new NotSupportedException("not built yet");
}
