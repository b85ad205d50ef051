using Hotline.Cases.Figures;
using Hotline.Cases.Views;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Figures;

public sealed class FormulaBookTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void The_rows_behind_a_figure_are_as_many_as_the_figure_says(int seed)
    {
        var now = RandomDay.Start.AddDays(10);
        var calls = FirstContact.Judge(
            RandomDay.Calls(seed, 600, TimeSpan.FromHours(30)), [], new Dictionary<Guid, DateTimeOffset>(), now);
        var counted = CallTally.Sum(calls);

        foreach (var formula in FormulaBook.All.Where(formula => !formula.IsOfSeats))
        {
            var figure = formula.Work(counted, SeatTally.None);
            if (formula.Unit != FigureUnit.Seconds)
            {
                Assert.True(figure.Part == calls.Count(formula.PartRows!), $"{formula.Name}: {figure.Part} but {calls.Count(formula.PartRows!)} rows");
            }

            if (formula.Whole is not null)
            {
                Assert.True(figure.Whole == calls.Count(formula.WholeRows!), $"{formula.Name}: over {figure.Whole} but {calls.Count(formula.WholeRows!)} rows");
                Assert.Equal(figure.Part / figure.Whole, figure.Value);
            }
        }
    }

    [Fact]
    public void Nothing_to_divide_by_gives_no_figure_rather_than_a_wrong_one()
    {
        var figures = FormulaBook.Work(CallTally.None, SeatTally.None);

        Assert.All(figures, figure => Assert.True(figure.Whole is null ? figure.Value == 0 : figure.Value is null));
    }

    [Fact]
    public void A_group_has_no_figures_of_seats() =>
        Assert.DoesNotContain(FormulaBook.Work(CallTally.None, null), figure => figure.Name is "occupancy" or "mean-wrap-up");

    [Fact]
    public void Occupancy_and_wrap_up_are_worked_out_from_the_time_of_seats()
    {
        var seats = new SeatTally { ReadyMs = 60_000, RingingMs = 20_000, TalkingMs = 90_000, WrapUpMs = 30_000, WrapUps = 2, NotReadyMs = 999_000 };

        Assert.Equal(0.6, FormulaBook.Find("occupancy")!.Work(CallTally.None, seats).Value);
        Assert.Equal(15, FormulaBook.Find("mean-wrap-up")!.Work(CallTally.None, seats).Value);
    }

    [Fact]
    public void Every_formula_stands_in_the_document_with_its_version()
    {
        var document = File.ReadAllText(Repository.Path("docs", "figures.md"));

        Assert.All(FormulaBook.All, formula => Assert.Contains($"| `{formula.Name}` | {formula.Version} | {formula.Title} |", document, StringComparison.Ordinal));
        Assert.Equal(FormulaBook.All.Length, FormulaBook.All.Select(formula => formula.Name).Distinct().Count());
    }
}
