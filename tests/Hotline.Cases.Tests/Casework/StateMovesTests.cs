using Hotline.Cases.Casework;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Casework;

public sealed class StateMovesTests
{
    [Fact]
    public async Task The_diagram_in_the_docs_is_what_the_product_obeys() =>
        Assert.True(
            await File.ReadAllTextAsync(Repository.Path("docs", "case-states.md"), TestContext.Current.CancellationToken) == StateMoves.Page(),
            "docs/case-states.md is not what the table says; renew it with: ./hotline policy states > docs/case-states.md");

    [Fact]
    public void Every_state_can_be_reached_and_only_the_archive_is_the_end()
    {
        var moves = ActTable.Rules.SelectMany(rule => rule.States.SelectMany(_ => StateMoves.After(rule.Act) ?? [], (from, to) => (from, to)))
            .Concat(StateMoves.ByItself.Select(move => (move.From, move.To))).ToHashSet();
        HashSet<CaseState> reached = [CaseState.Registered];
        while (moves.Where(move => reached.Contains(move.Item1)).Any(move => reached.Add(move.Item2)))
        {
        }

        Assert.Equal(Enum.GetValues<CaseState>(), reached.Order());
        var ends = Enum.GetValues<CaseState>().Where(state => !moves.Any(move => move.Item1 == state && move.Item2 != state
            && !StateMoves.ByItself.Any(own => (own.From, own.To) == move && (own.Why.StartsWith(StateMoves.UpheldObjection, StringComparison.Ordinal) || own.Why.StartsWith(StateMoves.SuperiorsWord, StringComparison.Ordinal)))));
        Assert.Equal([CaseState.Archived], ends);
    }

    [Fact]
    public void A_move_that_the_table_does_not_know_is_not_saved()
    {
        StateMoves.Check(CaseActKind.Sign, CaseState.Dispatched, CaseState.Signed);
        StateMoves.Check(CaseActKind.Extend, CaseState.Signed, CaseState.Signed);
        Assert.Throws<InvalidOperationException>(() => StateMoves.Check(CaseActKind.Extend, CaseState.Signed, CaseState.Replied));
        Assert.Throws<InvalidOperationException>(() => StateMoves.Check(CaseActKind.Sign, CaseState.Dispatched, CaseState.Archived));
    }
}
