namespace Hotline.Cases;

/// <summary>Keeps what units ask for before somebody who can decide.</summary>
public interface IApprovalDesk
{
    /// <summary>
    /// Passes on what waits where no account can decide any more to the unit above, in the end to the hotline office, with a line in the case's history. Safe to call at any time.
    /// </summary>
    /// <returns>How many requests went on.</returns>
    ValueTask<int> PassOnAsync(CancellationToken cancellationToken);
}
