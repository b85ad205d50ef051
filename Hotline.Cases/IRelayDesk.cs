using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>How a unit talks to a requester whom it may not know: through the platform, which rings both. Thread-safe.</summary>
public interface IRelayDesk
{
    /// <summary>The number to ring for this unit, for the switchboard and nobody else; refused to whoever may not contact the requester of the case.</summary>
    ValueTask<ActResult<RelayNumber>> FindAsync(Actor actor, string caseNumber, CancellationToken cancellationToken);

    /// <summary>Puts the call that was begun into the case's history and the audit trail.</summary>
    ValueTask NoteAsync(Actor actor, string caseNumber, string callId, CancellationToken cancellationToken);
}
