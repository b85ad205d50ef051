using Hotline.Cases.Contacts;
using Hotline.Cases.Recordings;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Takes contacts in, each once.</summary>
internal sealed class IntakeDesk(Ledger ledger, TimeProvider time) : IContactIntake
{
    public ValueTask<Guid> AcceptAsync(ContactReceived received, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var contact = await database.Contacts.SingleOrDefaultAsync(
                    row => row.Medium == received.Medium && row.ExternalId == received.ExternalId, cancellationToken);
                if (contact is null)
                {
                    contact = Contact.From(received, time.GetUtcNow());
                    database.Contacts.Add(contact);
                }
                else
                {
                    contact.Add(received);
                }

                if (contact.RecordingId is { } recordingId)
                {
                    await KeepRecordingAsync(database, contact, recordingId, received.Recording, cancellationToken);
                }

                if (AlarmDesk.Missing(received) is { } missing)
                {
                    await AlarmDesk.RaiseAsync(database, missing, time.GetUtcNow(), cancellationToken);
                }

                if (database.ChangeTracker.HasChanges())
                {
                    await FigureCount.MarkStaleAsync(database, contact, time.GetUtcNow(), cancellationToken);
                    database.News.Add(new ContactChanged(contact.Id, contact.CallId, contact.AgentId));
                }

                return contact.Id;
            },
            cancellationToken);

    private static async Task KeepRecordingAsync(
        HotlineDbContext database, Contact contact, Guid recordingId, SealedRecording? facts, CancellationToken cancellationToken)
    {
        var recording = await database.Recordings.SingleOrDefaultAsync(row => row.Id == recordingId, cancellationToken);
        if (recording is null)
        {
            recording = Recording.Of(contact, recordingId);
            database.Recordings.Add(recording);
        }

        if (facts is not null)
        {
            if (!recording.Sealed)
            {
                database.RecordingMarks.AddRange(facts.Pauses.Select(pause => RecordingMark.Of(recordingId, pause, facts.StartedAt)));
            }

            recording.Seal(facts);
        }
    }
}
