using System.Threading.Channels;
using Hotline.Cases;

namespace Hotline.Host.Live;

/// <summary>Remembers that something on the wallboard changed, and how many screens watch it. One mark is enough: whoever takes it looks at the newest figures.</summary>
internal sealed class WallChanges : ICaseEventSink
{
    private readonly Channel<bool> marks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int watching;

    /// <summary>A screen watches: without any, nothing is counted.</summary>
    public bool Watched => Volatile.Read(ref watching) > 0;

    /// <summary>A screen begins to watch, and gets the wallboard at once.</summary>
    public void Join()
    {
        Interlocked.Increment(ref watching);
        Mark();
    }

    /// <summary>A screen watches no more.</summary>
    public void Leave() => Interlocked.Decrement(ref watching);

    /// <summary>A call or a seat changed.</summary>
    public void Mark() => marks.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => marks.Reader.WaitToReadAsync(cancellationToken);

    public void Take() => marks.Reader.TryRead(out _);

    /// <summary>A call's contact is stored: figures have changed.</summary>
    public ValueTask AcceptAsync(LiveEvent liveEvent, CancellationToken cancellationToken)
    {
        if (liveEvent is ContactChanged { CallId: not null })
        {
            Mark();
        }

        return ValueTask.CompletedTask;
    }
}
