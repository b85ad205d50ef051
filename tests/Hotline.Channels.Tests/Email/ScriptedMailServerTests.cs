using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotline.Channels.Email;

namespace Hotline.Channels.Tests.Email;

/// <summary>What no server at hand offers, by transcript: each line the client must say, and what it is told.</summary>
public sealed class ScriptedMailServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IMAP_signs_in_with_an_access_token_and_hears_the_reason_of_a_refusal()
    {
        const string Bearer = "dXNlcj1tZQFhdXRoPUJlYXJlciB0b2tlbgEB";
        await using var good = new Script(
            "* OK ready", "h1 CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\nh1 OK", "h2 AUTHENTICATE XOAUTH2", "+ ", Bearer, "h2 OK", "h3 CAPABILITY", "* CAPABILITY IMAP4rev1 IDLE\nh3 OK");
        await using (var session = await ImapSession.OpenAsync(Options(good.Port), TimeProvider.System, Token))
        {
            Assert.True(session.CanIdle);
        }

        await good.EndAsync();
        await using var bad = new Script(
            "* OK ready", "h1 CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\nh1 OK", "h2 AUTHENTICATE XOAUTH2", "+ ", Bearer, "+ eyJzdGF0dXMiOiI0MDAifQ==", "", "h2 NO refused");
        Assert.True((await Assert.ThrowsAsync<ImapRefusedException>(() => ImapSession.OpenAsync(Options(bad.Port), TimeProvider.System, Token))).SignIn);
        await bad.EndAsync();
    }

    [Fact]
    public async Task SMTP_signs_in_with_an_access_token_and_hears_the_reason_of_a_refusal()
    {
        const string Ask = "AUTH XOAUTH2 dXNlcj1tZQFhdXRoPUJlYXJlciB0b2tlbgEB";
        await using var good = new Script("220 mx", "EHLO city.example", "250-mx\n250-AUTH XOAUTH2\n250 8BITMIME", Ask, "235 2.7.0 fine");
        var (session, answer) = await SmtpSession.OpenAsync(Options(good.Port), TimeProvider.System, Token);
        Assert.Equal((true, 235), (session is not null, answer.Code));
        await session!.DisposeAsync();

        await using var bad = new Script("220 mx", "EHLO city.example", "250-mx\n250 AUTH XOAUTH2", Ask, "334 eyJzdGF0dXMiOiI0MDAifQ==", "", "535 5.7.8 no");
        var (none, refused) = await SmtpSession.OpenAsync(Options(bad.Port), TimeProvider.System, Token);
        Assert.Equal((true, "535 5.7.8"), (none is null, refused.Codes));
        await bad.EndAsync();
    }

    [Fact]
    public async Task Without_STARTTLS_on_offer_nothing_of_us_is_said()
    {
        await using var imap = new Script("* OK ready", "h1 CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\nh1 OK");
        await Assert.ThrowsAsync<MailBrokenException>(() => ImapSession.OpenAsync(Secured(Options(imap.Port)), TimeProvider.System, Token));
        await imap.EndAsync();
        await using var smtp = new Script("220 mx", "EHLO city.example", "250-mx\n250 AUTH PLAIN");
        await Assert.ThrowsAsync<MailBrokenException>(() => SmtpSession.OpenAsync(Secured(Options(smtp.Port)), TimeProvider.System, Token));
        await smtp.EndAsync();
    }

    [Fact]
    public async Task A_link_that_breaks_before_the_last_dot_sent_nothing_and_after_it_maybe()
    {
        foreach (var (lines, nothing) in new[]
        {
            (new[] { "220 mx", "EHLO city.example", "250-mx\n250 AUTH XOAUTH2", "*", "235 fine", "MAIL FROM:<12345@city.example>", "250 fine", "RCPT TO:<a@b.cn>" }, true),
            (["220 mx", "EHLO city.example", "250-mx\n250 AUTH XOAUTH2", "*", "235 fine", "MAIL FROM:<12345@city.example>", "250 fine", "RCPT TO:<a@b.cn>", "250 fine", "DATA", "354 go", "x", "", "."], false),
        })
        {
            await using var server = new Script(lines);
            var (session, _) = await SmtpSession.OpenAsync(Options(server.Port), TimeProvider.System, Token);
            var fault = await Assert.ThrowsAsync<MailBrokenException>(() => session!.SendAsync("12345@city.example", "a@b.cn", "x\r\n\r\n"u8.ToArray(), Token));
            Assert.Equal(nothing, fault.NothingSent);
            await session!.DisposeAsync();
        }
    }

    private static EmailOptions Secured(EmailOptions options) => options with
    {
        Imap = options.Imap with { Security = MailSecurity.StartTls },
        Smtp = options.Smtp with { Security = MailSecurity.StartTls },
    };

    private static EmailOptions Options(int port)
    {
        var server = new MailServerOptions { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, SignIn = MailSignIn.XOAuth2, UserName = "me", Password = "token" };
        return new EmailOptions { Address = "12345@city.example", Imap = server, Smtp = server };
    }

    /// <summary>Says the first line, then by turns hears one and says one; a star hears anything. Then it leaves.</summary>
    private sealed class Script : IAsyncDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task played;

        internal Script(params string[] lines)
        {
            listener.Start();
            played = PlayAsync(lines);
        }

        internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        internal Task EndAsync() => played.WaitAsync(TimeSpan.FromSeconds(60));

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await Task.WhenAny(played);
            listener.Dispose();
        }

        private async Task PlayAsync(string[] lines)
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            var saying = true;
            for (var at = 0; at < lines.Length; at++)
            {
                if (saying)
                {
                    await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(lines[at].Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"));
                }
                else
                {
                    var heard = await reader.ReadLineAsync();
                    Assert.True(lines[at] == "*" || lines[at] == heard, $"'{heard}' instead of '{lines[at]}'");
                }

                // The mail itself is lines without answers.
                saying = saying ? false : at + 1 < lines.Length && !(lines[at] is "x" || (lines[at].Length == 0 && at + 1 < lines.Length && lines[at + 1] == "."));
            }
        }
    }
}
