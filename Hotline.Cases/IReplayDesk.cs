using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>Past cases under a draft regulation. Reads the case store and changes nothing; may run beside the product.</summary>
public interface IReplayDesk
{
    /// <summary>Plays every case registered from one local day to another, both counted.</summary>
    /// <param name="policyFile">The draft.</param>
    /// <param name="from">The first day, in Asia/Shanghai.</param>
    /// <param name="to">The last day.</param>
    /// <param name="progress">Told now and then how many cases are behind, and how many there are; on any thread.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CaseStartException">The draft or the calendar is wrong, or the database is not there or of another version.</exception>
    ValueTask<ReplayView> ReplayAsync(string policyFile, DateOnly from, DateOnly to, Action<int, int>? progress, CancellationToken cancellationToken);
}
