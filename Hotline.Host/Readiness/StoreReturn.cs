using System.Data.Common;
using Hotline.Cases;

namespace Hotline.Host.Readiness;

/// <summary>Where the product started without its database: looks for it until it is back.</summary>
internal sealed partial class StoreReturn(Opening opening, TimeProvider time, ILogger<StoreReturn> logger) : BackgroundService
{
    /// <summary>Between two looks; a look is a connection that is refused.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (opening.IsPending)
        {
            await Task.Delay(Pause, time, stoppingToken);
            try
            {
                await opening.FinishAsync(stoppingToken);
            }
            catch (CaseStartException fault) when (fault.StoreAway)
            {
                StillAway(fault.Message);
            }
            catch (Exception fault) when (fault is CaseStartException or StartRefusedException or DbException)
            {
                NotTaken(fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Still without the database: {Reason}")]
    private partial void StillAway(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is back, and cannot be used as it is")]
    private partial void NotTaken(Exception fault);
}
