using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>
/// 一诉一整改: repeated complaints of one class about one place, put right as one thing. A group opens by itself at the policy's number of
/// contacts; its cases keep their own handling, reply and survey. Thread-safe.
/// </summary>
public interface IRectificationDesk
{
    /// <summary>Groups, the newest first. A unit's people see those of their unit and those with a case of theirs.</summary>
    ValueTask<PageOf<RectificationView>> ListAsync(Actor actor, bool? open, int page, int size, CancellationToken cancellationToken);

    /// <summary>One group; null where there is none that this person may know of.</summary>
    ValueTask<RectificationView?> FindAsync(Actor actor, string number, CancellationToken cancellationToken);

    /// <summary>Puts a case into an open group by hand.</summary>
    ValueTask<ActResult<RectificationView>> AddAsync(Actor actor, string number, string caseNumber, CancellationToken cancellationToken);

    /// <summary>Takes a case out again; the reason stands in its history.</summary>
    ValueTask<ActResult<RectificationView>> RemoveAsync(Actor actor, string number, string caseNumber, string? reason, CancellationToken cancellationToken);

    /// <summary>Closes the group once each of its cases is closed.</summary>
    ValueTask<ActResult<RectificationView>> CloseAsync(Actor actor, string number, string? conclusion, CancellationToken cancellationToken);
}
