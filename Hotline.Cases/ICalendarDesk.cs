namespace Hotline.Cases;

/// <summary>Keeps deadlines true to the legal calendar.</summary>
public interface ICalendarDesk
{
    /// <summary>
    /// Takes up a calendar file that has changed on disk and reckons every open clock anew, each change with a line in its case's history.
    /// The first call reckons in any case: the calendar may have grown while the product stood still. Safe to call at any time.
    /// </summary>
    /// <returns>How many clocks changed.</returns>
    ValueTask<int> RecalculateAsync(CancellationToken cancellationToken);
}
