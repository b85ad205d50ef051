using System.Net;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Whom the node does not listen to, over restarts (reliability S4).</summary>
public sealed class BanBookTests : IDisposable
{
    private const string Guesser = "127.0.0.9";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_ban_outlives_the_process_is_reported_once_and_so_does_its_lifting()
    {
        BannedAddress ban;
        var events = new EventLog();
        await using (var node = await RunningNode.StartAsync(folder, events))
        {
            using var guesser = new Stranger(node.Address, Guesser);
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal(SipStatus.Forbidden, await guesser.RegisterAsync("8001", "guess" + i));
            }

            ban = Assert.Single(node.Bans.Bans);
            var told = await events.WaitForAsync<AddressBanned>();
            Assert.Equal((IPAddress.Parse(Guesser), ban.Until, 10), (told.Address, told.Until, told.Failures));
        }

        await using (var node = await RunningNode.StartAsync(folder, events))
        {
            Assert.Equal([ban], node.Bans.Bans);
            using var guesser = new Stranger(node.Address, Guesser);
            guesser.Send("OPTIONS", "sip:h");
            using var other = new Stranger(node.Address, "127.0.0.10");
            Assert.Equal(SipStatus.Ok, await other.AskAsync("OPTIONS", "sip:h"));
            Assert.True(guesser.HearsNothing);
            Assert.True(node.Bans.Lift(ban.Address));
        }

        await using (var node = await RunningNode.StartAsync(folder, events))
        {
            Assert.Empty(node.Bans.Bans);
            using var guesser = new Stranger(node.Address, Guesser);
            Assert.Equal(SipStatus.Ok, await guesser.AskAsync("OPTIONS", "sip:h"));
        }

        Assert.Single(events.All<AddressBanned>());
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_bans_nobody_and_stops_no_start()
    {
        Directory.CreateDirectory(folder.File("data/spool"));
        await File.WriteAllTextAsync(folder.File("data/spool/bans.json"), "[{\"address\":\"nowhere\"", Deadline.Token());
        await using var node = await RunningNode.StartAsync(folder);
        Assert.Empty(node.Bans.Bans);
    }
}
