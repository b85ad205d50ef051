using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Hotline.Cases.Desks;

/// <summary>
/// Reads every sealed row besides the histories and counts them, the audit trail from its first entry, and what is stored of counts and figures against the rows it was
/// counted from (<see cref="RowKind"/>). May run beside the product: what does not fit because it is just being written is looked at again, as of one moment.
/// </summary>
internal sealed class RowAudit(Ledger ledger, AttachmentShelf shelf, CaseOptions options, TimeProvider time)
{
    private const int CasesAtOnce = 200;
    private const int EntriesAtOnce = 2000;
    private const string Altered = "the row does not fit its seal";
    private const string NotThatContent = "its content is gone, or not the one that was sealed";

    public async IAsyncEnumerable<RowFault> VerifyAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = ""; ;)
        {
            var (last, faults) = await CasesAsync(after, cancellationToken);
            foreach (var fault in faults)
            {
                yield return fault;
            }

            if (last is null)
            {
                break;
            }

            after = last;
        }

        foreach (var kind in RowKind.All.Where(kind => kind.Proof == Proof.Sealed))
        {
            foreach (var fault in await AloneAsync(kind, cancellationToken))
            {
                yield return fault;
            }
        }

        await foreach (var fault in ContentsAsync(cancellationToken))
        {
            yield return fault;
        }

        await foreach (var fault in AuditAsync(cancellationToken))
        {
            yield return fault;
        }

        foreach (var fault in await LettersAsync(cancellationToken))
        {
            yield return fault;
        }

        foreach (var fault in await ledger.ReadAsync(database => FigureCount.CompareAsync(database, time.GetUtcNow(), cancellationToken)))
        {
            yield return fault;
        }
    }

    /// <summary>What hangs on some cases, after a number; and the last number, null at the end.</summary>
    private async Task<(string? Last, List<RowFault> Faults)> CasesAsync(string after, CancellationToken cancellationToken)
    {
        var (last, suspect) = await ledger.ReadAsync(async database =>
        {
            var cases = await database.Cases.ForDecision().AsTracking().Where(row => row.Number.CompareTo(after) > 0).OrderBy(row => row.Number).Take(CasesAtOnce)
                .ToListAsync(cancellationToken);
            var parts = database.ChangeTracker.Entries().Where(RowSeals.IsPart).ToLookup(RowSeals.CaseOf);
            return (cases.Count < CasesAtOnce ? null : cases[^1].Number, cases.Where(row => PartFaults(row, [.. parts[row.Id]]).Count > 0).Select(row => row.Id).ToList());
        });

        // A case and its rows come by several queries, between which somebody may have written.
        List<RowFault> faults = [];
        foreach (var id in suspect)
        {
            faults.AddRange(await ledger.ReadAsync(async database =>
            {
                await using var moment = await database.LookAsync(cancellationToken);
                var row = await database.Cases.ForDecision().AsTracking().SingleOrDefaultAsync(found => found.Id == id, cancellationToken);
                return row is null ? [] : PartFaults(row, [.. database.ChangeTracker.Entries().Where(RowSeals.IsPart)]);
            }));
        }

        return (last, faults);
    }

    private static List<RowFault> PartFaults(Case owner, List<EntityEntry> parts)
    {
        var faults = parts.Where(part => (string?)part.Property(RowSeals.Seal).CurrentValue != RowSeals.Of(part.Metadata, part.Entity))
            .Select(part => new RowFault(part.Metadata.GetTableName()!, RowSeals.KeyText(part.Metadata, part.Entity), owner.Number, Altered)).ToList();
        if (parts.Count != owner.Parts)
        {
            faults.Add(new("Cases", owner.Number, owner.Number, "a row that belongs to it is missing or was put in"));
        }

        return faults;
    }

    /// <summary>One kind of rows, each against its seal, and all against their count.</summary>
    private async Task<List<RowFault>> AloneAsync(RowKind kind, CancellationToken cancellationToken)
    {
        var (table, faults, fits) = await ledger.ReadAsync(async database =>
        {
            var type = database.Model.FindEntityType(kind.Type)!;
            var broken = new List<RowFault>();
            var (held, high, low) = (0L, 0L, 0L);
            await foreach (var found in kind.Read(database).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                var key = RowSeals.KeyOf(type, found.Row);
                (held, high, low) = (held + 1, high ^ key.High, low ^ key.Low);
                if (found.Seal != RowSeals.Of(type, found.Row))
                {
                    var number = CaseNumber(type, found.Row);
                    broken.Add(new(type.GetTableName()!, found.Row is Case ? number! : RowSeals.KeyText(type, found.Row), number, Altered));
                }
            }

            var tally = await TallyAsync(database, type, cancellationToken);
            return (type.GetTableName()!, broken, tally is not null && (tally.Held, tally.High, tally.Low) == (held, high, low));
        });
        if (!fits && await MissingAsync(kind, table, cancellationToken) is { } missing)
        {
            faults.Add(missing);
        }

        return faults;
    }

    /// <summary>Rows and count of one moment: first the rows, for whoever adds one has the count last.</summary>
    private ValueTask<RowFault?> MissingAsync(RowKind kind, string table, CancellationToken cancellationToken) => ledger.ReadAsync(async database =>
    {
        await using var moment = await database.LookAsync(cancellationToken);
        var (held, high, low) = await SealBackfill.CountAsync(database, kind, cancellationToken);
        if (await TallyAsync(database, database.Model.FindEntityType(kind.Type)!, cancellationToken) is not { } tally)
        {
            return new RowFault(nameof(database.Tallies), table, null, "the count of its rows is missing");
        }

        return (tally.Held - held, tally.High ^ high, tally.Low ^ low) switch
        {
            (0, 0, 0) => null,
            (1, var first, var second) when HasIdAlone(database, kind) => new RowFault(table, RowSeals.IdOf(first, second).ToString(), null, "the row is missing"),
            ( > 0 and var count, _, _) => new RowFault(table, Rows(count), null, "missing"),
            (-1, var first, var second) when HasIdAlone(database, kind) => new RowFault(table, RowSeals.IdOf(first, second).ToString(), null, "the row was put in"),
            ( < 0 and var count, _, _) => new RowFault(table, Rows(-count), null, "put in"),
            _ => new RowFault(table, Rows(1), null, "at least one is missing, and as many were put in"),
        };
    });

    private static string Rows(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row" : "rows")}");

    private static bool HasIdAlone(HotlineDbContext database, RowKind kind) => database.Model.FindEntityType(kind.Type)!.FindPrimaryKey()!.Properties is [{ } key] && key.ClrType == typeof(Guid);

    private static Task<Tally?> TallyAsync(HotlineDbContext database, IEntityType type, CancellationToken cancellationToken)
    {
        var table = type.GetTableName();
        return database.Tallies.SingleOrDefaultAsync(row => row.Name == table, cancellationToken);
    }

    /// <summary>Files beside the database, each against the hash in its row.</summary>
    private async IAsyncEnumerable<RowFault> ContentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var files = await ledger.ReadAsync(async database => (await database.Attachments.Select(row => new { row.Id, row.Bytes, row.Sha256, Table = nameof(database.Attachments) }).ToListAsync(cancellationToken))
            .Concat(await database.CasePhotos.Select(row => new { row.Id, row.Bytes, row.Sha256, Table = nameof(database.CasePhotos) }).ToListAsync(cancellationToken)).ToList());
        foreach (var file in files)
        {
            var content = await shelf.OpenAsync(file.Id, file.Bytes, file.Sha256, cancellationToken);
            if (content is null)
            {
                yield return new(file.Table, file.Id.ToString(), null, NotThatContent);
            }
            else
            {
                await content.DisposeAsync();
            }
        }

        var prints = await ledger.ReadAsync(database => database.LetterPrints.Where(row => row.Sha256 != null).Select(row => new { row.LetterId, row.Sha256 }).ToListAsync(cancellationToken));
        foreach (var print in prints)
        {
            var path = print.Sha256 is { Length: 64 } sealedAs ? LetterPressDesk.PathOf(options, sealedAs) : null;
            if (!File.Exists(path) || Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, cancellationToken))) != print.Sha256)
            {
                yield return new(nameof(HotlineDbContext.LetterPrints), print.LetterId.ToString(), null, NotThatContent);
            }
        }
    }

    /// <summary>Numbers of letters are given out without gaps.</summary>
    private ValueTask<List<RowFault>> LettersAsync(CancellationToken cancellationToken) => ledger.ReadAsync(async database =>
    {
        await using var moment = await database.LookAsync(cancellationToken);
        var counters = await database.LetterCounters.ToDictionaryAsync(row => (row.Kind, row.Year), row => row.Last, cancellationToken);
        var letters = (await database.Letters.Where(row => row.Seq != null).GroupBy(row => new { row.Kind, row.Year }).Select(group => new { group.Key, Last = group.Max(row => row.Seq!.Value) })
            .ToListAsync(cancellationToken)).ToDictionary(row => (row.Key.Kind, row.Key.Year), row => row.Last);
        return counters.Keys.Union(letters.Keys).Where(key => counters.GetValueOrDefault(key) != letters.GetValueOrDefault(key))
            .Select(key => new RowFault("LetterCounters", string.Create(CultureInfo.InvariantCulture, $"{key.Kind}/{key.Year}"), null, "it is not the last number given out")).ToList();
    });

    private async IAsyncEnumerable<RowFault> AuditAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // First how far it goes: entries that are written meanwhile are left to the next run.
        var end = await ledger.ReadAsync(database => database.Chains.SingleOrDefaultAsync(row => row.Name == SealedChain.Audit, cancellationToken));
        var (length, hash, most) = (0L, "", end?.Length ?? 0);
        for (; ;)
        {
            var after = length;
            var entries = await ledger.ReadAsync(database =>
                database.Audit.Where(row => row.Seq > after && row.Seq <= most).OrderBy(row => row.Seq).Take(EntriesAtOnce).ToListAsync(cancellationToken));
            foreach (var entry in entries)
            {
                if (entry.Seq != ++length)
                {
                    yield return OfAudit(length.ToString(CultureInfo.InvariantCulture), "an entry is missing");
                    length = entry.Seq;
                }
                else if (entry.Hash != entry.Seal(hash))
                {
                    yield return OfAudit(length.ToString(CultureInfo.InvariantCulture), "the entry does not fit its seal");
                }

                hash = entry.Hash;
            }

            if (entries.Count < EntriesAtOnce)
            {
                break;
            }
        }

        if (most != length || (end?.Hash ?? "") != hash)
        {
            yield return OfAudit((length + 1).ToString(CultureInfo.InvariantCulture), "the end of the trail is missing or replaced");
        }

        foreach (var id in await ledger.ReadAsync(async database =>
        {
            await using var moment = await database.LookAsync(cancellationToken);
            var last = await database.Chains.Where(row => row.Name == SealedChain.Audit).Select(row => row.Length).SingleOrDefaultAsync(cancellationToken);
            return await database.Audit.Where(row => row.Seq < 1 || row.Seq > last).Select(row => row.Id).ToListAsync(cancellationToken);
        }))
        {
            yield return OfAudit(id.ToString(), "the entry has no place in the trail");
        }

        static RowFault OfAudit(string row, string fault) => new("Audit", row, null, fault);
    }

    private static string? CaseNumber(IEntityType type, object row) =>
        row is Case own ? own.Number : type.FindProperty("CaseNumber")?.GetGetter().GetClrValue(row) as string;
}
