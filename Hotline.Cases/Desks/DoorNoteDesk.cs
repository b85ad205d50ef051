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

    public ValueTask<bool> TryKeepAsync(string key, string value, int version, CancellationToken cancellationToken) =>
        ledger.WriteAsync(
            async database =>
            {
                var note = await database.DoorNotes.SingleOrDefaultAsync(row => row.Key == key, cancellationToken);
                if ((note?.Version ?? 0) != version)
                {
                    return false;
                }

                if (value.Length == 0)
                {
                    if (note is not null)
                    {
                        database.DoorNotes.Remove(note);
                    }
                }
                else if (note is null)
                {
                    database.DoorNotes.Add(DoorNote.Of(key, value, time.GetUtcNow()));
                }
                else
                {
                    note.Change(value, time.GetUtcNow());
                }

                return true;
            },
            cancellationToken);
}
