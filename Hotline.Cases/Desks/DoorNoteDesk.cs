using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Keeps the notes of the doors.</summary>
internal sealed class DoorNoteDesk(Ledger ledger, TimeProvider time) : IDoorNotes
{
    private const int MostKeys = 100;

    public ValueTask<DoorNoteView?> FindAsync(string key, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database =>
            await database.DoorNotes.SingleOrDefaultAsync(row => row.Key == key, cancellationToken) is { } note ? new DoorNoteView(note.Value, note.Version) : null);

    public ValueTask<IReadOnlyList<string>> ListQuietAsync(string beginning, DateTimeOffset since, CancellationToken cancellationToken) =>
        ledger.ReadAsync<IReadOnlyList<string>>(async database => await database.DoorNotes
            .Where(row => row.Key.StartsWith(beginning) && row.ChangedAt <= since).OrderBy(row => row.ChangedAt).Select(row => row.Key).Take(MostKeys).ToListAsync(cancellationToken));

    public ValueTask<bool> TryKeepAsync(IReadOnlyList<DoorNoteChange> notes, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var keys = notes.Select(note => note.Key).ToList();
                var known = await database.DoorNotes.Where(row => keys.Contains(row.Key)).ToDictionaryAsync(row => row.Key, StringComparer.Ordinal, cancellationToken);
                if (notes.Any(note => (known.GetValueOrDefault(note.Key)?.Version ?? 0) != note.Version))
                {
                    return false;
                }

                foreach (var change in notes)
                {
                    Keep(database, known.GetValueOrDefault(change.Key), change);
                }

                return true;
            },
            cancellationToken);

    private void Keep(HotlineDbContext database, DoorNote? note, DoorNoteChange change)
    {
        if (change.Value.Length > 0 && note is null)
        {
            database.DoorNotes.Add(DoorNote.Of(change.Key, change.Value, time.GetUtcNow()));
        }
        else if (change.Value.Length > 0)
        {
            note!.Change(change.Value, time.GetUtcNow());
        }
        else if (note is not null)
        {
            database.DoorNotes.Remove(note);
        }
    }
}
