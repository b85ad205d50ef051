using Hotline.Cases.Views;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Desks;

/// <summary>Objections taken before their limit was a clock: the next start gives them one.</summary>
public sealed class ObjectionBackfillTests
{
    private static readonly DateTimeOffset Due = SampleCity.Local("2026-03-05T17:30");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Clause", "hanjiang-2016/15")]
    public async Task It_is_reckoned_from_when_the_objection_was_made_and_given_once()
    {
        await using var old = await OpenWithoutLimitAsync();
        var (seen, made) = await ObjectAsync(old);
        old.GoTo("2026-03-04T09:00");
        await using var city = await old.ReopenAsync(options => options);

        seen = await city.SeeAsync(seen.Number);
        var clock = SampleCity.Running(seen, "objection");
        Assert.Equal((made, Due, "hanjiang-2016/15", ClockState.Running), (clock.StartedAt, clock.Due, clock.Clause, clock.State));
        Assert.Equal(SampleCity.Local("2026-03-05T08:00"), Assert.Single(clock.Warnings));
        Assert.Equal(Due, Assert.Single(await city.OpenTasksAsync()).DueAt);
        var line = seen.History[^1];
        Assert.Equal(("objection.clock", "hanjiang-2016/15", "system"), (line.Act, line.Clause, line.Actor));
        Assert.EndsWith("补计答复时限至2026-03-05 17:30", line.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain((await city.SeeAsync(seen.Number, city.Handler)).History, entry => entry.Act.StartsWith("objection", StringComparison.Ordinal));

        await city.Services.PrepareCasesAsync(Token);
        var again = await city.SeeAsync(seen.Number);
        Assert.Equal((seen.Clocks.Count, seen.History.Count, seen.Version), (again.Clocks.Count, again.History.Count, again.Version));

        // From then on it is as any other.
        city.GoTo("2026-03-05T08:00");
        Assert.Equal(1, await city.Deadlines.SweepAsync(Token));
        SampleCity.Done(await city.Desk.RecordTaskResultAsync(city.Leader, Assert.Single(await city.OpenTasksAsync()).Id, TaskOutcome.Rejected, "已复查", Token));
        Assert.Equal(ClockState.Met, (await city.SeeAsync(seen.Number)).Clocks.Single(row => row.Name == "objection").State);
        Assert.Empty(await city.FaultsAsync());
        Assert.Empty(await city.RowFaultsAsync());
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/15")]
    public async Task One_that_is_late_already_is_shown_late_and_told_of_once()
    {
        await using var old = await OpenWithoutLimitAsync();
        var (seen, _) = await ObjectAsync(old);
        old.GoTo("2026-03-10T09:00");
        await using var city = await old.ReopenAsync(options => options);

        Assert.EndsWith("补计答复时限至2026-03-05 17:30，已超时", (await city.SeeAsync(seen.Number)).History[^1].Detail, StringComparison.Ordinal);
        var late = Assert.Single((await city.Board.ListCasesAsync(city.Leader, new CaseQuery { Late = true }, Token)).Items);
        Assert.Equal((seen.Number, new NextDueView("objection", Due, Late: true)), (late.Number, late.NextDue));

        Assert.Equal(1, await city.Deadlines.SweepAsync(Token));
        Assert.Equal([Role.ShiftLeader, Role.Supervisor], [await WarnedAsync(city), await WarnedAsync(city)]);
        seen = await city.SeeAsync(seen.Number);
        Assert.Equal(("objection.breached", ClockState.Breached), (seen.History[^1].Act, SampleCity.Running(seen, "objection").State));
        await city.Services.PrepareCasesAsync(Token);
        Assert.Equal(0, await city.Deadlines.SweepAsync(Token));
        Assert.Equal(seen.History.Count, (await city.SeeAsync(seen.Number)).History.Count);
        Assert.Empty(await city.FaultsAsync());
        Assert.Empty(await city.RowFaultsAsync());
    }

    [Fact]
    public async Task Where_the_policy_sets_no_limit_and_where_it_was_answered_there_is_none()
    {
        await using var old = await OpenWithoutLimitAsync();
        var (seen, _) = await ObjectAsync(old);
        await old.Services.PrepareCasesAsync(Token);
        Assert.DoesNotContain((await old.SeeAsync(seen.Number)).Clocks, row => row.Name == "objection");

        SampleCity.Done(await old.Desk.RecordTaskResultAsync(old.Leader, Assert.Single(await old.OpenTasksAsync()).Id, TaskOutcome.Rejected, "已复查", Token));
        await using var city = await old.ReopenAsync(options => options);
        Assert.DoesNotContain((await city.SeeAsync(seen.Number)).Clocks, row => row.Name == "objection");
    }

    private static async Task<(CaseView Seen, DateTimeOffset Made)> ObjectAsync(SampleCity city)
    {
        var seen = await city.ActAsync(city.Agent, await city.BringToAsync(CaseState.Archived), new CaseAct.Object("没有修", null));
        Assert.DoesNotContain(seen.Clocks, row => row.Name == "objection");
        var task = Assert.Single(await city.OpenTasksAsync());
        Assert.Null(task.DueAt);
        return (seen, task.CreatedAt);
    }

    private static async Task<Role> WarnedAsync(SampleCity city) => (await city.Events.NextAsync<DeadlineWarning>(warning => warning.Clock == "objection")).For;

    /// <summary>The same version of the policy, but for its limit of an answer.</summary>
    private static Task<SampleCity> OpenWithoutLimitAsync() => SampleCity.OpenAsync(options =>
    {
        foreach (var name in new[] { "hanjiang-2016.yaml", "hanjiang-2016.categories.csv", "sample-city.yaml" })
        {
            File.Copy(Repository.Path("policies", name), Path.Combine(options.DataFolder, name));
        }

        var file = Path.Combine(options.DataFolder, "hanjiang-2016.yaml");
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var from = text.IndexOf("\nobjections:", StringComparison.Ordinal) + 1;
        var to = text.IndexOf("\n\n", from, StringComparison.Ordinal);
        File.WriteAllText(file, text.Remove(from, to - from));
        return options with { PolicyFile = file, CityFile = Path.Combine(options.DataFolder, "sample-city.yaml") };
    });
}
