using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>What users of other systems complain of, each over real SIP. The list with the tests of the rest is in docs/queueing.md.</summary>
public sealed class ComplaintTests : NodeTests
{
    [Fact]
    public async Task Music_stops_at_the_answer()
    {
        var node = await NodeAsync();
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync();
        citizen.Speak(400);
        await citizen.Ear.HearsAsync(1300);
        var agent = await Keep(await node.ReadyPhoneAsync("8001")).RingsAsync();
        Assert.True(agent.Answer());
        agent.Speak(700);

        await citizen.Ear.HearsAsync(700);
        await citizen.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_call_answered_and_hung_up_at_once_has_its_record()
    {
        var node = await NodeAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync();
        var agent = await phone.RingsAsync();

        // Answered and hung up in the same moment: still a call with a record and a sealed recording.
        Assert.True(agent.Answer());
        await agent.HangUpAsync();

        await citizen.Ended.InTime();
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((CallEnding.AgentHungUp, "agent-8001"), (ended.Ending, ended.AgentId));
        Assert.Equal(SealVerdict.Intact, await node.Recordings.VerifyAsync(ended.Recording!.RecordingId, Deadline.Token()));
        await node.AllFreedAsync();
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.Ready, "the agent is stuck");
    }

    [Fact]
    public async Task Two_agents_who_pick_up_at_once_do_not_share_a_call()
    {
        await File.WriteAllTextAsync(Folder.File("queues.yaml"), "groups: {general: {ring-at-once: 3}}\n", Deadline.Token());
        var node = await NodeAsync(options => options with { QueueFile = Folder.File("queues.yaml") });
        var phones = new[] { Keep(await node.ReadyPhoneAsync("8001")), Keep(await node.ReadyPhoneAsync("8002")), Keep(await node.ReadyPhoneAsync("8003")) };
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync();
        var ringing = await Task.WhenAll(phones.Select(phone => phone.RingsAsync()));

        // Two pick up at once: one has the call, the other's phone is hung up on.
        var picked = ringing.Take(2).Select(call => Task.Run(call.Answer)).ToArray();
        await Task.WhenAll(picked);
        var answered = await node.Events.WaitForAsync<CallAnswered>();
        await ringing[2].CancelledAsync();
        await Deadline.Until(
            () => node.Switchboard.View.Agents.Count(agent => agent.State == AgentState.Talking) == 1
                && node.Switchboard.View.Agents.Count(agent => agent.State == AgentState.Ready) == 2,
            "one talks, two are free");

        Assert.Equal(answered.AgentId, node.Switchboard.View.Agents.Single(agent => agent.State == AgentState.Talking).AgentId);
        await citizen.HangUpAsync();
        await node.AllFreedAsync();
        Assert.Single(node.Events.All<CallAnswered>());
        foreach (var (call, took) in ringing.Zip(picked))
        {
            if (await took)
            {
                await call.Ended.InTime();
                call.Leg.Dispose();
            }
        }
    }

    [Fact]
    public async Task An_agent_with_two_phones_gets_one_call()
    {
        var node = await NodeAsync();
        var desk = Keep(await node.ReadyPhoneAsync("8001"));
        var browser = Keep(await node.PhoneAsync("8001"));
        await browser.RegisterAsync(RunningNode.Password);
        var first = await Keep(await node.PhoneAsync("1")).CallAsync();
        var second = await Keep(await node.PhoneAsync("2")).CallAsync();

        await node.Events.WaitForAsync<CallOffered>();
        await node.Events.WaitForAsync<CallQueued>(occurrence: 2);
        await Deadline.Until(() => desk.HasRung || browser.HasRung, "no phone rings");
        Assert.False(desk.HasRung && browser.HasRung);
        Assert.Equal(2, node.Switchboard.View.Waiting.Count);
        Assert.Single(node.Events.All<CallOffered>());

        // One phone goes: the other is still there, and so is the agent.
        await browser.RegisterAsync(RunningNode.Password, expires: 0);
        Assert.NotEqual(AgentState.Offline, node.StateOf("agent-8001"));
        await first.HangUpAsync();
        await second.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task A_flood_of_keys_harms_no_call()
    {
        var node = await NodeAsync();
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync();
        await node.Events.WaitForAsync<CallQueued>();
        for (var key = 0; key < 200; key++)
        {
            await citizen.SendInfoAsync('5');
        }

        var agent = await Keep(await node.ReadyPhoneAsync("8001")).RingsAsync();
        Assert.True(agent.Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        await agent.HangUpAsync();
        Assert.Equal(128, (await node.Events.WaitForAsync<CallEnded>()).Digits.Length);
        await node.AllFreedAsync();
    }
}
