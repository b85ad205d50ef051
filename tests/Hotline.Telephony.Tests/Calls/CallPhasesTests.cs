using Hotline.Telephony.Calls;

namespace Hotline.Telephony.Tests.Calls;

public sealed class CallPhasesTests
{
    /// <summary>The whole table: phase, turn, then phase and ending, or nothing where the turn cannot happen.</summary>
    public static TheoryData<string, string, string?, CallEnding?> Table => new()
    {
        { "Arriving", "Accepted", "Led", null },
        { "Arriving", "Connected", "Talking", null },
        { "Arriving", "BackInLine", null, null },
        { "Arriving", "NotReached", "Over", CallEnding.Unanswered },
        { "Arriving", "CallerGone", "Over", CallEnding.Abandoned },
        { "Arriving", "AgentGone", "Over", CallEnding.Unanswered },
        { "Arriving", "Released", "Over", CallEnding.Released },
        { "Arriving", "Broken", "Over", CallEnding.Failed },
        { "Arriving", "AskedToRate", null, null },
        { "Arriving", "TakenBack", "Over", CallEnding.TakenBack },
        { "Led", "TakenBack", null, null },
        { "Talking", "TakenBack", null, null },
        { "Rating", "TakenBack", null, null },
        { "Over", "TakenBack", "Over", null },
        { "Led", "Accepted", null, null },
        { "Led", "Connected", "Talking", null },
        { "Led", "BackInLine", null, null },
        { "Led", "NotReached", null, null },
        { "Led", "CallerGone", "Over", CallEnding.Abandoned },
        { "Led", "AgentGone", null, null },
        { "Led", "Released", "Over", CallEnding.Released },
        { "Led", "Broken", "Over", CallEnding.Failed },
        { "Led", "AskedToRate", null, null },
        { "Talking", "Accepted", null, null },
        { "Talking", "Connected", null, null },
        { "Talking", "BackInLine", "Led", null },
        { "Talking", "NotReached", null, null },
        { "Talking", "CallerGone", "Over", CallEnding.CallerHungUp },
        { "Talking", "AgentGone", "Over", CallEnding.AgentHungUp },
        { "Talking", "Released", "Over", CallEnding.Released },
        { "Talking", "Broken", "Over", CallEnding.Failed },
        { "Talking", "AskedToRate", "Rating", CallEnding.AgentHungUp },
        { "Rating", "Accepted", null, null },
        { "Rating", "Connected", null, null },
        { "Rating", "BackInLine", null, null },
        { "Rating", "NotReached", null, null },
        { "Rating", "CallerGone", "Over", null },
        { "Rating", "AgentGone", null, null },
        { "Rating", "AskedToRate", null, null },
        { "Rating", "Released", "Over", CallEnding.Released },
        { "Rating", "Broken", "Over", CallEnding.Failed },
        { "Over", "AskedToRate", "Over", null },
        { "Over", "Accepted", "Over", null },
        { "Over", "Connected", "Over", null },
        { "Over", "BackInLine", "Over", null },
        { "Over", "NotReached", "Over", null },
        { "Over", "CallerGone", "Over", null },
        { "Over", "AgentGone", "Over", null },
        { "Over", "Released", "Over", null },
        { "Over", "Broken", "Over", null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_turn_leads_where_the_table_says(string phase, string turn, string? next, CallEnding? ending)
    {
        var (from, what) = (Enum.Parse<CallPhase>(phase), Enum.Parse<CallTurn>(turn));
        if (next is null)
        {
            Assert.Throws<InvalidOperationException>(() => CallPhases.Next(from, what));
        }
        else
        {
            Assert.Equal((Enum.Parse<CallPhase>(next), ending), CallPhases.Next(from, what));
        }
    }

    [Fact]
    public void The_table_is_whole()
    {
        var told = Table.Select(row => (row.Data.Item1, row.Data.Item2)).ToHashSet();
        var all = from phase in Enum.GetNames<CallPhase>() from turn in Enum.GetNames<CallTurn>() select (phase, turn);

        Assert.Empty(all.Except(told));
    }
}
