using System.Threading.Channels;
using Hotline.Telephony;

namespace Hotline.Host.Live;

/// <summary>Sends the board to those who watch it: at once after a change, and no more than four times a second in a busy hour.</summary>
internal sealed partial class BoardCaster(
    ISwitchboard switchboard, Screens screens, TimeProvider time, ILogger<BoardCaster> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // One mark is enough: whoever reads it looks at the newest board.
    private readonly Channel<bool> changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Something on the board changed.</summary>
    public void Changed() => changes.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await changes.Reader.WaitToReadAsync(stoppingToken))
        {
            changes.Reader.TryRead(out _);
            try
            {
                await screens.SwitchboardChangedAsync(BoardAnswer.Of(switchboard.View));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogNotSent(fault);
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The board could not be sent to the screens; the next change sends it again")]
    private partial void LogNotSent(Exception fault);
}
