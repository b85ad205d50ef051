using Hotline.Telephony.Acd;
using Hotline.Telephony.Ivr;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Ivr;

public sealed class QueueFileTests
{
    [Fact]
    public void The_file_we_ship_has_a_line_for_the_hotline_and_each_branch_and_three_priorities()
    {
        var plan = Read(File.ReadAllText(Repository.Path("policies", "queues.yaml")), out var errors);

        Assert.Empty(errors.InOrder);
        Assert.Equal(["general", "consumer", "environment"], plan!.Groups.Select(group => group.Name));
        Assert.Equal(["elderly", "enterprise", "hazard"], plan.Priorities.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(TimeSpan.FromHours(8), plan.Zone.BaseUtcOffset);
    }

    [Fact]
    public void Everything_that_may_be_said_is_read()
    {
        var plan = Read(
            """
            zone: Asia/Shanghai
            groups:
              general:
                strategy: least-calls
                overflow:
                  - {to: night, from: "22:00", until: "06:00"}
                  - {to: experts, after: 90s, longer-than: 3}
                  - {site: west, after: 120s}
              experts: {skill: general, level: 8, ring-at-once: 3, wrap-up: 30s}
              night: {strategy: round-robin}
            priorities: {hazard: 1440min}
            skills:
              "8001": {general: 9, night: 1}
            site: east
            sites:
              west: {trunk: to-west, number: "12345", max: 20, again: 1min}
            """,
            out var errors);

        Assert.Empty(errors.InOrder);
        var general = plan!.Groups[0];
        Assert.Equal(DistributionStrategy.LeastCalls, general.Strategy);
        Assert.Equal(new Overflow { To = "night", From = new TimeOnly(22, 0), Until = new TimeOnly(6, 0) }, general.Overflows[0]);
        Assert.Equal(new Overflow { To = "experts", After = TimeSpan.FromSeconds(90), LongerThan = 3 }, general.Overflows[1]);
        Assert.Equal(new Overflow { Site = "west", After = TimeSpan.FromMinutes(2) }, general.Overflows[2]);
        Assert.Equal("east", plan.SiteName);
        Assert.Equal(new Site { Name = "west", Trunk = "to-west", Number = "12345", Max = 20, Again = TimeSpan.FromMinutes(1) }, Assert.Single(plan.Sites));
        var experts = plan.Groups[1];
        Assert.Equal(("general", 8, 3, TimeSpan.FromSeconds(30)), (experts.Skill, experts.Level, experts.RingAtOnce, experts.WrapUp));
        Assert.Equal((9, 9, 1), (plan.LevelOf("8001", general), plan.LevelOf("8001", experts), plan.LevelOf("8001", plan.Groups[2])));
        Assert.Equal((5, null), (plan.LevelOf("8002", general), plan.LevelOf("8002", experts)));
        Assert.Equal(TimeSpan.FromDays(1), plan.Priorities["hazard"]);
    }

    /// <summary>Faulty files and the one error each must give: line, key, a word of what was expected.</summary>
    public static TheoryData<string, int, string, string> Faults => new()
    {
        { "- a", 1, "", "the keys zone, groups" },
        { "zone: Asia/Shanghai", 1, "groups", "the key is missing" },
        { "groups: {}", 1, "groups", "at least one group" },
        { "groups: {a: b}", 1, "groups.a", "the keys of a group" },
        { "groups: {a: {}}\nzone: Middle/Earth", 2, "zone", "knows none named \"Middle/Earth\"" },
        { "groups:\n  a: {strategy: longest}", 2, "groups.a.strategy", "one of longest-idle" },
        { "groups:\n  a: {level: 10}", 2, "groups.a.level", "from 1 to 9" },
        { "groups:\n  a: {ring-at-once: 0}", 2, "groups.a.ring-at-once", "from 1 to 20" },
        { "groups:\n  a: {wrapup: 3s}", 2, "groups.a.wrapup", "one of skill" },
        { "groups:\n  a: {overflow: b}", 2, "groups.a.overflow", "a list" },
        { "groups:\n  a: {overflow: [b]}", 2, "groups.a.overflow.0", "to or site, and when" },
        { "groups:\n  a: {overflow: [{after: 3s}]}", 2, "groups.a.overflow.0.to", "the key is missing" },
        { "groups:\n  aa: {overflow: [{to: ab}]}\n  ac: {}", 2, "groups.aa.overflow.0.to", "there is no group \"ab\"" },
        { "groups:\n  a: {overflow: [{to: a}]}", 2, "groups.a.overflow.0.to", "another group" },
        { "groups:\n  a: {overflow: [{to: b, from: '22:00'}]}\n  b: {}", 2, "groups.a.overflow.0", "both from and until" },
        { "groups:\n  a: {overflow: [{to: b, from: '25:00', until: '06:00'}]}\n  b: {}", 2, "groups.a.overflow.0.from", "a time of day" },
        { "groups:\n  a: {overflow: [{to: b, site: w}]}\n  b: {}\nsite: e\nsites: {w: {trunk: t}}", 2, "groups.a.overflow.0", "not both" },
        { "groups:\n  a: {overflow: [{site: wast}]}\nsite: e\nsites: {west: {trunk: t}}", 2, "groups.a.overflow.0.site", "there is no site \"wast\"" },
        { "groups: {a: {}}\nsites: {west: {trunk: t}}", 1, "site", "what the other sites call this one" },
        { "groups: {a: {}}\nsite: e\nsites: {west: {}}", 3, "sites.west.trunk", "the key is missing" },
        { "groups: {a: {}}\nsite: e\nsites: {west: {trunk: tt}}", 3, "sites.west.trunk", "there is no trunk \"tt\"" },
        { "groups: {a: {}}\nsite: e\nsites: {e: {trunk: t}}", 3, "sites.e", "another name" },
        { "groups: {a: {}}\nsite: e\nsites: {we+st: {trunk: t}}", 3, "sites.we+st", "letters, digits and hyphens" },
        { "groups: {a: {}}\nsite: e\nsites: {west: {trunk: t}, north: {trunk: t}}", 3, "sites.north.trunk", "a trunk of its own" },
        { "groups: {a: {}}\nsite: e\nsites: {west: {trunk: t, number: '1a'}}", 3, "sites.west.number", "digits alone" },
        { "groups: {a: {}}\npriorities: [hazard]", 2, "priorities", "waiting time" },
        { "groups: {a: {}}\npriorities: {hazard: soon}", 2, "priorities.hazard", "a time such as" },
        { "groups: {a: {}}\nskills: {x: {b: 3}}", 2, "skills.x.b", "one of a" },
        { "groups: {a: {}}\nskills: {x: {a: high}}", 2, "skills.x.a", "from 1 to 9" },
        { "groups: {a: {}}\nskills: {x: 3}", 2, "skills.x", "skills with their levels" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Refuses_with_place_key_and_expectation(string text, int line, string key, string expected)
    {
        Assert.Null(Read(text, out var errors));

        var error = Assert.Single(errors.InOrder);
        Assert.Equal((line, key), (error.Line, error.Key));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    private static QueuePlan? Read(string text, out FlowErrors errors) => QueueFile.Read(text, errors = new FlowErrors("queues.yaml"), ["t", "to-west"]);
}
