using System.Net;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Switchboard;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Calls from the public page: what a ticket is good for, and what it is not.</summary>
public sealed class WebCallerTests : NodeTests
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.7");

    private static readonly WebCallOptions Limits = new();

    [Fact]
    public async Task A_ticket_reaches_an_agent_and_is_not_taken_for_the_number_left_with_it()
    {
        var node = await NodeAsync(options => options with { WebCalls = Limits, Callers = CallerAdmission.Trunks });
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var ticket = Ticket(node, "13900001111");
        var page = Keep(await node.PhoneAsync(ticket.UserName));

        var (status, call) = await page.TryCallAsync("12345", credentials: Of(ticket));
        Assert.Equal(200, status);
        var ringing = await agent.RingsAsync();
        Assert.Equal("", ringing.Shown); // anonymous
        Assert.True(ringing.Answer());
        call!.Speak(400);
        ringing.Speak(1000);
        await call.Ear.HearsAsync(1000);
        await ringing.Ear.HearsAsync(400);
        await call.HangUpAsync();

        var answered = await node.Events.WaitForAsync<CallAnswered>();
        Assert.Equal((true, "", "13900001111"), (answered.ByWeb, answered.Caller, answered.LeftNumber));
        var ended = await node.Events.WaitForAsync<CallEnded>();
        Assert.Equal((true, "", "13900001111", CallEnding.CallerHungUp), (ended.ByWeb, ended.Caller, ended.LeftNumber, ended.Ending));
        Assert.NotNull(ended.Recording);
        Assert.Empty(node.Callbacks.Entries);
    }

    [Fact]
    public async Task Whom_no_agent_answered_is_owed_a_call_at_the_number_they_left()
    {
        var node = await NodeAsync(options => options with { WebCalls = Limits, Callers = CallerAdmission.Trunks });
        await using var agent = await node.ReadyPhoneAsync("8001");
        var ticket = Ticket(node, "13900001111");
        var page = Keep(await node.PhoneAsync(ticket.UserName));

        var (_, call) = await page.TryCallAsync("12345", credentials: Of(ticket));
        await agent.RingsAsync();
        await node.Events.WaitForAsync<CallQueued>();
        await call!.HangUpAsync();

        await Deadline.Until(() => node.Callbacks.Entries is [{ Number: "13900001111", Kind: CallbackKind.Missed, State: CallbackState.Open }], "nobody is owed a call");
    }

    [Fact]
    public async Task A_ticket_is_good_once_for_the_hotline_and_for_nothing_else()
    {
        await using var carrier = await TestPhone.StartTrunkAsync(IPAddress.Parse("127.0.0.9")); // not the address of the page
        var node = await NodeAsync(options => options with
        {
            WebCalls = Limits,
            HotlineAliases = ["059412345"],
            Trunks = [new TrunkOptions { Name = "carrier", Host = carrier.Address.ToString(), HealthInterval = TimeSpan.Zero, From = [IPNetwork.Parse("192.0.2.0/24")] }],
            Callers = CallerAdmission.Trunks,
        });
        var ticket = Ticket(node);
        var page = Keep(await node.PhoneAsync(ticket.UserName));

        foreach (var elsewhere in new[] { "13900000001", "0019005550199", "+19005550199", "8001", "*81", "059412345", "0086", "110" })
        {
            // 404 before anybody is asked who they are; 403 where that was asked.
            Assert.Equal(elsewhere is "*81" or "059412345" ? SipStatus.Forbidden : SipStatus.NotFound, (await page.TryCallAsync(elsewhere, credentials: Of(ticket))).Status);
        }

        Assert.Equal(SipStatus.Forbidden, await page.TryRegisterAsync(Of(ticket)));
        var (status, call) = await page.TryCallAsync("12345", credentials: Of(ticket));
        Assert.Equal(200, status);
        Assert.NotEqual(202, await call!.ReferAsync("13900000001"));
        Assert.Equal(SipStatus.Forbidden, (await page.TryCallAsync("12345", credentials: Of(ticket))).Status);
        await call.HangUpAsync();
        Assert.Equal(SipStatus.Forbidden, (await page.TryCallAsync("12345", credentials: Of(ticket))).Status);
        Assert.False(carrier.HasRung);
    }

    [Theory]
    [InlineData("page", CallEnding.CallerHungUp)]
    [InlineData("unanswered", CallEnding.Abandoned)]
    [InlineData("agent", CallEnding.AgentHungUp)]
    [InlineData("connection", CallEnding.Failed)]
    public async Task However_a_call_ends_its_place_is_free_again_and_its_ticket_used(string way, CallEnding ending)
    {
        var node = await NodeAsync(options => options with { WebCalls = Limits with { AtOnce = 1 }, Callers = CallerAdmission.Trunks });
        var relay = Keep(TcpRelay.Start(node.Address));
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var ticket = Ticket(node);
        var page = Keep(await node.PhoneAsync(ticket.UserName));
        var (status, call) = await page.TryCallAsync("12345", credentials: Of(ticket), overTcp: relay.Address);
        Assert.Equal(200, status);
        var ringing = await agent.RingsAsync();
        if (way == "unanswered")
        {
            await call!.HangUpAsync();
        }
        else
        {
            call!.Speak(400);
            Assert.True(ringing.Answer());
            await ringing.Ear.HearsAsync(400);
            Assert.Equal(WebCallRefusal.Busy, node.WebCalls.Issue(IPAddress.Loopback, null).Refusal);
            await EndAsync();
        }

        Assert.Equal(ending, (await node.Events.WaitForAsync<CallEnded>()).Ending);
        await node.AllFreedAsync();
        Assert.Equal(SipStatus.Forbidden, (await page.TryCallAsync("12345", credentials: Of(ticket))).Status);
        WebCallAnswer[] next = [.. Enumerable.Range(0, 2).Select(_ => node.WebCalls.Issue(IPAddress.Loopback, null))];
        Assert.Equal([WebCallRefusal.None, WebCallRefusal.Busy], next.Select(answer => answer.Refusal)); // given back once, neither never nor twice

        async Task EndAsync()
        {
            switch (way)
            {
                case "page":
                    await call.HangUpAsync();
                    break;
                case "agent":
                    await ringing.HangUpAsync();
                    break;
                default:
                    relay.Cut();
                    call.Leg.Port.Dispose();
                    Assert.Equal(DialogEnding.RemoteBye, await ringing.Ended.InTime());
                    break;
            }
        }
    }

    [Fact]
    public async Task A_page_that_is_heard_on_keeps_its_call_though_its_connection_broke()
    {
        var node = await NodeAsync(options => options with { WebCalls = Limits, Callers = CallerAdmission.Trunks });
        var relay = Keep(TcpRelay.Start(node.Address));
        var agent = Keep(await node.ReadyPhoneAsync("8001"));
        var ticket = Ticket(node);
        var page = Keep(await node.PhoneAsync(ticket.UserName));
        var (_, call) = await page.TryCallAsync("12345", credentials: Of(ticket), overTcp: relay.Address);
        call!.Speak(400);
        var ringing = await agent.RingsAsync();
        Assert.True(ringing.Answer());
        await ringing.Ear.HearsAsync(400);

        relay.Cut();
        var heard = ringing.Heard;
        await Deadline.Until(() => ringing.Heard > heard + 125, "the agent did not hear the page for two seconds and a half");
        Assert.Empty(node.Events.All<CallEnded>());
        await ringing.HangUpAsync();
    }

    [Fact]
    public void An_old_ticket_begins_nothing()
    {
        var (desk, time) = Desk(Limits);
        var ticket = desk.Issue(Home, null).Ticket!;
        var account = desk.Find(ticket.UserName)!;
        time.Advance(Limits.TicketLife);

        Assert.True(desk.Owns(account));
        Assert.False(desk.TryBegin(account, out _));
        time.Advance(TimeSpan.FromMinutes(11));
        desk.Issue(Home, null);
        Assert.Null(desk.Find(ticket.UserName));
    }

    [Fact]
    public void An_address_is_allowed_some_and_then_one_after_the_other()
    {
        var (desk, time) = Desk(Limits with { PerAddress = 2 });

        Assert.Equal([WebCallRefusal.None, WebCallRefusal.None, WebCallRefusal.TooMany], Asked("2001:db8::1", "2001:db8::2", "2001:db8::3"));
        Assert.Equal([WebCallRefusal.None], Asked("2001:db8:0:1::1"));
        Assert.Equal(Limits.Refill, desk.Issue(IPAddress.Parse("2001:db8::4"), null).RetryAfter);
        time.Advance(Limits.Refill);
        Assert.Equal([WebCallRefusal.None, WebCallRefusal.TooMany], Asked("2001:db8::1", "2001:db8::1"));

        IEnumerable<WebCallRefusal> Asked(params string[] addresses) => [.. addresses.Select(address => desk.Issue(IPAddress.Parse(address), null).Refusal)];
    }

    [Fact]
    public void All_together_are_limited_by_the_minute_by_the_day_and_at_once()
    {
        var (minute, time) = Desk(Limits with { PerMinute = 2 });
        Assert.Equal([WebCallRefusal.None, WebCallRefusal.None, WebCallRefusal.Busy], Asked(minute, 3));
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([WebCallRefusal.None], Asked(minute, 1));

        var (day, days) = Desk(Limits with { PerDay = 1 });
        Assert.Equal([WebCallRefusal.None, WebCallRefusal.Busy], Asked(day, 2));
        days.Advance(TimeSpan.FromDays(1));
        Assert.Equal([WebCallRefusal.None], Asked(day, 1));

        var (atOnce, clock) = Desk(Limits with { AtOnce = 1 });
        var ticket = atOnce.Issue(Home, null).Ticket!;
        Assert.Equal([WebCallRefusal.Busy], Asked(atOnce, 1)); // it may still be used
        Assert.True(atOnce.TryBegin(atOnce.Find(ticket.UserName)!, out _));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal([WebCallRefusal.Busy], Asked(atOnce, 1)); // it is being used
        atOnce.End();
        Assert.Equal([WebCallRefusal.None], Asked(atOnce, 1));

        static IEnumerable<WebCallRefusal> Asked(WebCallers desk, int times) =>
            [.. Enumerable.Range(1, times).Select(n => desk.Issue(IPAddress.Parse($"198.51.100.{n}"), null).Refusal)];
    }

    [Theory]
    [InlineData("12", WebCallRefusal.NoNumber)]
    [InlineData("139 0000", WebCallRefusal.NoNumber)]
    [InlineData("13900001111;ext=1", WebCallRefusal.NoNumber)]
    [InlineData("+8613900001111", WebCallRefusal.None)]
    [InlineData("", WebCallRefusal.None)]
    public void Only_a_number_can_be_left(string number, WebCallRefusal expected) => Assert.Equal(expected, Desk(Limits).Desk.Issue(Home, number).Refusal);

    [Fact]
    public void Nobody_is_let_in_where_it_is_not_offered_or_offices_are_closed()
    {
        Assert.Equal(WebCallRefusal.NotOffered, Desk(null).Desk.Issue(Home, null).Refusal);
        Assert.Equal(WebCallRefusal.Closed, Desk(Limits with { InOfficeHours = true }).Desk.Issue(Home, null).Refusal);
    }

    private static (WebCallers Desk, ManualTimeProvider Time) Desk(WebCallOptions? limits)
    {
        var time = new ManualTimeProvider();
        return (new WebCallers(new TelephonyOptions { DataFolder = "", CallFlowFile = "", PromptFolders = [], WebCalls = limits }, new NeverOpen(), time), time);
    }

    private static WebCallTicket Ticket(RunningNode node, string? leftNumber = null) => node.WebCalls.Issue(IPAddress.Loopback, leftNumber).Ticket!;

    private static SipCredentials Of(WebCallTicket ticket) => new(ticket.UserName, ticket.Password, ticket.Realm);

    private sealed class NeverOpen : ICityHours
    {
        public TimeZoneInfo Zone => TimeZoneInfo.Utc;

        public bool IsWorkingDay(DateOnly day) => false;

        public bool IsOfficeOpen(DateTimeOffset at) => false;
    }
}
