using System.Security.Cryptography;
using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Readiness;
using Hotline.Telephony;

namespace Hotline.Host.Commands;

/// <summary>
/// <c>verify</c>: reads every case history and every other sealed row against its seal, the audit trail, stored figures against the rows they were counted from, and every recording against the hashes in the database: as it was stored, packed and what is
/// in it, or the certificate of its deletion. Prints what is wrong, a line each, and a count; exit code 1 where anything is.
/// <c>verify FILE</c>: says which export a copy of a recording is, by the mark in its samples. May run beside the product.
/// </summary>
internal static class VerifyCommand
{
    private const int PageSize = 200;

    // Read from day to day: a page far down a list of years would be looked for from its top.
    private static readonly TimeSpan Stretch = TimeSpan.FromDays(1);

    // Reads what a supervisor may read; leaves no trace, for nothing is heard or shown.
    private static readonly Actor Auditor = new() { Id = Guid.Empty, Name = "verify", Roles = [Role.Supervisor] };

    public static async Task<int> ExecuteAsync(Invocation invocation, TextWriter output)
    {
        var builder = Product.CreateBuilder(invocation.Settings);
        var settings = HotlineSettings.Read(builder.Configuration);
        if (!Directory.Exists(settings.DataFolder))
        {
            throw new StartRefusedException([$"there is no data folder {settings.DataFolder}; name it with --data"]);
        }

        await using var app = Product.Build(builder, settings);
        await app.Services.GetRequiredService<Opening>().RequireAsync(CancellationToken.None);
        if (invocation.Words is [var copy])
        {
            return await NameCopyAsync(copy, app.Services, output);
        }

        var faults = 0;
        await foreach (var fault in app.Services.GetRequiredService<ICaseBoard>().VerifyHistoriesAsync(CancellationToken.None))
        {
            faults++;
            await output.WriteLineAsync($"case {fault.CaseNumber}, entry {fault.Seq}: {fault.Fault}");
        }

        await foreach (var fault in app.Services.GetRequiredService<ICaseBoard>().VerifyRowsAsync(CancellationToken.None))
        {
            faults++;
            await output.WriteLineAsync($"{fault.Table} {fault.Row}{(fault.CaseNumber is { } number && number != fault.Row ? $" (case {number})" : "")}: {fault.Fault}");
        }

        var recordings = 0;
        await foreach (var recording in RecordingsAsync(app.Services))
        {
            recordings++;
            if (await FaultOfAsync(recording, app.Services.GetRequiredService<IRecordingCustody>(), app.Services.GetRequiredService<IRecordingArchive>()) is { } fault)
            {
                faults++;
                await output.WriteLineAsync($"recording {recording.Id} ({recording.File}): {fault}");
            }
        }

        await output.WriteLineAsync($"verify: {faults} faults; every case history, every sealed row and {recordings} sealed recordings read");
        return faults == 0 ? 0 : 1;
    }

    private static async Task<int> NameCopyAsync(string file, IServiceProvider services, TextWriter output)
    {
        if (!File.Exists(file))
        {
            throw new StartRefusedException([$"there is no file {file}"]);
        }

        await using var copy = File.OpenRead(file);
        if (await services.GetRequiredService<IRecordingArchive>().ReadMarkAsync(copy, CancellationToken.None) is not { } mark)
        {
            await output.WriteLineAsync($"{file}: carries no mark");
            return 1;
        }

        if (await services.GetRequiredService<IRecordingCustody>().FindExportAsync(Auditor, mark, CancellationToken.None) is not { } export)
        {
            await output.WriteLineAsync($"{file}: carries the mark {mark}, which is none of ours");
            return 1;
        }

        await output.WriteLineAsync(
            $"{file}: recording {export.RecordingId}, export {export.Id}, asked for by {export.AskedBy} ({export.Reason}), approved by {export.DecidedBy}, valid until {export.ExpiresAt:u}");
        return 0;
    }

    private static async IAsyncEnumerable<RecordingSummary> RecordingsAsync(IServiceProvider services)
    {
        var board = services.GetRequiredService<ICaseBoard>();
        DateTimeOffset? before = null;
        while ((await board.ListRecordingsAsync(Auditor, new RecordingQuery { To = before, Size = 1 }, CancellationToken.None)).Items is [var newest])
        {
            // Of the first stretch: what begins from now on is left to the next run.
            before ??= newest.StartedAt.AddSeconds(1);
            var from = newest.StartedAt - Stretch;
            for (var (page, more) = (1, true); more; page++)
            {
                var recordings = await board.ListRecordingsAsync(Auditor, new RecordingQuery { From = from, To = before, Page = page, Size = PageSize }, CancellationToken.None);
                foreach (var recording in recordings.Items.Where(recording => recording.Sealed))
                {
                    yield return recording;
                }

                more = recordings.More || page * PageSize < recordings.Total;
            }

            before = from;
        }
    }

    // The hash is that of the database: a file and its own seal could be replaced together.
    private static async Task<string?> FaultOfAsync(RecordingSummary recording, IRecordingCustody custody, IRecordingArchive archive)
    {
        var found = await custody.FindAsync(Auditor, recording.Id, CancellationToken.None);
        var stored = await archive.HashAsync(recording.Id, CancellationToken.None);
        if (found?.Deletion is { } deletion)
        {
            return !deletion.Intact ? "the certificate of its deletion was changed"
                : deletion.Sha256 != recording.Sha256 ? "the certificate of its deletion is that of another"
                : deletion.DeletedAt is not null && stored is not null ? "it is certified as deleted, and still there"
                : null;
        }

        if (stored is null)
        {
            return "the file is gone";
        }

        if (found?.Packed is not { } packed)
        {
            return stored == recording.Sha256 || await IsPackedInTruthAsync(recording, archive) ? null : "the file is not the one that was sealed";
        }

        return stored != packed.Sha256 ? "the packed file is not the one that was sealed"
            : !archive.CanCompress ? null
            : await HashOfContentAsync(recording.Id, archive) == recording.Sha256 ? null : "what is packed is not what was recorded";
    }

    // Packed, and the machine fell before the row said so: the next sweep writes it.
    private static async Task<bool> IsPackedInTruthAsync(RecordingSummary recording, IRecordingArchive archive) =>
        archive.CanCompress && await archive.VerifyAsync(recording.Id, CancellationToken.None) == SealVerdict.Intact
        && await HashOfContentAsync(recording.Id, archive) == recording.Sha256;

    private static async Task<string?> HashOfContentAsync(Guid recordingId, IRecordingArchive archive)
    {
        try
        {
            var sound = await archive.OpenAsync(recordingId, SoundFormat.Stored, CancellationToken.None);
            if (sound is null)
            {
                return null;
            }

            await using (sound.Content)
            {
                return Convert.ToHexStringLower(await SHA256.HashDataAsync(sound.Content));
            }
        }
        catch (IOException)
        {
            // Damaged beyond unpacking: a fault like any other.
            return null;
        }
    }
}
