using Hotline.Cases;
using Hotline.Telephony;

namespace Hotline.Host.Live;

/// <summary>
/// The wallboard (大屏): at once after a call or a seat changed, no more than four times a second in a busy hour, and every second where nothing changes, since callers wait longer
/// and stretches of time move on. Nothing is counted while nobody watches.
/// </summary>
internal sealed partial class WallCaster(
    ISwitchboard switchboard, IFigureDesk figures, WallChanges changes, Screens screens, ICaseStore store, TimeProvider time, ILogger<WallCaster> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1) - Pause;

    /// <summary>What the wallboard shows now.</summary>
    public async Task<WallboardMessage> ReadAsync(CancellationToken cancellationToken)
    {
        var view = switchboard.View;
        var now = time.GetUtcNow();
        return new WallboardMessage(
            now,
            new WallSeats(
                Count(AgentState.Ready), Count(AgentState.Ringing), Count(AgentState.Talking), Count(AgentState.WrapUp), Count(AgentState.NotReady), Count(AgentState.Offline)),
            view.Waiting.Count,
            view.Waiting.Count == 0 ? null : Math.Max(0, (now - view.Waiting.Min(caller => caller.Since)).TotalSeconds),
            await figures.ReadWallAsync(cancellationToken));

        int Count(AgentState state) => view.Agents.Count(agent => agent.State == state);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await WaitAsync(stoppingToken);
            changes.Take();
            if (!changes.Watched)
            {
                continue;
            }

            try
            {
                await screens.WallboardChangedAsync(await ReadAsync(stoppingToken));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // That the database is away is said once, where it is noticed.
                if (store.AwaySince is null)
                {
                    LogNotSent(fault);
                }
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken stoppingToken)
    {
        if (!changes.Watched)
        {
            await changes.WaitAsync(stoppingToken);
            return;
        }

        using var quiet = new CancellationTokenSource(Quiet, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, stoppingToken);
        try
        {
            await changes.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Quiet for so long: sent all the same.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The wallboard could not be sent to the screens; it is sent again in a moment")]
    private partial void LogNotSent(Exception fault);
}
