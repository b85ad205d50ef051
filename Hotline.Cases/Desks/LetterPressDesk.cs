using System.Security.Cryptography;
using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Supervision;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Prints letters: a row in line, claimed, made outside of any transaction, kept under its SHA-256 below <c>letters/</c> in the data folder.</summary>
internal sealed class LetterPressDesk(Ledger ledger, RuleBook book, ISupervisionLedger letters, LetterForms forms, IPageMaker maker, CaseOptions options, TimeProvider time) : ILetterPress
{
    private const int MostAtOnce = 20;
    private const string NoForm = "no-form";

    /// <summary>Where a print with this SHA-256 lies.</summary>
    public static string PathOf(CaseOptions options, string sha256) => Path.Combine(options.DataFolder, "letters", sha256[..2], $"{sha256}.pdf");

    public ValueTask<ActResult<PrintView>> AskAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) =>
        ledger.WriteAsync<ActResult<PrintView>>(
            async database =>
            {
                if (await database.Letters.Seen(actor).SingleOrDefaultAsync(row => row.Id == letterId, cancellationToken) is not { } letter)
                {
                    return new ActResult<PrintView>.NotFound();
                }

                if (letter.Seq is null)
                {
                    return new ActResult<PrintView>.NotAllowed(ActTable.NotAllowed, letter.Clause, $"{letter.Kind}没有文号，不印制", []);
                }

                var print = await database.LetterPrints.SingleOrDefaultAsync(row => row.LetterId == letterId, cancellationToken);
                if (print is null)
                {
                    print = LetterPrint.Of(letter, actor, time.GetUtcNow());
                    database.LetterPrints.Add(print);
                }
                else
                {
                    print.Ask(actor, time.GetUtcNow());
                }

                return new ActResult<PrintView>.Done(print.Show(), Repeated: false);
            },
            cancellationToken);

    public ValueTask<PrintView?> FindAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) =>
        ledger.ReadAsync(async database => (await Visible(database, actor, letterId).SingleOrDefaultAsync(cancellationToken))?.Show());

    public async ValueTask<string?> ShowAsync(Actor actor, Guid letterId, CancellationToken cancellationToken) =>
        await letters.FindAsync(actor, letterId, cancellationToken) is { Number: not null } letter ? forms.Fill(letter, book.Rules.City.Name) : null;

    public async ValueTask<(PrintView View, Stream Content)?> OpenAsync(Actor actor, Guid letterId, CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, letterId, cancellationToken) is not { State: PrintState.Made, Sha256: { } sha256 } view || !File.Exists(PathOf(sha256)))
        {
            return null;
        }

        var content = await File.ReadAllBytesAsync(PathOf(sha256), cancellationToken);
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? (view, new MemoryStream(content, writable: false)) : null;
    }

    public async ValueTask<int> PrintDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var due = await ledger.ReadAsync(database => database.LetterPrints.Where(row => row.NextAt != null && row.NextAt <= now)
            .OrderBy(row => row.NextAt).Select(row => row.LetterId).Take(MostAtOnce).ToListAsync(cancellationToken));
        var over = 0;
        foreach (var letterId in due)
        {
            var claimed = await ChangeAsync(letterId, print => print.Claim(time.GetUtcNow()), cancellationToken);
            over += claimed && await PrintAsync(letterId, cancellationToken) ? 1 : 0;
        }

        return over;
    }

    private async Task<bool> PrintAsync(Guid letterId, CancellationToken cancellationToken)
    {
        if (await maker.MissingAsync(cancellationToken) is { } missing)
        {
            return await FailAsync(letterId, missing, hopeless: true, cancellationToken);
        }

        try
        {
            if (await PageAsync(letterId, cancellationToken) is not { } page)
            {
                return await FailAsync(letterId, NoForm, hopeless: true, cancellationToken);
            }

            var content = await maker.MakeAsync(page, cancellationToken);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span));
            await PutAsync(sha256, content, cancellationToken);
            return await ChangeAsync(
                letterId,
                print =>
                {
                    print.Made(sha256, content.Length, time.GetUtcNow());
                    return true;
                },
                cancellationToken);
        }
        catch (PageMakerException failure)
        {
            return await FailAsync(letterId, failure.Message, hopeless: false, cancellationToken);
        }
    }

    /// <summary>As the unit it is sent to may read it: one print serves all.</summary>
    private async Task<string?> PageAsync(Guid letterId, CancellationToken cancellationToken)
    {
        var unit = await ledger.ReadAsync(database => database.Letters.Where(row => row.Id == letterId).Select(row => row.UnitId).SingleAsync(cancellationToken));
        return await ShowAsync(new() { Id = Guid.Empty, Name = "", Roles = [Role.Handler], UnitId = unit }, letterId, cancellationToken);
    }

    private ValueTask<bool> FailAsync(Guid letterId, string reason, bool hopeless, CancellationToken cancellationToken) => ChangeAsync(
        letterId,
        print =>
        {
            print.Fail(reason, hopeless, time.GetUtcNow());
            return print.State == PrintState.Failed;
        },
        cancellationToken);

    private ValueTask<bool> ChangeAsync(Guid letterId, Func<LetterPrint, bool> change, CancellationToken cancellationToken) =>
        ledger.WriteAsync(async database => change(await database.LetterPrints.SingleAsync(row => row.LetterId == letterId, cancellationToken)), cancellationToken);

    /// <summary>Has it on the disk when it returns.</summary>
    private async Task PutAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var path = PathOf(sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        await using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    private string PathOf(string sha256) => PathOf(options, sha256);

    private static IQueryable<LetterPrint> Visible(HotlineDbContext database, Actor actor, Guid letterId) =>
        database.LetterPrints.Where(row => row.LetterId == letterId && database.Letters.Seen(actor).Any(letter => letter.Id == letterId));
}

/// <summary>Stands in where the product has nothing that makes PDFs.</summary>
internal sealed class NoPageMaker : IPageMaker
{
    private const string None = "no-page-maker";

    public ValueTask<string?> MissingAsync(CancellationToken cancellationToken) => new(None);

    public ValueTask<ReadOnlyMemory<byte>> MakeAsync(string html, CancellationToken cancellationToken) => throw new PageMakerException(None);
}
