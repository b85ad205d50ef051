using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>
/// What an agent's phone does by its own keys in the middle of a talk. The citizen speaks at 400 Hz, the agent at 700 and on a second line or phone at 1000, a third
/// at 1600; music is 1300.
/// </summary>
public sealed class SecondLineTests : NodeTests
{
    private TestPhone agentPhone = null!;

    [Fact]
    public async Task A_phone_consults_on_its_second_line_and_connects_citizen_and_colleague()
    {
        var (node, citizen, first) = await TalkAsync();
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));
        await first.ReofferAsync("sendonly");

        var second = await ConsultAsync("8002");
        var third = await colleague.RingsAsync();
        Answer(third, 1600);
        await second.Ear.HearsAsync(1600);
        await third.Ear.HearsAsync(1000);
        await citizen.Ear.HearsAsync(1300);

        Assert.Equal(202, await first.ReferAsync("8002", second));

        await citizen.Ear.HearsAsync(1600);
        await third.Ear.HearsAsync(400);
        await first.Ended.InTime();
        await second.Ended.InTime();
        Assert.Equal("agent-8002", node.Switchboard.View.Calls.Single().AgentId);
        Assert.Equal(AgentState.Ready, node.StateOf("agent-8001"));
        await EndAsync(node, citizen);
    }

    [Fact]
    public async Task A_transfer_may_be_ordered_while_the_third_still_rings_and_from_either_line()
    {
        var (node, citizen, first) = await TalkAsync();
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));
        await first.ReofferAsync("sendonly");
        var second = await ConsultAsync("8002");
        var third = await colleague.RingsAsync();

        Assert.Equal(202, await second.ReferAsync("8002", first));
        await first.Ended.InTime();
        await second.Ended.InTime();
        Answer(third, 1600);

        await citizen.Ear.HearsAsync(1600);
        await EndAsync(node, citizen);
    }

    [Fact]
    public async Task A_second_line_hung_up_gives_the_citizen_back_as_the_phone_has_them()
    {
        var (node, citizen, first) = await TalkAsync();
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));
        await first.ReofferAsync("sendonly");
        var second = await ConsultAsync("8002");
        var third = await colleague.RingsAsync();
        Answer(third, 1600);
        await second.Ear.HearsAsync(1600);

        await second.HangUpAsync();

        await third.Ended.InTime();
        await citizen.Ear.HearsAsync(1300);
        Assert.True(node.Switchboard.View.Calls.Single().OnHold);
        await first.ReofferAsync("sendrecv");
        await HearEachOtherAsync(citizen, first);
        await EndAsync(node, citizen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_third_who_refuses_or_goes_ends_the_second_line(bool answers)
    {
        var (node, citizen, first) = await TalkAsync();
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));
        var second = await ConsultAsync("8002"); // by a phone that does not hold the first line
        var third = await colleague.RingsAsync();
        if (answers)
        {
            Answer(third, 1600);
            await second.Ear.HearsAsync(1600);
            await third.HangUpAsync();
        }
        else
        {
            third.Reject(486);
        }

        await second.Ended.InTime();
        await HearEachOtherAsync(citizen, first);
        await EndAsync(node, citizen);
    }

    [Fact]
    public async Task A_citizen_who_leaves_ends_both_lines()
    {
        var (node, citizen, first) = await TalkAsync();
        var colleague = Keep(await node.ReadyPhoneAsync("8002"));
        var second = await ConsultAsync("8002");
        Answer(await colleague.RingsAsync(), 1600);
        await second.Ear.HearsAsync(1600);

        await EndAsync(node, citizen);

        await first.Ended.InTime();
        await second.Ended.InTime();
    }

    [Theory]
    [InlineData("sip:x@evil", 404)]
    [InlineData("nobody", 404)]
    [InlineData("13800138000", 404)] // no trunk leads out
    [InlineData("8001", 403)] // themselves
    public async Task A_second_line_reaches_whom_the_desk_reaches_and_nobody_else(string called, int status)
    {
        var (node, citizen, first) = await TalkAsync();

        Assert.Equal(status, (await agentPhone.TryCallAsync(called, withCredentials: true)).Status);

        await HearEachOtherAsync(citizen, first);
        await EndAsync(node, citizen);
    }

    [Fact]
    public async Task An_agent_who_does_not_talk_calls_nobody()
    {
        var node = await NodeAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));

        Assert.Equal(403, (await phone.TryCallAsync("8002", withCredentials: true)).Status);
    }

    [Fact]
    public async Task An_agent_takes_the_talk_over_to_another_phone_of_theirs()
    {
        var (node, citizen, first) = await TalkAsync();
        await first.ReofferAsync("sendonly");
        await citizen.Ear.HearsAsync(1300);

        var (status, moved) = await agentPhone.TryTakeAsync(first.AsReplaced.ToString(), first);
        Assert.Equal(200, status);
        moved!.Speak(1000);

        await citizen.Ear.HearsAsync(1000);
        await moved.Ear.HearsAsync(400);
        await first.Ended.InTime();
        await EndAsync(node, citizen);
    }

    [Fact]
    public async Task Nobody_takes_over_what_is_not_theirs_or_is_not_there()
    {
        var (node, citizen, first) = await TalkAsync();
        var other = Keep(await node.PhoneAsync("8002"));
        await other.RegisterAsync(RunningNode.Password);
        var others = await other.CallAsync(); // waits in line
        var known = first.AsReplaced;

        Assert.Equal(403, (await other.TryTakeAsync(known.ToString(), others)).Status);
        Assert.Equal(481, (await agentPhone.TryTakeAsync((known with { ToTag = "x" }).ToString(), first)).Status);
        Assert.Equal(486, (await agentPhone.TryTakeAsync((known with { EarlyOnly = true }).ToString(), first)).Status);
        Assert.Equal(400, (await agentPhone.TryTakeAsync("malformed", first)).Status);
        Assert.Equal(403, (await agentPhone.TryTakeAsync(others.AsReplaced.ToString(), first)).Status);

        await HearEachOtherAsync(citizen, first);
        await others.HangUpAsync();
        await citizen.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_REFER_that_names_a_line_of_somebody_else_leads_nowhere()
    {
        var (node, citizen, first) = await TalkAsync();

        Assert.Equal(603, await citizen.ReferAsync("8002", first));
        Assert.Equal(603, await first.ReferAsync("8002", first));

        await HearEachOtherAsync(citizen, first);
        await EndAsync(node, citizen);
    }

    private async Task<PhoneCall> ConsultAsync(string called)
    {
        var (status, second) = await agentPhone.TryCallAsync(called, withCredentials: true);
        Assert.Equal(SipStatus.Ok, status);
        second!.Speak(1000);
        return second;
    }

    private static void Answer(PhoneCall call, int hertz)
    {
        Assert.True(call.Answer());
        call.Speak(hertz);
    }

    private static async Task HearEachOtherAsync(PhoneCall citizen, PhoneCall agent)
    {
        await citizen.Ear.HearsAsync(700);
        await agent.Ear.HearsAsync(400);
    }

    private static async Task EndAsync(RunningNode node, PhoneCall citizen)
    {
        await citizen.HangUpAsync();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal(CallEnding.CallerHungUp, ended.Ending);
        await node.AllFreedAsync();
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(ended.Recording!.RecordingId, Deadline.Token()));
    }

    private async Task<(RunningNode Node, PhoneCall Citizen, PhoneCall Agent)> TalkAsync()
    {
        var node = await NodeAsync();
        agentPhone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        citizen.Speak(400);
        var agent = await agentPhone.RingsAsync();
        Answer(agent, 700);
        await HearEachOtherAsync(citizen, agent);
        return (node, citizen, agent);
    }
}
