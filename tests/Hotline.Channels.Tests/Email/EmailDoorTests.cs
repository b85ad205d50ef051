using Hotline.Channels.Email;
using Hotline.Channels.Mime;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Channels.Tests.Email;

/// <summary>Against Dovecot and Postfix.</summary>
public sealed class EmailDoorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MailSecurity.Tls, MailSignIn.Plain)]
    [InlineData(MailSecurity.StartTls, MailSignIn.Login)]
    public async Task Mails_are_taken_once_and_marked_when_they_are_safe(MailSecurity security, MailSignIn signIn)
    {
        await using var servers = await MailServers.StartAsync();
        await servers.DeliverAsync(Mail(1));
        var (memory, sink) = (new FakeMemory(TimeProvider.System), new CollectingSink());
        sink.Refuse(1);
        using (var door = Door(servers.Options(security, signIn), memory, sink))
        {
            await door.StartAsync(Token);
            await sink.WaitAsync(() => sink.Messages.Count == 1);

            // Told of by the server while we wait.
            await servers.DeliverAsync(Mail(2));
            await servers.DeliverAsync(Mail(2));
            await sink.WaitAsync(() => sink.Messages.Select(message => message.ExternalId).Distinct(StringComparer.Ordinal).Count() == 2);
            await SeenAsync(servers, 3);
            await KeptAsync(memory, uid: 3);
            await door.StopAsync(Token);
        }

        Assert.Equal(["第1件", "第2件"], sink.Messages.Select(message => message.Text));
        await servers.DeliverAsync(Mail(3));
        using var next = new CollectingSink();
        using (var door = Door(servers.Options(security, signIn), memory, next))
        {
            await door.StartAsync(Token);
            await next.WaitAsync(() => !next.Messages.IsEmpty);
            Assert.Equal("第3件", Assert.Single(next.Messages).Text);
            await SeenAsync(servers, 4);
            await door.StopAsync(Token);
        }

        await servers.ChangeValidityAsync();
        using var all = new CollectingSink();
        using (var door = Door(servers.Options(security, signIn), memory, all))
        {
            await door.StartAsync(Token);
            await all.WaitAsync(() => all.Messages.Count == 3);
            await door.StopAsync(Token);
        }

        Assert.Equal(["第1件", "第2件", "第3件"], all.Messages.Select(message => message.Text));
    }

    [Fact]
    public async Task Our_mail_goes_through_Postfix_and_the_answer_to_it_comes_back_as_one()
    {
        await using var servers = await MailServers.StartAsync(postfix: true);
        using var sink = new CollectingSink();
        using var door = Door(servers.Options(), new FakeMemory(TimeProvider.System), sink);
        var message = new OutboundMessage
        {
            Channel = ChannelKind.Email,
            Key = "0123456789abcdef0123456789abcdef",
            To = MailServers.Citizen,
            Text = "已修好。\n.\n满意请回复1",
            Subject = "路灯不亮",
            InReplyTo = "<1@example.org>",
            CaseNumber = "20261122000001",
        };

        var outcome = await door.SendAsync(message);
        Assert.Equal((SendVerdict.Accepted, MailWriter.ProviderId(message.Key)), (outcome.Verdict, outcome.ProviderId));
        var mail = await ArrivedAsync(servers);
        var read = MimeReader.Read(System.Text.Encoding.UTF8.GetBytes(mail), new MimeLimits()).Mail!;
        Assert.Equal("Re: 路灯不亮 [20261122000001]", HeaderText.Decode(read.Field("subject")!));
        Assert.Equal("已修好。\n.\n满意请回复1", read.Text.ReplaceLineEndings("\n").TrimEnd());

        await door.StartAsync(Token);
        await servers.DeliverAsync($"From: {MailServers.Citizen}\nSubject: Re: x\nMessage-ID: <2@city.example>\nIn-Reply-To: {read.Field("message-id")}\n\n1\n");
        await sink.WaitAsync(() => !sink.Messages.IsEmpty);
        Assert.Equal([message.Key], Assert.Single(sink.Messages).AnswersKeys);
        await door.StopAsync(Token);

        var refused = await door.SendAsync(message with { Key = "other", To = "nobody@city.example" });
        Assert.Equal((SendVerdict.Refused, "smtp 550 5.1.1"), (refused.Verdict, refused.Reason));
        var stranger = servers.Options();
        using var wrong = Door(stranger with { Smtp = stranger.Smtp with { Password = "wrong" } }, new FakeMemory(TimeProvider.System), sink);
        var later = await wrong.SendAsync(message with { Key = "third" });
        Assert.Equal((SendVerdict.Later, "smtp 535 5.7.8"), (later.Verdict, later.Reason));
        using var doubting = Door(stranger with { Smtp = stranger.Smtp with { PinnedCertificate = null } }, new FakeMemory(TimeProvider.System), sink);
        Assert.Equal("the certificate is not believed", (await doubting.SendAsync(message with { Key = "fourth" })).Reason);
    }

    [Fact]
    public async Task A_wrong_password_and_a_certificate_nobody_vouches_for_are_told()
    {
        await using var servers = await MailServers.StartAsync();
        var good = servers.Options(MailSecurity.Tls);

        await Assert.ThrowsAsync<ImapRefusedException>(() => ImapSession.OpenAsync(good with { Imap = good.Imap with { Password = "wrong" } }, TimeProvider.System, Token));
        var fault = await Assert.ThrowsAsync<MailBrokenException>(() => ImapSession.OpenAsync(good with { Imap = good.Imap with { PinnedCertificate = null } }, TimeProvider.System, Token));
        Assert.Equal("the certificate is not believed", fault.Message);
    }

    [Fact]
    public async Task A_mail_larger_than_allowed_is_a_message_that_says_so()
    {
        await using var servers = await MailServers.StartAsync();
        await servers.DeliverAsync(Mail(1) + new string('x', 5000));
        using var sink = new CollectingSink();
        using var door = Door(servers.Options() with { MaxBytes = 2048 }, new FakeMemory(TimeProvider.System), sink);
        await door.StartAsync(Token);
        await sink.WaitAsync(() => !sink.Messages.IsEmpty);
        Assert.Equal("too-large", Assert.Single(sink.Messages).Quarantine);
        await door.StopAsync(Token);
    }

    private static string Mail(int number) => $"From: {MailServers.Citizen}\nTo: {MailServers.Ours}\nSubject: x\nMessage-ID: <{number}@example.org>\nContent-Type: text/plain; charset=utf-8\n\n第{number}件\n";

    private static EmailDoor Door(EmailOptions options, IChannelMemory memory, CollectingSink sink) => new(
        options,
        new InboundDesk(new Lazy<IInboundMessageSink>(sink), NullLogger<InboundDesk>.Instance),
        memory,
        new ChannelBoard(TimeProvider.System),
        TimeProvider.System,
        NullLogger<EmailDoor>.Instance);

    private static async Task SeenAsync(MailServers servers, int count)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (System.Text.RegularExpressions.Regex.Count(await servers.FlagsAsync(), "Seen", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)) != count)
        {
            await Task.Delay(100, deadline.Token);
        }
    }

    /// <summary>The door knows how far it came: one stopped between the mark on the server and this takes its last mail again.</summary>
    private static async Task KeptAsync(FakeMemory memory, uint uid)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (await memory.FindAsync(Assert.Single(await memory.ListQuietAsync("email/", DateTimeOffset.MaxValue, deadline.Token)), deadline.Token) is not var (place, _)
            || !place.Contains($"\"Uid\":{uid}}}", StringComparison.Ordinal))
        {
            await Task.Delay(100, deadline.Token);
        }
    }

    private static async Task<string> ArrivedAsync(MailServers servers)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (servers.Mails(MailServers.Citizen).Count == 0)
        {
            await Task.Delay(100, deadline.Token);
        }

        return Assert.Single(servers.Mails(MailServers.Citizen));
    }
}
