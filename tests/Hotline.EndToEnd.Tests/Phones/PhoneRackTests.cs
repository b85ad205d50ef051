using System.Net;
using Hotline.Phones;

namespace Hotline.EndToEnd.Tests.Phones;

/// <summary>Our small phones against each other: what they say of the product is worth what they are.</summary>
public sealed class PhoneRackTests : IAsyncLifetime
{
    private const int MostCalls = 50;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Neither has a server: each is the other's, as two phones on a cable.
    private PhoneRack left = null!; // calls
    private PhoneRack right = null!; // is called

    private static CancellationToken Deadline => new CancellationTokenSource(Patience).Token;

    public ValueTask InitializeAsync()
    {
        var first = FreePort();
        right = new PhoneRack(first, new IPEndPoint(IPAddress.Loopback, 0), MostCalls);
        left = new PhoneRack(right.EndPoint, first, MostCalls);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await left.DisposeAsync();
        await right.DisposeAsync();
    }

    [Fact]
    public async Task Two_phones_talk_and_count_every_packet()
    {
        var (caller, called) = await TalkAsync(1000, 600);
        await UntilAsync(() => caller.HeardShareOf(600) > ToneShare.Clear && called.HeardShareOf(1000) > ToneShare.Clear);
        Assert.True(caller.HeardShareOf(1000) < 0.1, "nobody hears himself");

        var end = await caller.HangUpAsync(Deadline);
        var other = await called.Ended.WaitAsync(Patience);

        Assert.True(end.ByUs && !other.ByUs);
        Assert.Equal((0, 0), (end.Media.Lost, other.Media.Lost));
        Assert.InRange(other.Media.Received, end.Media.Sent - 2, end.Media.Sent);
        Assert.InRange(end.Media.Sent / 50.0, end.Talked.TotalSeconds - 0.1, end.Talked.TotalSeconds + 0.1);
    }

    [Fact]
    public async Task The_called_one_may_hang_up()
    {
        var (caller, called) = await TalkAsync(400, 450);

        Assert.True((await called.HangUpAsync(Deadline)).ByUs);
        Assert.False((await caller.Ended.WaitAsync(Patience)).ByUs);
    }

    [Fact]
    public async Task Keys_pressed_are_heard_once_each_and_speech_goes_on()
    {
        var (caller, called) = await TalkAsync(1000, 600);

        caller.Press("155#");
        await UntilAsync(() => called.HeardKeys.Length == 4 && called.HeardShareOf(1000) > ToneShare.Clear);
        await caller.HangUpAsync(Deadline);

        Assert.Equal("155#", called.HeardKeys);
        Assert.Equal(0, (await called.Ended.WaitAsync(Patience)).Media.Lost);
    }

    [Fact]
    public async Task A_number_nobody_has_is_refused()
    {
        var fault = await Assert.ThrowsAsync<PhoneException>(() => left.Add("1", 1000).CallAsync("9", Patience, Deadline));

        Assert.Equal("INVITE: 404 Not Found", fault.Message);
    }

    [Fact]
    public async Task Fifty_calls_at_once_lose_nothing()
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, MostCalls).Select(i => TalkAsync(400 + (50 * (i % 40)), 400 + (50 * ((i + 7) % 40)), i)));
        await UntilAsync(() => calls.Select((call, i) => (call, i)).All(entry =>
            entry.call.Caller.HeardShareOf(400 + (50 * ((entry.i + 7) % 40))) > ToneShare.Clear
            && entry.call.Called.HeardShareOf(400 + (50 * (entry.i % 40))) > ToneShare.Clear));

        var ends = await Task.WhenAll(calls.Select(call => call.Caller.HangUpAsync(Deadline)));
        Assert.Equal(0, ends.Sum(end => end.Media.Lost));
    }

    private static IPEndPoint FreePort()
    {
        using var socket = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return (IPEndPoint)socket.Client.LocalEndPoint!;
    }

    private static async Task UntilAsync(Func<bool> wanted)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!wanted())
        {
            await beat.WaitForNextTickAsync(Deadline);
        }
    }

    private async Task<(PhoneCall Caller, PhoneCall Called)> TalkAsync(int callerTone, int calledTone, int number = 0)
    {
        var phone = right.Add($"2{number}", calledTone);
        var calling = left.Add($"1{number}", callerTone).CallAsync($"2{number}", Patience, Deadline);
        var called = await phone.Ringing.ReadAsync(Deadline);
        await called.AnswerAsync();
        return (await calling, called);
    }
}
