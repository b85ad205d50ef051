using System.Net;

namespace Hotline.Host.Tests.Lives.Refusals;

/// <summary>Tasks of the hotline's people, of every kind that the regulation has: refused to all others, in wrong words, to whoever may not judge their own work, and a second time.</summary>
public sealed class TaskTests
{
    /// <param name="policy">The policy.</param>
    /// <param name="kind">The kind of task.</param>
    /// <param name="ending">How it ends.</param>
    /// <param name="wrong">How only another kind may end.</param>
    /// <param name="clause">The clause by which there is such a task.</param>
    /// <param name="own">What the shift leader, who closed the case, may not say, and why; null: nothing.</param>
    [Theory]
    [InlineData("hanjiang-2016", "survey-callback", "satisfied", "passed", "15", null)]
    [InlineData("gaoling-2020", "survey-callback", "satisfied", "passed", "11", null)]
    [InlineData("yongning-2017", "survey-callback", "satisfied", "passed", "3-4", null)]
    [InlineData("xiangan-2018", "survey-callback", "satisfied", "passed", "4-3", null)]
    [InlineData("hanjiang-2016", "objection", "rejected", "satisfied", "15", "upheld 办结人不能答复")]
    [InlineData("gaoling-2020", "objection", "rejected", "satisfied", "11", "upheld 办结人不能答复")]
    [InlineData("yongning-2017", "objection", "rejected", "satisfied", "3-4", "upheld 办结人不能答复")]
    [InlineData("xiangan-2018", "objection", "rejected", "satisfied", "4-3", "upheld 办结人不能答复")]
    [InlineData("yongning-2017", "audit", "passed", "at-fault", "3-4", "passed 办结人不能审核")]
    [InlineData("gaoling-2020", "judgement", "not-at-fault", "passed", "11", "at-fault 办结人不能认定")]
    [InlineData("hanjiang-2016", "shift-list", "handled", "not-handled", "11b", "dispatched 尚未派单")]
    [InlineData("hanjiang-2016", "hazard-callback", "handled", "dispatched", "12b", null)]
    public async Task A_task_is_ended_once_by_its_own_people_in_its_own_words(string policy, string kind, string ending, string wrong, string clause, string? own)
    {
        await using var city = await City.Under(policy, "2026-03-02 09:00");
        var road = new Road(city);
        var number = await With(city, road, kind);
        var task = await city.Leader.TaskOf(number, kind);
        Assert.Equal($"{policy}/{clause}", task.Text("clause"));
        var (path, before) = ($"/api/tasks/{task.Text("id")}/result", await road.Print(number));
        var form = new { outcome = ending, note = "已核", contacted = true, solved = true };
        foreach (var who in Strangers(city, kind))
        {
            var (status, problem) = await who.Asks(path, form);
            Assert.True(status == HttpStatusCode.Forbidden && problem.Text("code") is "forbidden" or "no-right", $"{kind} by {who.UserName}: {status} {problem}");
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await city.Leader.Asks(path, form with { outcome = wrong })).Status);
        if (own?.Split(' ') is [var outcome, var because])
        {
            await city.Leader.IsRefused(path, form with { outcome = outcome }, $"{policy}/{clause}", because);
            var (_, problem) = await city.Leader.Asks(path, form with { outcome = outcome });
            Assert.Equal((await city.Leader.Sees(number)).Acts, problem.List("acts").Select(act => act.Text("act")));
        }

        Assert.Equal(before, await road.Print(number));
        var theirs = kind is "audit" or "judgement" or "objection" ? city.Supervisor : city.Leader;
        await theirs.Post(path, form);
        var after = await road.Print(number);
        Assert.NotEqual(before, after);
        await IsOver(theirs, path, form, $"task.{kind}");
        Assert.Equal(after, await road.Print(number));
        Assert.Equal(0, (await city.Verify()).Code);
    }

    [Theory]
    [InlineData("yongning-2017", "audit", "passed", "rework")]
    [InlineData("gaoling-2020", "judgement", "at-fault", "rework")]
    [InlineData("hanjiang-2016", "shift-list", "handled", "dispatch")]
    public async Task A_task_that_the_case_left_behind_is_refused_with_what_happened(string policy, string kind, string ending, string happened)
    {
        await using var city = await City.Under(policy, "2026-03-02 09:00");
        var road = new Road(city);
        var number = await With(city, road, kind);
        var task = await city.Leader.TaskOf(number, kind);
        await city.Leader.Does(number, happened, ActForms.Of(happened, city.Now, "", ""));
        var before = await road.Print(number);
        await IsOver(kind == "shift-list" ? city.Leader : city.Supervisor, $"/api/tasks/{task.Text("id")}/result", new { outcome = ending, note = "已核" }, happened);
        Assert.Equal(before, await road.Print(number));
    }

    /// <summary>A case on which there is such a task, closed by the shift leader where it is closed.</summary>
    private static async Task<string> With(City city, Road road, string kind)
    {
        if (kind is "shift-list" or "hazard-callback")
        {
            // What fits nowhere is nobody's; what is dispatched is asked about after twelve hours.
            var hazard = new Matter("complaint", kind == "shift-list" ? "other" : "010306", "六一路", "电线垂落。") { RequesterPhone = Road.FirstPhone, Hazard = true };
            var dangerous = (await city.Agent.Registers(hazard)).Number;
            if (kind == "hazard-callback")
            {
                await city.Dispatcher.Dispatches(dangerous, Road.Unit);
            }

            await city.Until(kind == "shift-list" ? "2026-03-02 09:16" : "2026-03-02 21:01");
            return dangerous;
        }

        var number = (await road.To("replied"))!;
        await city.Leader.Closes(number);
        var (pleased, three) = (kind is "audit" or "objection", city.Policy == "gaoling-2020");
        await city.Citizen(Road.FirstPhone).Texts((pleased, three) switch { (true, true) => "111", (true, false) => "1", (false, true) => "113", (false, false) => "3" });
        if (kind == "judgement")
        {
            await city.Agent.Finishes(number, "survey-callback", "dissatisfied", "仍不亮", contacted: true, solved: false);
        }
        else if (kind == "objection")
        {
            await city.Agent.Does(number, "object", new { text = "没有修好" });
        }

        return number;
    }

    private static Person[] Strangers(City city, string kind)
    {
        Person[] never = [city.Unit(Road.Unit), city.Dispatcher, city.Named("admin")];
        return kind switch
        {
            "audit" or "judgement" or "objection" => [.. never, city.Agent],
            "shift-list" => [.. never, city.Agent, city.Supervisor],
            _ => [.. never, city.Supervisor],
        };
    }

    /// <summary>Somebody, or the case itself, was faster: what happened since is told.</summary>
    private static async Task IsOver(Person who, string path, object form, string happened)
    {
        var (status, problem) = await who.Asks(path, form);
        Assert.Equal((HttpStatusCode.Conflict, "changed-meanwhile"), (status, problem.Text("code")));
        Assert.Contains(happened, problem.List("since").Select(line => line.Text("act")));
    }
}
