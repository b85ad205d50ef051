using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotline.EndToEnd.Tests.Peers;
using Hotline.Phones;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>Attackers at the telephone node's door and at the sound of its calls (reliability S3, S4, S7).</summary>
public sealed class AttackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task SIPVicious_learns_no_extension_hits_no_password_and_is_banned()
    {
        Assert.SkipUnless(SipVicious.IsInstalled, SipVicious.Absent);
        using var folder = new TemporaryFolder();
        await using var product = await RunningProduct.StartAsync();
        using var admin = await product.SignInAsync("admin");

        foreach (var method in (string[])["REGISTER", "INVITE"])
        {
            // 8001 and 8002 exist.
            Assert.Contains("found nothing", await SipVicious.FindExtensionsAsync(product.Sip, method, "8001-8003"), StringComparison.Ordinal);
        }

        await File.WriteAllLinesAsync(folder.File("passwords"), [.. Enumerable.Range(0, 30).Select(n => $"guess{n}"), "hotline-sample"]);
        await using var guesser = SipVicious.StartGuessing(product.Sip, "8001", folder.File("passwords"));
        var ban = (await admin.GetUntilAsync("/api/bans", bans => bans.AsArray().Count > 0, Patience)).AsArray().Single()!;
        Assert.Equal(("127.0.0.1", 10), (ban["address"]!.GetValue<string>(), ban["failures"]!.GetValue<int>()));
        Assert.DoesNotContain("hotline-sample", guesser.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flood_of_REGISTER_costs_no_memory_and_a_call_that_goes_on_nothing()
    {
        await using var product = await RunningProduct.StartAsync();
        using var desk = await product.SignInAsync("agent1");
        await using var rack = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        var agent = rack.Add("8001", 600);
        using var limit = new CancellationTokenSource(Patience);
        await agent.RegisterAsync("hotline-sample", limit.Token);
        await desk.PostAsync("/api/switchboard/ready", new { });
        var calling = rack.Add("13800138000", 1000).CallAsync("12345", Patience, limit.Token);
        var answered = await agent.Ringing.ReadAsync(limit.Token);
        await answered.AnswerAsync();
        var caller = await calling;
        var before = MemoryOf(product);

        // 2,000 a second for 2 s from one address, then as many from a thousand.
        await FloodAsync(product.Sip, addresses: 1, limit.Token);
        await FloodAsync(product.Sip, addresses: 1_000, limit.Token);

        var end = await caller.HangUpAsync(limit.Token);
        var other = await answered.Ended.WaitAsync(limit.Token);
        foreach (var media in (MediaCount[])[end.Media, other.Media])
        {
            Assert.InRange(media.Lost, 0, media.Received / 100);
        }

        Assert.InRange(MemoryOf(product) - before, long.MinValue, 64 << 20);
        await rack.Add("8002", 700).RegisterAsync("hotline-sample", limit.Token); // it is heard as before
    }

    [Fact]
    public async Task A_flood_of_junk_at_the_ports_of_a_call_is_neither_heard_nor_answered_and_costs_the_call_nothing()
    {
        const int markerHertz = 3_350;
        await using var product = await RunningProduct.StartAsync();
        using var desk = await product.SignInAsync("agent1");
        await using var rack = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        var agent = rack.Add("8001", 600);
        using var limit = new CancellationTokenSource(Patience);
        await agent.RegisterAsync("hotline-sample", limit.Token);
        await desk.PostAsync("/api/switchboard/ready", new { });
        var calling = rack.Add("13800138000", 1000).CallAsync("12345", Patience, limit.Token);
        var answered = await agent.Ringing.ReadAsync(limit.Token);
        await answered.AnswerAsync();
        var caller = await calling;

        // A tenth of what the bench sends (bench media --junk 20000).
        using (var stranger = new JunkSender(product.Sip, [caller.ProductSound!, answered.ProductSound!], 2_000, markerHertz, seed: 7))
        {
            while (stranger.Sent < 6_000 || answered.HeardShareOf(1000) < ToneShare.Clear || caller.HeardShareOf(600) < ToneShare.Clear)
            {
                Assert.InRange(Math.Max(answered.HeardShareOf(markerHertz), caller.HeardShareOf(markerHertz)), 0, 0.02);
                await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
            }

            Assert.Equal(0, stranger.AnsweredBySound);
        }

        var end = await caller.HangUpAsync(limit.Token);
        var other = await answered.Ended.WaitAsync(limit.Token);
        foreach (var media in (MediaCount[])[end.Media, other.Media])
        {
            // Some hundred packets cannot tell 0.1 %: the bench does.
            Assert.InRange(media.Lost, 0, media.Received / 100);
        }
    }

    private static async Task FloodAsync(IPEndPoint product, int addresses, CancellationToken cancellationToken)
    {
        const int messages = 4_000;
        var sockets = Enumerable.Range(0, addresses).Select(Bind).ToArray();
        var begun = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < messages; i++)
        {
            var due = TimeSpan.FromSeconds(i / 2_000.0) - TimeProvider.System.GetElapsedTime(begun);
            if (due > TimeSpan.FromMilliseconds(5))
            {
                await Task.Delay(due, cancellationToken);
            }

            var socket = sockets[i % addresses];
            await socket.SendToAsync(
                Encoding.ASCII.GetBytes(
                    $"REGISTER sip:h SIP/2.0\r\nVia: SIP/2.0/UDP {socket.LocalEndPoint};rport;branch=z9hG4bK{i}\r\nMax-Forwards: 70\r\nFrom: <sip:{8000 + (i % 10)}@h>;tag=f{i}\r\n"
                    + $"To: <sip:{8000 + (i % 10)}@h>\r\nCall-ID: flood-{i}\r\nCSeq: 1 REGISTER\r\nContact: <sip:x@{socket.LocalEndPoint}>\r\nContent-Length: 0\r\n\r\n"),
                SocketFlags.None,
                product,
                cancellationToken);
        }

        Array.ForEach(sockets, socket => socket.Dispose());

        static Socket Bind(int number)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(new IPAddress([127, 1, (byte)(number >> 8), (byte)number]), 0));
            return socket;
        }
    }

    private static long MemoryOf(RunningProduct product)
    {
        using var process = Process.GetProcessById(product.Process.Id);
        return process.WorkingSet64;
    }
}
