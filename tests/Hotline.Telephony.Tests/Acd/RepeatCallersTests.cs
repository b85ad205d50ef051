using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

public sealed class RepeatCallersTests
{
    private readonly RepeatCallers callers = new();

    [Fact]
    public void The_last_agent_is_remembered_for_a_day()
    {
        callers.Note("13800138000", "a", At(0));
        callers.Note("13800138000", "b", At(1));

        Assert.Equal("b", callers.LastAgentOf("13800138000", At(24)));
        Assert.Null(callers.LastAgentOf("13800138000", At(25.1)));
        Assert.Null(callers.LastAgentOf("13900139000", At(1)));
    }

    [Fact]
    public void Withheld_numbers_are_nobodys()
    {
        callers.Note("", "a", At(0));

        Assert.Null(callers.LastAgentOf("", At(0)));
    }

    [Fact]
    public void No_more_are_kept_than_there_is_room_for()
    {
        for (var number = 0; number < 60_000; number++)
        {
            callers.Note($"1{number}", "a", At(number / 1_000_000.0));
        }

        Assert.Null(callers.LastAgentOf("10", At(1)));
        Assert.Equal("a", callers.LastAgentOf("159999", At(1)));
    }

    private static Moment At(double hours) => new(DateTimeOffset.UnixEpoch.AddHours(hours), TimeSpan.FromHours(hours));
}
