using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>What happened to a leading case happens to those that follow it, in the same transaction.</summary>
internal static class Leading
{
    public static async Task LeadOnAsync(this HotlineDbContext database, Case lead, RuleBook book, Occasion occasion, CancellationToken cancellationToken)
    {
        var followers = await database.Cases.ForDecision().Where(row => row.LeadId == lead.Id && Merging.Following.Contains(row.State)).ToListAsync(cancellationToken);

        // One that was parted, or merged, in this very transaction is known here already as it is now.
        foreach (var follower in followers.Where(follower => follower.LeadId == lead.Id))
        {
            var own = occasion with { Rules = book.Of(follower) };
            Merging.Follow(follower, lead, own);
            if (follower.State == CaseState.Replied && lead.Outcome is { } outcome)
            {
                await database.CloseAsync(follower, outcome, $"随{lead.Number}办结", own, cancellationToken);
            }
        }
    }

    /// <summary>Closes a case and puts the question to its requester into the outbox.</summary>
    public static async Task CloseAsync(
        this HotlineDbContext database, Case closed, CaseOutcome outcome, string? note, Occasion occasion, CancellationToken cancellationToken)
    {
        var code = await database.FreeExtensionCodeAsync(cancellationToken);
        var door = await database.DoorOfAsync(closed, cancellationToken);
        if (Closing.Close(closed, outcome, note, code, door, occasion) is { } notice)
        {
            database.Notices.Add(notice);
        }
    }
}
