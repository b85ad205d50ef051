using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Tests.Sip;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Nobody but an agent of ours makes a trunk ring (reliability S6). The trunk is a sink that counts.</summary>
public sealed class TollFraudTests : NodeTests
{
    [Fact]
    public async Task A_strangers_request_never_leads_out()
    {
        var (node, trunk) = await NodeWithTrunkAsync();
        using var stranger = new Stranger(node.Address);
        (string Method, string Uri, string Headers)[] attempts =
        [
            ("INVITE", $"sip:0086900123456@{node.Address}", ""),
            ("INVITE", $"sip:+8613800138000@{node.Address}", ""),
            ("INVITE", $"sip:13800138000@{trunk.Address}", ""),
            ("INVITE", "tel:+8613800138000", ""),
            ("INVITE", $"sip:13800138000@{node.Address}", $"Route: <sip:{trunk.Address};lr>"),
            ("INVITE", $"sip:13800138000%40{trunk.Address}@{node.Address}", ""),
            ("INVITE", $"sip:12345;phone-context=13800138000@{node.Address}", ""),
            ("INVITE", $"sip:13800138000@{node.Address}", "P-Asserted-Identity: <sip:8001@hotline>\nP-Preferred-Identity: <sip:8001@hotline>\nRemote-Party-ID: <sip:8001@hotline>"),
            ("INVITE", $"sip:13800138000@{node.Address}", "Diversion: <sip:12345@hotline>;reason=unconditional\nHistory-Info: <sip:12345@hotline>;index=1"),
            ("INVITE", $"sip:13800138000@{node.Address}", "Referred-By: <sip:8001@hotline>\nReplaces: a;to-tag=b;from-tag=c"),
            ("REFER", $"sip:8001@{node.Address}", "Refer-To: <sip:13800138000@hotline>"),
            ("INVITE", $"sip:8001@{node.Address}", ""),
            ("SUBSCRIBE", $"sip:8001@{node.Address}", "Event: dialog"),
            ("MESSAGE", $"sip:13800138000@{node.Address}", ""),
        ];
        foreach (var (method, uri, headers) in attempts)
        {
            Assert.InRange(await stranger.AskAsync(method, uri, headers, from: "8001"), 400, 699);
        }

        await node.AllFreedAsync();
        Assert.False(trunk.HasRung);
    }

    [Fact]
    public async Task An_agents_account_makes_no_calls_by_INVITE()
    {
        var (node, trunk) = await NodeWithTrunkAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));

        Assert.Equal(SipStatus.NotFound, (await phone.TryCallAsync("13800138000", withCredentials: true)).Status);
        Assert.False(trunk.HasRung);
    }

    [Fact]
    public async Task A_known_and_an_unknown_extension_get_the_same_answer()
    {
        var (node, _) = await NodeWithTrunkAsync();
        using var stranger = new Stranger(node.Address);
        foreach (var method in (string[])["INVITE", "REGISTER", "OPTIONS", "REFER", "SUBSCRIBE", "MESSAGE", "BYE"])
        {
            var statuses = new List<string>();
            foreach (var extension in (string[])["8001", "8002", "8999", "nobody"])
            {
                stranger.Send(method, $"sip:{extension}@{node.Address}", from: extension);
                var answer = await stranger.AnswerAsync();
                statuses.Add($"{answer.Status} {answer.Reason} {string.Join(' ', answer.Headers.Lines.ToArray().Select(line => line.Name))}");
            }

            Assert.Single(statuses.Distinct(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_citizens_REFER_leads_nowhere_and_the_call_goes_on()
    {
        var (node, trunk) = await NodeWithTrunkAsync();
        var phone = Keep(await node.ReadyPhoneAsync("8001"));
        var citizen = await Keep(await node.PhoneAsync("1")).CallAsync();
        var agent = await phone.RingsAsync();
        Assert.True(agent.Answer());

        Assert.Equal(SipStatus.Decline, await citizen.ReferAsync("13800138000"));

        Assert.False(trunk.HasRung);
        Assert.False(citizen.Ended.IsCompleted);
        await citizen.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Theory]
    [InlineData("13800138000@192.0.2.1")]
    [InlineData("13800138000;phone-context=x")]
    [InlineData("sip:13800138000")]
    [InlineData("138 0013 8000")]
    [InlineData("13800138000\r\nX-Injected: 1")]
    [InlineData("１３８００１３８０００")] // full-width digits
    [InlineData("*72,13800138000")]
    [InlineData("%31%33%38")]
    [InlineData("+")]
    [InlineData("12")]
    [InlineData("123456789012345678901")]
    [InlineData("")]
    public async Task Only_digits_are_dialled(string number)
    {
        var (node, trunk) = await NodeWithTrunkAsync();
        Keep(await node.ReadyPhoneAsync("8001"));

        Assert.Equal((SwitchboardAnswer.Refused, null), await node.Switchboard.CallAsync("agent-8001", number, Deadline.Token()));
        Assert.False(trunk.HasRung);
    }

    [Fact]
    public async Task A_call_that_loops_ends_by_its_hops()
    {
        var (node, trunk) = await NodeWithTrunkAsync();
        using var stranger = new Stranger(node.Address);

        Assert.Equal(SipStatus.TooManyHops, await stranger.AskAsync("INVITE", "sip:12345@h", maxForwards: 0));
        using var carrier = new Stranger(node.Address, "127.0.0.1");
        Assert.Equal(SipStatus.TooManyHops, await carrier.AskAsync("INVITE", "sip:12345@h", maxForwards: 1));
        Assert.False(trunk.HasRung);
    }

    private async Task<(RunningNode Node, TestPhone Trunk)> NodeWithTrunkAsync()
    {
        var trunk = Keep(await TestPhone.StartTrunkAsync());
        return (await NodeAsync(options => options with { Trunks = [new TrunkOptions { Name = "sink", Host = trunk.Address.ToString() }] }), trunk);
    }
}
