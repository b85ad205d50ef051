using System.Net;
using Hotline.Telephony.Switchboard;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

public sealed class TrunkLineTests
{
    private readonly ManualTimeProvider time = new();

    [Fact]
    public void One_lost_answer_says_nothing_and_one_that_came_through_neither()
    {
        var line = Line("a");
        var changes = new List<bool>();
        line.Changed = (_, isUp) => changes.Add(isUp);

        foreach (var status in (int[])[408, 200, 503, 405, 408, 500])
        {
            line.Heard(status);
        }

        Assert.Equal([false], changes);
        time.Advance(TimeSpan.FromMinutes(1));
        foreach (var status in (int[])[200, 408, 486, 404])
        {
            line.Heard(status);
        }

        Assert.Equal([false, true], changes);
        Assert.Equal((true, time.GetUtcNow(), 404), (line.View.IsUp, line.View.Since, line.View.LastStatus));
    }

    [Fact]
    public void A_trunk_carries_no_more_calls_than_it_may()
    {
        var line = Line("a", options => options with { MaxCalls = 2 });

        Assert.True(line.TryTakePlace() && line.TryTakePlace());
        Assert.False(line.TryTakePlace());
        line.GiveBack();
        Assert.True(line.TryTakePlace());
        Assert.Equal(2, line.View.Calls);
    }

    [Fact]
    public void Whose_a_call_is_goes_by_its_address()
    {
        var line = Line("a", options => options with { Host = "192.0.2.1:5070", From = [IPNetwork.Parse("198.51.100.0/24")] });

        Assert.True(line.Owns(IPAddress.Parse("192.0.2.1")));
        Assert.True(line.Owns(IPAddress.Parse("198.51.100.77")));
        Assert.False(line.Owns(IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public void Those_that_live_come_first_then_the_lower_priority_then_chance_by_weight()
    {
        var group = new TrunkGroup(
            [Options("spare") with { Priority = 2 }, Options("heavy") with { Weight = 3 }, Options("light"), Options("dead") with { Priority = 0 }], time);
        var dead = group.Lines[3];
        dead.Heard(408);
        dead.Heard(408);
        var random = new Random(1);
        var first = Enumerable.Range(0, 2_000).Select(_ => group.InOrder(random)).ToList();

        Assert.All(first, order => Assert.Equal(("spare", "dead"), (order[2].Options.Name, order[3].Options.Name)));
        Assert.InRange(first.Count(order => order[0].Options.Name == "heavy"), 1_400, 1_600); // three quarters
    }

    [Theory]
    [InlineData("+86>0", "+8613800138000", "013800138000")]
    [InlineData(">9", "110", "9110")]
    [InlineData("02512345>12345", "02512345", "12345")]
    [InlineData("+86>0", "13800138000", "13800138000")]
    public void A_rule_puts_one_beginning_in_place_of_another(string text, string number, string expected)
    {
        Assert.True(NumberRule.TryParse(text, out var rule));
        Assert.Equal(expected, NumberRule.Apply([rule, new NumberRule("", "")], number));
    }

    [Theory]
    [InlineData("+86")]
    [InlineData("a>b")]
    [InlineData("1>2>3")]
    [InlineData("0>@evil")]
    public void Nothing_but_digits_is_a_rule(string text) => Assert.False(NumberRule.TryParse(text, out _));

    private static TrunkOptions Options(string name) => new() { Name = name, Host = "192.0.2.1" };

    private TrunkLine Line(string name, Func<TrunkOptions, TrunkOptions>? decide = null) => new((decide ?? (options => options))(Options(name)), time);
}
