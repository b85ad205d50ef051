using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>What is due now: what a sweep asks every few seconds, nearly always for nothing. Each question is made once and answered from the end of an index.</summary>
/// <param name="Cases">Cases with something due, each once.</param>
/// <param name="Letters">Letters whose limit passed.</param>
/// <param name="Instructions">Leaders' instructions whose limit passed.</param>
internal sealed record DueRows(List<Guid> Cases, List<Guid> Letters, List<Guid> Instructions)
{
    /// <summary>Rows of one kind in one sweep; what is beyond comes with the next, a few seconds later.</summary>
    private const int Most = 2000;

    private static readonly Func<HotlineDbContext, DateTimeOffset, IAsyncEnumerable<Guid>> Clocks = EF.CompileAsyncQuery(
        (HotlineDbContext database, DateTimeOffset now) =>
            database.Countdowns.Where(row => row.NextAt != null && row.NextAt <= now).OrderBy(row => row.NextAt).Select(row => row.CaseId).Take(Most));

    private static readonly Func<HotlineDbContext, DateTimeOffset, IAsyncEnumerable<Guid>> Surveys = EF.CompileAsyncQuery(
        (HotlineDbContext database, DateTimeOffset now) =>
            database.Surveys.Where(row => row.OpenCode != null && row.ExpiresAt < now).OrderBy(row => row.ExpiresAt).Select(row => row.CaseId).Take(Most));

    private static readonly Func<HotlineDbContext, DateTimeOffset, IAsyncEnumerable<Guid>> Parts = EF.CompileAsyncQuery(
        (HotlineDbContext database, DateTimeOffset now) =>
            database.CoHandlings.Where(row => row.NextAt != null && row.NextAt <= now).OrderBy(row => row.NextAt).Select(row => row.CaseId).Take(Most));

    private static readonly Func<HotlineDbContext, DateTimeOffset, IAsyncEnumerable<Guid>> Ladders = EF.CompileAsyncQuery(
        (HotlineDbContext database, DateTimeOffset now) =>
            database.Climbs.Where(row => row.NextAt != null && row.NextAt <= now).OrderBy(row => row.NextAt).Select(row => row.CaseId).Take(Most));

    private static readonly Func<HotlineDbContext, DateTimeOffset, IAsyncEnumerable<Guid>> LateLetters = EF.CompileAsyncQuery(
        (HotlineDbContext database, DateTimeOffset now) =>
            database.Letters.Where(row => row.NextAt != null && row.NextAt < now).OrderBy(row => row.NextAt).Select(row => row.Id).Take(Most));

    private static readonly Func<HotlineDbContext, DateTimeOffset, IAsyncEnumerable<Guid>> LateInstructions = EF.CompileAsyncQuery(
        (HotlineDbContext database, DateTimeOffset now) =>
            database.Instructions.Where(row => row.NextAt != null && row.NextAt < now).OrderBy(row => row.NextAt).Select(row => row.Id).Take(Most));

    /// <summary>Looks, all in one open connection.</summary>
    public static async Task<DueRows> FindAsync(HotlineDbContext database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cases = new HashSet<Guid>();
        foreach (var question in new[] { Clocks, Surveys, Parts, Ladders })
        {
            await foreach (var id in question(database, now).WithCancellation(cancellationToken))
            {
                cases.Add(id);
            }
        }

        return new(
            [.. cases],
            await LateLetters(database, now).ToListAsync(cancellationToken),
            await LateInstructions(database, now).ToListAsync(cancellationToken));
    }
}
