using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotline.Channels.Email;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.Email;

/// <summary>What really goes over the wire to a mail server, whatever a citizen put into the fields.</summary>
public sealed class RawWireTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("x\r\nBcc: victim@example.org")]
    [InlineData("x\r\n.\r\nMAIL FROM:<evil@example.org>\r\n")]
    [InlineData("x\n.\nRCPT TO:<victim@example.org>\n")]
    public async Task One_mail_with_one_receiver_leaves(string evil)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var heard = HearAsync(server);
        using var sink = new CollectingSink();
        using var door = Door(server, sink);
        var outcome = await door.SendAsync(new OutboundMessage { Channel = ChannelKind.Email, Key = "k1", To = "a@b.cn", Text = evil, Subject = evil, InReplyTo = evil, CaseNumber = "20261122000001" });

        Assert.Equal(SendVerdict.Accepted, outcome.Verdict);
        var lines = (await heard).Split("\r\n");
        Assert.Equal(["EHLO city.example", "MAIL FROM:<12345@city.example>", "RCPT TO:<a@b.cn>", "DATA"], lines.Take(4));
        Assert.Equal(1, lines.Count(line => line == "."));
        Assert.Equal(1, lines.Count(line => line.StartsWith("MAIL", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(1, lines.Count(line => line.StartsWith("RCPT", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(lines, line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(lines, line => line.Contains('\n', StringComparison.Ordinal) || line.Contains('\r', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a@b.cn>\r\nRCPT TO:<victim@example.org")]
    [InlineData("a@b.cn\nDATA")]
    [InlineData("\"a\r\n\"@b.cn")]
    public async Task An_address_with_a_line_in_it_is_not_even_rung_up(string to)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var sink = new CollectingSink();
        using var door = Door(server, sink);

        Assert.Equal(SendVerdict.Refused, (await door.SendAsync(new OutboundMessage { Channel = ChannelKind.Email, Key = "k1", To = to, Text = "x" })).Verdict);
        Assert.False(server.Pending());
    }

    /// <summary>Takes one mail as an obliging server does, and gives all that was said to it.</summary>
    private static async Task<string> HearAsync(TcpListener server)
    {
        using var client = await server.AcceptTcpClientAsync(Token);
        var stream = client.GetStream();
        var said = new StringBuilder();
        await stream.WriteAsync("220 mx\r\n"u8.ToArray(), Token);
        var (buffer, data, answered) = (new byte[16 * 1024], false, 0);
        int count;
        while ((count = await stream.ReadAsync(buffer, Token)) > 0)
        {
            said.Append(Encoding.Latin1.GetString(buffer, 0, count));
            var all = said.ToString();
            var end = data ? all.IndexOf("\r\n.\r\n", answered, StringComparison.Ordinal) : all.IndexOf("\r\n", answered, StringComparison.Ordinal);
            while (end >= 0)
            {
                var line = all[answered..end];
                answered = end + (data ? 5 : 2);
                var answer = data ? "250 taken\r\n" : line.StartsWith("DATA", StringComparison.Ordinal) ? "354 go\r\n" : line.StartsWith("QUIT", StringComparison.Ordinal) ? "221 bye\r\n" : "250 fine\r\n";
                data = !data && answer.StartsWith("354", StringComparison.Ordinal);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Token);
                if (answer.StartsWith("221", StringComparison.Ordinal))
                {
                    return said.ToString();
                }

                end = all.IndexOf(data ? "\r\n.\r\n" : "\r\n", answered, StringComparison.Ordinal);
            }
        }

        return said.ToString();
    }

    private static EmailDoor Door(TcpListener server, CollectingSink sink)
    {
        var smtp = new MailServerOptions { Host = "127.0.0.1", Port = ((IPEndPoint)server.LocalEndpoint).Port, Security = MailSecurity.None };
        return new EmailDoor(
            new EmailOptions { Address = "12345@city.example", Imap = smtp with { UserName = "u", Password = "p" }, Smtp = smtp },
            new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance),
            new FakeMemory(TimeProvider.System),
            new ChannelBoard(TimeProvider.System),
            TimeProvider.System,
            NullLogger<EmailDoor>.Instance);
    }
}
