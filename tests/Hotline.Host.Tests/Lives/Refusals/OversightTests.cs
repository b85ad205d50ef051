using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hotline.Host.Tests.Lives.Refusals;

/// <summary>
/// What is done about a case beside its own acts: supervision, its documents, tasks, rectifications. In every state and by every role that may not it is refused with the clause,
/// and what may be done instead; nothing moves.
/// </summary>
public sealed class OversightTests
{
    private static readonly string[] AtTheUnit = ["dispatched", "signed"];

    /// <param name="policy">The policy.</param>
    /// <param name="urging">The clause by which units are urged.</param>
    /// <param name="supervising">The clause by which cases are supervised.</param>
    /// <param name="overdue">The clause by which they are for being late.</param>
    /// <param name="warning">A document for before the limit; null: none.</param>
    /// <param name="order">A document for after it; null: none.</param>
    [Theory]
    [InlineData("hanjiang-2016", "12b", "13", "13", "效能预警函 13", "效能督办函 13")]
    [InlineData("gaoling-2020", "19", "19", "18", "催办通知 19", "督办通知书 19")]
    [InlineData("haimen-2016", "3-1", "3-1", "3-1", null, "个案督办单 3-1")]
    [InlineData("yongning-2017", "2-1", "2-1", "2-1", null, null)]
    [InlineData("xiangan-2018", "1-2", "1-2", "1-2", "约谈提醒 4-1", "整改通知 4-1")]
    public async Task Supervision_and_its_documents_are_refused_outside_their_states_and_by_who_may_not(
        string policy, string urging, string supervising, string overdue, string? warning, string? order)
    {
        await using var city = await City.Under(policy, "2026-03-02 09:00");
        var (road, faults) = (new Road(city), new List<string>());
        foreach (var state in ActRow.Every)
        {
            if (await road.To(state) is not { } number)
            {
                continue;
            }

            var before = await road.Print(number);
            var (archived, open) = (state == "archived", AtTheUnit.Contains(state));
            var act = $"/api/cases/{number}/supervision";
            if (!open)
            {
                await Refused(city.Agent, $"{act}/urge", new { text = "请抓紧" }, urging, "不能催办");
            }

            await Refused(city.Supervisor, $"{act}/supervise", new { reason = "未办" }, archived ? supervising : overdue, archived ? "已归档" : "时限未到");
            await Refused(city.Supervisor, $"{act}/end", new { recordId = Guid.NewGuid(), conclusion = "已办" }, supervising, "没有正在进行的督办");
            await Refused(city.Supervisor, $"{act}/report", new { instructionId = Guid.NewGuid(), text = "已办" }, supervising, "没有这项待报告的批示");
            if (archived)
            {
                await Refused(city.Supervisor, $"{act}/instruct", new { leader = "区长", text = "请办" }, supervising, "已归档");
            }

            foreach (var (kind, late) in new[] { (warning, false), (order, true) })
            {
                if (kind?.Split(' ') is [var name, var clause] && (late || !open))
                {
                    var because = !late ? "不能催办" : archived ? "已归档" : "先行催办";
                    await Refused(city.Supervisor, "/api/letters", new { kind = name, caseNumber = number, unitId = Road.Unit, body = "请办理。" }, clause, because);
                }
            }

            // By who may not: an agent does not supervise; the unit neither urges, nor supervises itself, nor writes to itself; an administrator has no cases.
            foreach (var (who, deeds) in new (Person Who, string[] Deeds)[]
            {
                (city.Agent, ["supervise", "end", "instruct"]),
                (city.Unit(Road.Unit), ["urge", "supervise", "end", "instruct"]),
                (city.Unit("power-co"), ["urge", "supervise", "end", "instruct", "report"]),
                (city.Named("admin"), ["urge", "supervise", "end", "instruct", "report", ""]),
            })
            {
                foreach (var deed in deeds)
                {
                    var path = deed.Length == 0 ? "/api/letters" : $"{act}/{deed}";
                    var (status, problem) = await who.Asks(path, Form(deed, number, order));

                    // A unit that has not had the case does not know of it.
                    if (status == HttpStatusCode.NotFound ? who != city.Unit("power-co") && state != "registered" : status != HttpStatusCode.Forbidden)
                    {
                        faults.Add($"{state}: {path} by {who.UserName}: {(int)status} {problem}");
                    }
                }
            }

            Assert.Equal(before, await road.Print(number));

            async Task Refused(Person who, string path, object form, string clause, string because)
            {
                var (status, problem) = await who.Asks(path, form);
                if (status != HttpStatusCode.Conflict || problem.Text("code") != "not-allowed" || problem.Text("clause") != $"{policy}/{clause}"
                    || !problem.Text("detail")!.Contains(because, StringComparison.Ordinal) || problem.GetProperty("acts").ValueKind != JsonValueKind.Array)
                {
                    faults.Add($"{state}: {path} by {who.UserName}: {(int)status} {problem}");
                }
            }
        }

        Assert.Equal(0, (await city.Supervisor.Get("/api/letters")).GetProperty("total").GetInt32());
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(0, (await city.Verify()).Code);
    }

    [Fact]
    public async Task A_document_is_answered_and_struck_off_once_and_by_those_concerned_only()
    {
        await using var city = await City.Under("hanjiang-2016", "2026-03-02 09:00");
        var unit = city.Unit(Road.Unit);
        var letter = await city.EfficiencyOffice.Post("/api/letters", new { kind = "效能督办函", unitId = Road.Unit, body = "请整改。" });
        var (reply, strike) = ($"/api/letters/{letter.Text("id")}/reply", $"/api/letters/{letter.Text("id")}/strike-off");
        foreach (var who in new[] { city.Agent, city.Leader, city.Dispatcher, city.Supervisor, city.Named("admin") })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await who.Asks(reply, new { text = "已办" })).Status);
        }

        // The supervisor sits in the office that issued it.
        foreach (var who in new[] { city.Agent, city.Leader, city.Dispatcher, city.Named("admin"), unit })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await who.Asks(strike, new { note = "已办" })).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await city.Unit("power-co").Asks(reply, new { text = "已办" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await city.Unit("power-co").Asks(strike, new { note = "已办" })).Status);
        await city.EfficiencyOffice.MayNotStrikeOff(letter, "hanjiang-2016/13", "尚未答复");
        await unit.AnswersLetter(letter, "已整改。");
        await unit.IsRefused(reply, new { text = "再答" }, "hanjiang-2016/13", "已经答复");
        await city.EfficiencyOffice.StrikesOff(letter, "属实");
        await unit.IsRefused(reply, new { text = "再答" }, "hanjiang-2016/13", "已销号");
        await city.EfficiencyOffice.MayNotStrikeOff(letter, "hanjiang-2016/13", "已销号");
        Assert.Equal("已整改。", (await city.Supervisor.Get($"/api/letters/{letter.Text("id")}")).Text("reply"));
    }

    [Fact]
    public async Task A_rectification_is_worked_by_the_office_only_and_not_once_it_is_over()
    {
        await using var city = await City.Under("hanjiang-2016", "2026-03-02 09:00");
        var numbers = new List<string>();
        for (var one = 0; one < 3; one++)
        {
            numbers.Add((await city.Agent.Registers(new("complaint", "010306", "延宁路8号", "路灯不亮。") { RequesterPhone = FormattableString.Invariant($"1391000700{one}") })).Number);
        }

        var outside = (await city.Agent.Registers(new("complaint", "010306", "白塘镇8号", "路灯不亮。") { RequesterPhone = "13910007009" })).Number;
        var group = $"/api/rectifications/{(await city.Leader.Sees(numbers[2])).View.Text("rectification")}";
        var deeds = new (string Path, object Form)[]
        {
            ($"{group}/cases/{outside}", new { }), ($"{group}/cases/{numbers[0]}/removal", new { reason = "另一处" }), ($"{group}/closing", new { conclusion = "已整改" }),
        };
        foreach (var (path, form) in deeds)
        {
            await city.Agent.IsRefused(path, form, "hanjiang-2016/11g", "由热线办办理");
            foreach (var who in new[] { city.Unit("lighting"), city.Supervisor, city.Named("admin") })
            {
                Assert.Equal(HttpStatusCode.Forbidden, (await who.Asks(path, form)).Status);
            }
        }

        await city.Leader.IsRefused(deeds[2].Path, deeds[2].Form, "hanjiang-2016/11g", $"{numbers[0]}尚未办结");
        await city.Leader.IsRefused($"{group}/cases/{numbers[0]}", new { }, "hanjiang-2016/11g", "已在本整改之中");
        Assert.Equal(HttpStatusCode.BadRequest, (await city.Leader.Asks($"{group}/cases/{outside}/removal", new { reason = "另一处" })).Status);
        Assert.Equal(numbers, (await city.Leader.Get(group)).List("cases").Select(row => row.Text("number")!));
        foreach (var number in numbers)
        {
            await city.Dispatcher.Dispatches(number, "lighting");
            await city.Unit("lighting").Handles(number, "已修好。");
            await city.Dispatcher.Closes(number);
        }

        await city.Leader.Post(deeds[2].Path, deeds[2].Form);
        foreach (var (path, form) in deeds)
        {
            await city.Leader.IsRefused(path, form, "hanjiang-2016/11g", "整改已结束");
        }
    }

    private static object Form(string deed, string number, string? order) => deed switch
    {
        "urge" => new { text = "请抓紧" },
        "supervise" => new { reason = "未办" },
        "end" => new { recordId = Guid.NewGuid(), conclusion = "已办" },
        "instruct" => new { leader = "区长", text = "请办" },
        "report" => new { instructionId = Guid.NewGuid(), text = "已办" },
        _ => new JsonObject { ["kind"] = order?.Split(' ')[0] ?? "督办函", ["caseNumber"] = number, ["unitId"] = Road.Unit, ["body"] = "请办理。" },
    };
}
