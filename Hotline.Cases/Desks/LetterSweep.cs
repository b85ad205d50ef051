using Hotline.Cases.Casework;
using Hotline.Cases.Storage;
using Hotline.Cases.Supervision;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Flags letters and instructions whose limit passed without an answer, each once.</summary>
internal sealed class LetterSweep(Ledger ledger, RuleBook book, TimeProvider time)
{
    public async Task<int> FlagAsync(DueRows found, CancellationToken cancellationToken)
    {
        var fired = 0;
        foreach (var id in found.Letters)
        {
            fired += await ledger.WriteAsync(database => FlagLetterAsync(database, id, cancellationToken), cancellationToken);
        }

        foreach (var id in found.Instructions)
        {
            fired += await ledger.WriteAsync(database => FlagInstructionAsync(database, id, cancellationToken), cancellationToken);
        }

        return fired;
    }

    private async Task<int> FlagLetterAsync(HotlineDbContext database, Guid id, CancellationToken cancellationToken)
    {
        var letter = await database.Letters.SingleAsync(row => row.Id == id, cancellationToken);
        if (!letter.TakeLate(time.GetUtcNow()))
        {
            return 0;
        }

        if (letter.CaseId is { } caseId)
        {
            await SayAsync(database, caseId, "letter.late", $"{letter.UnitName}逾期未答复{letter.Name}", letter.Clause, cancellationToken);
        }

        return 1;
    }

    private async Task<int> FlagInstructionAsync(HotlineDbContext database, Guid id, CancellationToken cancellationToken)
    {
        var instruction = await database.Instructions.SingleAsync(row => row.Id == id, cancellationToken);
        if (!instruction.TakeLate(time.GetUtcNow()))
        {
            return 0;
        }

        await SayAsync(database, instruction.CaseId, "instruction.late", $"逾期未报告{instruction.Leader}批示", null, cancellationToken);
        return 1;
    }

    private async Task SayAsync(HotlineDbContext database, Guid caseId, string act, string words, string? clause, CancellationToken cancellationToken)
    {
        var concerned = await database.Cases.ForDecision().SingleAsync(row => row.Id == caseId, cancellationToken);
        var occasion = new Occasion(book.Of(concerned), Author.System, time.GetUtcNow());
        concerned.Record(occasion, act, words, clause ?? SupervisionTable.Clause(SupervisionActKind.Report, occasion.Rules), moves: false);
        Triggering.Tell(concerned, null, occasion);
    }
}
