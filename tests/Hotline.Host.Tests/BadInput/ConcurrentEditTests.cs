using System.Net;
using System.Text.Json;
using Hotline.Host.Tests.Api;

namespace Hotline.Host.Tests.BadInput;

/// <summary>Two people at one case: one of them is first, the other is told what changed between, and nothing of theirs is done.</summary>
public sealed class ConcurrentEditTests(TestProduct product) : IClassFixture<TestProduct>, IDisposable
{
    private readonly Dictionary<string, Seat> seats = new(StringComparer.Ordinal);

    [Fact]
    public async Task Of_two_who_act_on_one_version_at_once_one_is_first_and_the_other_is_told()
    {
        var concerned = await CaseInAState.OpenAsync(SeatAsync, "replied", "13800000921");
        var version = (await concerned.SeenAsync()).Version();
        (string Who, string Act, object Body)[] acts =
        [
            ("leader", "rework", new { version, reason = "未修好" }),
            ("dispatcher", "close", new { version, outcome = "solved" }),
        ];

        await OneIsFirstAsync(acts.Select(one => (one.Who, $"/api/cases/{concerned.Number}/{one.Act}", one.Body)), concerned);
    }

    [Fact]
    public async Task Of_two_who_end_one_task_at_once_one_is_first_and_the_other_is_told()
    {
        var concerned = await CaseInAState.OpenAsync(SeatAsync, "closed", "13800000922");
        await concerned.ActAsync("leader", "object", new { text = "没有修好" });
        var tasks = await (await SeatAsync("supervisor")).GetAsync("/api/tasks?state=open");
        var task = Assert.Single(tasks.EnumerateArray(), one => one.Text("caseNumber") == concerned.Number && one.Text("kind") == "objection").Text("id");

        await OneIsFirstAsync(
            [
                ("leader", $"/api/tasks/{task}/result", new { outcome = "upheld", note = "确未修好" }),
                ("supervisor", $"/api/tasks/{task}/result", new { outcome = "rejected", note = "已修好" }),
            ],
            concerned);
    }

    [Fact]
    public async Task Who_is_refused_reads_every_line_written_since_in_order()
    {
        var concerned = await CaseInAState.OpenAsync(SeatAsync, "dispatched", "13800000923");
        var version = (await concerned.SeenAsync()).Version();
        var lines = (await concerned.SeenAsync()).List("history").Length;
        await concerned.ActAsync("unit2", "sign", new { });
        await concerned.ActAsync("unit2", "reply", new { text = "已修复。", outcome = "solved" });

        var problem = await (await SeatAsync("unit2")).PostAsync(
            $"/api/cases/{concerned.Number}/return", new { version, reason = "不属本单位职责", suggestedUnitId = "drainage" }, HttpStatusCode.Conflict);

        Assert.Equal("changed-meanwhile", problem.Text("code"));
        var seen = await concerned.SeenAsync();
        Assert.Equal(seen.Version(), problem.Version());
        Assert.Equal(
            ["sign", "reply"],
            problem.List("since").Select(line => line.Text("act")).Where(act => act is "sign" or "reply"));
        Assert.All(problem.List("since"), line => Assert.True(line.GetProperty("seq").GetInt32() > lines));
    }

    public void Dispose()
    {
        foreach (var seat in seats.Values)
        {
            seat.Dispose();
        }
    }

    private async Task OneIsFirstAsync(IEnumerable<(string Who, string Path, object Body)> acts, CaseInAState concerned)
    {
        var sent = new List<Task<(HttpStatusCode Status, JsonElement Body)>>();
        foreach (var (who, path, body) in acts)
        {
            var seat = await SeatAsync(who);
            sent.Add(seat.AskAsync(HttpMethod.Post, path, body, Guid.NewGuid().ToString()));
        }

        var answers = await Task.WhenAll(sent);

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        var (status, problem) = Assert.Single(answers, answer => answer.Status != HttpStatusCode.OK);
        Assert.True((status, problem.Text("code")) == (HttpStatusCode.Conflict, "changed-meanwhile"), $"{status} {problem}");
        var seen = await concerned.SeenAsync();
        Assert.Equal(seen.Version(), problem.Version());
        var told = problem.List("since").Select(line => line.GetProperty("seq").GetInt32()).ToList();
        Assert.NotEmpty(told);
        Assert.Equal(told.Count, seen.List("history").Count(line => told.Contains(line.GetProperty("seq").GetInt32())));
        Assert.Contains(seen.List("history").Max(line => line.GetProperty("seq").GetInt32()), told);
    }

    private async Task<Seat> SeatAsync(string who)
    {
        if (!seats.TryGetValue(who, out var seat))
        {
            seats[who] = seat = await product.SignInAsync(who);
        }

        return seat;
    }
}
