using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Traces of whole calls.</summary>
public sealed class TracedCallTests : NodeTests
{
    [Fact]
    public async Task The_next_call_is_traced_on_every_leg_and_the_one_after_is_not()
    {
        var node = await NodeAsync();
        var agentPhone = Keep(await node.ReadyPhoneAsync("8001"));
        node.Traces.TraceNext(1);

        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        var agent = await agentPhone.RingsAsync();
        Assert.True(agent.Answer());
        var other = await Keep(await node.PhoneAsync("13900139000")).CallAsync();
        await node.Events.WaitForAsync<CallAnswered>();
        await citizen.HangUpAsync();
        await other.HangUpAsync();
        await node.AllFreedAsync();

        var summary = Assert.Single(node.Traces.Traces);
        Assert.True(summary.IsOver);
        var messages = node.Traces.Find(summary.CallId)!.Messages;
        Assert.Equal(
            ["< ACK", "< BYE", "< INVITE", "> 100 Trying", "> 200 OK"],
            messages.Where(message => message.Party == "citizen").Select(Line).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            ["< 100 Trying", "< 180 Ringing", "< 200 OK", "> ACK", "> BYE", "> INVITE", "> PRACK"],
            messages.Where(message => message.Party == "agent-8001").Select(Line).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(messages.OrderBy(message => message.At), messages);
        Assert.All(messages, message => Assert.DoesNotContain("response=", message.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_goes_on_is_traced_from_then_on()
    {
        var node = await NodeAsync();
        var agentPhone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("13800138000")).CallAsync();
        Assert.True((await agentPhone.RingsAsync()).Answer());
        var call = (await node.Events.WaitForAsync<CallAnswered>()).CallId;

        Assert.True(node.Traces.Begin(call));
        Assert.True(node.Traces.Begin(call));
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.OrderAsync(call, new HoldCall { By = "agent-8001" }, CancellationToken.None)); // taken after the trace began
        await Deadline.Until(() => citizen.IsHeld, "not held");
        await citizen.HangUpAsync();
        await node.AllFreedAsync();

        var messages = node.Traces.Find(call)!.Messages;
        Assert.Equal(["> INVITE"], messages.Where(message => message.Party == "citizen").Take(1).Select(Line));
        Assert.Contains("> BYE", messages.Where(message => message.Party == "agent-8001").Select(Line));
        Assert.False(node.Traces.Begin(CallId.At(DateTimeOffset.UnixEpoch)));
    }

    private static string Line(TracedMessage message) => $"{(message.IsOurs ? '>' : '<')} {message.Summary}";
}
