using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip;

public sealed class SipEndpointTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_phone_registers_with_digest_and_is_found(bool tcp)
    {
        await using var hotline = await RunningEndpoint.StartAsync(("8001", "secret"));
        await using var phone = await RunningEndpoint.StartAsync();

        var response = await phone.RegisterAsync(hotline, "8001", "secret", tcp).InTime();

        Assert.Equal(SipStatus.Ok, response.Status);
        var binding = Assert.Single(hotline.Endpoint.Bindings.For("8001"));
        Assert.True(binding.Contact.Matches(phone.UriOf("8001", tcp)));
        Assert.Equal(tcp, binding.Flow.IsReliable);
    }

    [Theory]
    [InlineData("8001", "wrong")]
    [InlineData("nobody", "secret")]
    public async Task A_wrong_password_and_an_unknown_account_get_the_same_refusal(string user, string password)
    {
        await using var hotline = await RunningEndpoint.StartAsync(("8001", "secret"));
        await using var phone = await RunningEndpoint.StartAsync();

        var response = await phone.RegisterAsync(hotline, user, password).InTime();

        Assert.Equal((SipStatus.Forbidden, "Forbidden"), (response.Status, response.Reason));
        Assert.Empty(hotline.Endpoint.Bindings.For(user));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_is_answered_acknowledged_and_hung_up_by_the_caller(bool tcp)
    {
        await using var hotline = await RunningEndpoint.StartAsync();
        await using var phone = await RunningEndpoint.StartAsync();
        var accepted = new TaskCompletionSource<Dialog>();
        hotline.OnCall = (invite, _) =>
        {
            Assert.Equal(("12345", "13800000000"), (invite.CalledUser, invite.CallerUser));
            invite.Progress(SipStatus.Ringing);
            Assert.True(invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog));
            accepted.SetResult(dialog);
            return Task.CompletedTask;
        };
        var provisional = new List<int>();

        var outcome = await phone.CallAsync(hotline, "12345", tcp, response => provisional.Add(response.Status)).InTime();

        Assert.Equal(SipStatus.Ok, outcome.Status);
        Assert.Equal([SipStatus.Ringing], provisional);
        Assert.False(outcome.Answer.IsEmpty);
        var dialog = await accepted.Task.InTime();
        await dialog.Acknowledged.InTime();
        await outcome.Dialog!.ByeAsync(Deadline.Token()).InTime();
        Assert.Equal(DialogEnding.LocalBye, await outcome.Dialog.Ended.InTime());
        Assert.Equal(DialogEnding.RemoteBye, await dialog.Ended.InTime());
        await Deadline.Until(() => hotline.Endpoint.DialogCount == 0 && phone.Endpoint.DialogCount == 0, "a dialog was left");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_registered_phone_is_called_by_the_way_it_registered(bool tcp)
    {
        await using var hotline = await RunningEndpoint.StartAsync(("8001", "secret"));
        await using var phone = await RunningEndpoint.StartAsync();
        phone.OnCall = (invite, _) =>
        {
            invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog);
            return dialog!.ByeAsync(Deadline.Token());
        };
        await phone.RegisterAsync(hotline, "8001", "secret", tcp).InTime();

        var outcome = await hotline.CallAsync(hotline.Endpoint.Bindings.For("8001")[0]).InTime();

        Assert.Equal(SipStatus.Ok, outcome.Status);
        Assert.Equal(DialogEnding.RemoteBye, await outcome.Dialog!.Ended.InTime());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_given_up_while_it_rings_is_cancelled(bool tcp)
    {
        await using var hotline = await RunningEndpoint.StartAsync();
        await using var phone = await RunningEndpoint.StartAsync();
        var aborted = new TaskCompletionSource();
        hotline.OnCall = async (invite, stopping) =>
        {
            await using var registration = invite.Aborted.Register(aborted.SetResult);
            invite.Progress(SipStatus.Ringing);
            await aborted.Task;
            Assert.False(invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog));
            Assert.Null(dialog);
        };
        using var giveUp = new CancellationTokenSource();

        var outcome = await phone.CallAsync(hotline, "12345", tcp, _ => giveUp.Cancel(), giveUp.Token).InTime();

        Assert.Equal((SipStatus.RequestTerminated, null), (outcome.Status, outcome.Dialog));
        await aborted.Task.InTime();
    }

    [Fact]
    public async Task An_answer_that_crosses_the_cancel_is_hung_up()
    {
        await using var hotline = await RunningEndpoint.StartAsync();
        await using var phone = await RunningEndpoint.StartAsync();
        using var giveUp = new CancellationTokenSource();
        var accepted = new TaskCompletionSource<Dialog>();
        hotline.OnCall = async (invite, stopping) =>
        {
            // cancelled before any provisional answer but 100 was read: the CANCEL goes out when the call is answered already
            Assert.True(invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog));
            accepted.SetResult(dialog);
            await dialog.Ended;
        };
        await giveUp.CancelAsync();

        var outcome = await phone.CallAsync(hotline, "12345", cancellationToken: giveUp.Token).InTime();

        Assert.Equal((SipStatus.RequestTerminated, null), (outcome.Status, outcome.Dialog));
        if (accepted.Task.IsCompleted)
        {
            Assert.Equal(DialogEnding.RemoteBye, await (await accepted.Task).Ended.InTime());
        }
    }

    [Fact]
    public async Task A_refusal_reaches_the_caller_with_its_status()
    {
        await using var hotline = await RunningEndpoint.StartAsync();
        await using var phone = await RunningEndpoint.StartAsync();
        hotline.OnCall = (invite, _) =>
        {
            invite.Reject(SipStatus.BusyHere);
            return Task.CompletedTask;
        };

        var outcome = await phone.CallAsync(hotline, "12345").InTime();

        Assert.Equal((SipStatus.BusyHere, null), (outcome.Status, outcome.Dialog));
    }

    [Fact]
    public async Task A_handler_that_fails_answers_500()
    {
        await using var hotline = await RunningEndpoint.StartAsync();
        await using var phone = await RunningEndpoint.StartAsync();
        hotline.OnCall = (_, _) => throw new InvalidOperationException("on purpose");

        Assert.Equal(SipStatus.ServerInternalError, (await phone.CallAsync(hotline, "12345").InTime()).Status);
    }

    [Fact]
    public async Task Stopping_hangs_up_and_refuses()
    {
        var hotline = await RunningEndpoint.StartAsync();
        await using var phone = await RunningEndpoint.StartAsync();
        hotline.OnCall = (invite, stopping) =>
        {
            if (invite.CalledUser == "12345")
            {
                Assert.True(invite.TryAccept(TestSdp.Answer(invite.Offer), out var dialog));
                Assert.NotNull(dialog);
                return Task.CompletedTask;
            }

            invite.Progress(SipStatus.Ringing);
            return Task.Delay(Timeout.Infinite, stopping);
        };
        var talking = await phone.CallAsync(hotline, "12345").InTime();
        var rings = new TaskCompletionSource();
        var ringing = phone.CallAsync(hotline, "1", onProvisional: _ => rings.SetResult());
        await rings.Task.InTime();

        await hotline.DisposeAsync();

        Assert.Equal(DialogEnding.RemoteBye, await talking.Dialog!.Ended.InTime());
        Assert.Equal(SipStatus.ServiceUnavailable, (await ringing.InTime()).Status);
    }

    [Fact]
    public async Task What_strangers_ask_leaves_nothing_behind()
    {
        await using var hotline = await RunningEndpoint.StartAsync(("8001", "secret"));
        await using var stranger = await RunningEndpoint.StartAsync();
        for (var i = 0; i < 200; i++)
        {
            await stranger.RegisterAsync(hotline, "8001", "guess" + i, callId: "c" + i).InTime();
        }

        await Deadline.Until(() => hotline.Endpoint.TransactionCount == 0, "something was kept"); // the last answer may be read before it is forgotten
    }

    [Fact]
    public async Task A_call_can_be_made_to_show_whose_it_is()
    {
        await using var hotline = await RunningEndpoint.StartAsync(("8001", "secret"));
        await using var phone = await RunningEndpoint.StartAsync();
        var seen = new List<string?>();
        hotline.OnCall = (invite, _) =>
        {
            var account = invite.AuthenticateOrChallenge();
            lock (seen)
            {
                seen.Add(account?.AgentId);
            }

            invite.Reject(SipStatus.BusyHere);
            return Task.CompletedTask;
        };

        async Task<int> CallAsync(string? password) => (await phone.Endpoint.InviteAsync(
            new OutgoingInvite
            {
                Target = hotline.UriOf("8002"),
                FromUser = "8001",
                Offer = TestSdp.Offer,
                Credentials = password is null ? null : new SipCredentials("8001", password, FixedAgents.Realm),
            },
            Deadline.Token()).InTime()).Status;

        Assert.Equal(SipStatus.Unauthorized, await CallAsync(null));
        Assert.Equal(SipStatus.Forbidden, await CallAsync("wrong"));
        Assert.Equal(SipStatus.BusyHere, await CallAsync("secret"));
        Assert.Equal([null, null, null, null, "agent-8001"], seen);
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_error()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var taken = (IPEndPoint)other.LocalEndPoint!;
        await using var endpoint = new SipEndpoint(
            new SipSettings { Listen = [taken] }, new FixedAgents(), null!, TimeProvider.System, NullLoggerFactory.Instance);

        var fault = await Assert.ThrowsAsync<IOException>(() => endpoint.StartAsync(CancellationToken.None));

        Assert.Equal($"SIP cannot listen on {taken}: the port is in use.", fault.Message);
    }

    [Fact]
    public async Task An_account_goes_out_of_reach_when_its_connection_closes()
    {
        await using var hotline = await RunningEndpoint.StartAsync(("8001", "secret"));
        var changes = new List<ReachabilityChange>();
        hotline.Endpoint.Bindings.OnChange = change =>
        {
            lock (changes)
            {
                changes.Add(change);
            }
        };
        await using (var phone = await RunningEndpoint.StartAsync())
        {
            await phone.RegisterAsync(hotline, "8001", "secret", tcp: true).InTime();
        }

        await Deadline.Until(() => hotline.Endpoint.Bindings.For("8001").Count == 0, "the binding stayed");
        await Deadline.Until(() => changes.Count == 2, "not told twice");
        Assert.Equal([("8001", true), ("8001", false)], changes.Select(change => (change.Account.UserName, change.IsReachable)));
    }
}
