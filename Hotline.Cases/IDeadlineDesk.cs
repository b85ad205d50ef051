namespace Hotline.Cases;

/// <summary>What happens because time has passed.</summary>
public interface IDeadlineDesk
{
    /// <summary>
    /// Does everything whose time has come: warnings, breaches, automatic dispatch, callback tasks, surveys without an answer.
    /// The due rows in the database are the truth: it may be called at any time, any number of times, from several processes;
    /// each due thing takes effect once.
    /// </summary>
    /// <returns>How many due things took effect.</returns>
    ValueTask<int> SweepAsync(CancellationToken cancellationToken);
}
