using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Tests.Acd;

public sealed class CallbackLedgerTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private readonly CallbackLedger ledger = new([]);

    [Fact]
    public void Who_rings_in_vain_twice_is_owed_one_call()
    {
        ledger.Missed(Call(1), "1", Start);
        ledger.Missed(Call(2), "1", Start.AddMinutes(1));

        var entry = Assert.Single(ledger.Entries);
        Assert.Equal((CallbackKind.Missed, 2, Call(2), CallbackState.Open), (entry.Kind, entry.Calls, entry.CallId, entry.State));
    }

    [Fact]
    public void Who_asks_twice_is_called_once()
    {
        Assert.True(ledger.Requested(Call(1), "1", Start));
        Assert.False(ledger.Requested(Call(2), "1", Start));

        Assert.Equal(Call(1), Assert.Single(ledger.Entries).CallId);
    }

    [Fact]
    public void Who_rang_in_vain_and_then_asks_is_called_once()
    {
        ledger.Missed(Call(1), "1", Start);
        Assert.True(ledger.Requested(Call(2), "1", Start));

        Assert.Equal(CallbackKind.Requested, Assert.Single(ledger.Entries).Kind);
    }

    [Fact]
    public void A_withheld_number_is_owed_nothing()
    {
        Assert.False(ledger.Missed(Call(1), "", Start));
        Assert.False(ledger.Requested(Call(1), "", Start));
        Assert.Empty(ledger.Entries);
    }

    [Fact]
    public void Who_is_answered_in_the_end_is_owed_nothing_more()
    {
        ledger.Missed(Call(1), "1", Start);
        Assert.True(ledger.Answered("1", "8001", Start.AddMinutes(5)));
        Assert.False(ledger.Answered("1", "8001", Start.AddMinutes(6)));

        var entry = Assert.Single(ledger.Entries);
        Assert.Equal((CallbackState.RangAgain, "8001", Start.AddMinutes(5)), (entry.State, entry.ClosedBy, entry.ClosedAt));
    }

    [Fact]
    public void Each_attempt_is_kept_with_who_tried_and_what_came_of_it()
    {
        ledger.Missed(Call(1), "1", Start);
        var id = Assert.Single(ledger.Entries).Id;
        Assert.True(ledger.Called("1", "8001", reached: false, Start.AddMinutes(5)));
        Assert.Equal(SwitchboardAnswer.Done, ledger.Close(id, CallbackState.Reached, "agent2", Start.AddMinutes(9), "问题已解决"));

        Assert.Equal(
            [new CallbackAttempt(Start.AddMinutes(5), "8001", Reached: false, null), new CallbackAttempt(Start.AddMinutes(9), "agent2", Reached: true, "问题已解决")],
            Assert.Single(ledger.Entries).Tried);
    }

    [Fact]
    public void Three_attempts_in_vain_are_enough()
    {
        ledger.Missed(Call(1), "1", Start);
        var id = ledger.Entries[0].Id;
        Assert.Equal(SwitchboardAnswer.Done, ledger.Close(id, CallbackState.Open, "8001", Start));
        Assert.Equal(SwitchboardAnswer.Done, ledger.Close(id, CallbackState.Open, "8001", Start));
        Assert.Equal((CallbackState.Open, 2), (ledger.Entries[0].State, ledger.Entries[0].Attempts));
        Assert.Equal(SwitchboardAnswer.Done, ledger.Close(id, CallbackState.Open, "8002", Start));

        Assert.Equal((CallbackState.NotReached, 3, "8002"), (ledger.Entries[0].State, ledger.Entries[0].Attempts, ledger.Entries[0].ClosedBy));
        Assert.Equal(SwitchboardAnswer.Refused, ledger.Close(id, CallbackState.Reached, "8002", Start));
        Assert.Equal(SwitchboardAnswer.Unknown, ledger.Close(Guid.NewGuid(), CallbackState.Reached, "8002", Start));
    }

    [Fact]
    public void A_new_call_after_the_end_is_a_new_entry()
    {
        ledger.Missed(Call(1), "1", Start);
        ledger.Close(ledger.Entries[0].Id, CallbackState.Reached, "8001", Start);
        ledger.Missed(Call(2), "1", Start.AddDays(1));

        Assert.Equal([CallbackState.Reached, CallbackState.Open], ledger.Entries.Select(entry => entry.State));
    }

    [Fact]
    public void Closed_entries_are_forgotten_after_90_days_and_open_ones_never()
    {
        ledger.Missed(Call(1), "1", Start);
        ledger.Missed(Call(2), "2", Start);
        ledger.Missed(Call(3), "3", Start);
        ledger.Close(ledger.Entries[0].Id, CallbackState.Dismissed, "leader", Start);
        ledger.Close(ledger.Entries[2].Id, CallbackState.Reached, "8001", Start.AddDays(91));

        Assert.Equal(["2", "3"], ledger.Entries.Select(entry => entry.Number));
    }

    private static CallId Call(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
