using System.Globalization;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Email;

/// <summary>Dovecot and Postfix on loopback with a mailbox for us and one for a citizen; everything they have lies in a folder of their own.</summary>
internal sealed class MailServers : IAsyncDisposable
{
    internal const string Ours = "hotline@city.example";
    internal const string Citizen = "wang@city.example";
    internal const string Password = "mail secret \"\\ x";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder folder = new();
    private Dovecot? dovecot;

    private MailServers()
    {
    }

    internal int ImapPort => dovecot!.ImapPort;

    internal int ImapsPort => dovecot!.ImapsPort;

    internal int SmtpPort { get; } = Dovecot.FreePort();

    internal string Certificate => dovecot!.Certificate;

    internal string Log => dovecot!.Log;

    internal static async Task<MailServers> StartAsync(bool postfix = false)
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/dovecot"), "Dovecot is absent; to run: sudo apt-get install dovecot-imapd");
        Assert.SkipUnless(Environment.UserName == "root", "Dovecot's configuration of these tests needs root");
        Assert.SkipUnless(!postfix || File.Exists("/usr/sbin/postfix"), "Postfix is absent; to run: sudo apt-get install postfix");
        var servers = new MailServers();
        try
        {
            servers.dovecot = await Dovecot.StartAsync(servers.folder.Path, new Dictionary<string, string>(StringComparer.Ordinal) { [Ours] = Password, [Citizen] = Password });
            if (postfix)
            {
                await servers.StartPostfixAsync();
            }

            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    internal EmailOptions Options(MailSecurity security = MailSecurity.StartTls, MailSignIn signIn = MailSignIn.Plain) => new()
    {
        Address = Ours,
        Imap = Server(security == MailSecurity.Tls ? ImapsPort : ImapPort, security, signIn),
        Smtp = Server(SmtpPort, MailSecurity.StartTls, signIn),
        Timeout = TimeSpan.FromSeconds(60),
        MailsPerSecond = 0,
    };

    /// <summary>Puts a mail into a mailbox, as a mail server does.</summary>
    internal async Task DeliverAsync(string mail, string user = Ours)
    {
        var file = folder.File($"{Guid.NewGuid():N}.eml");
        await File.WriteAllTextAsync(file, mail.ReplaceLineEndings("\r\n"));
        await Dovecot.RunAsync("doveadm", "-c", folder.File("dovecot.conf"), "save", "-u", user, file);
    }

    /// <summary>The mails in a mailbox, each whole.</summary>
    internal IReadOnlyList<string> Mails(string user) =>
        [.. new[] { "new", "cur" }.Select(place => Path.Combine(folder.Path, "home", user, "Maildir", place)).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Select(File.ReadAllText)];

    internal async Task<string> FlagsAsync() => await Dovecot.RunAsync("doveadm", "-c", folder.File("dovecot.conf"), "fetch", "-u", Ours, "flags", "mailbox", "INBOX", "ALL");

    /// <summary>Gives the folder another UIDVALIDITY, as a restored or moved mailbox has.</summary>
    internal async Task ChangeValidityAsync() =>
        await Dovecot.RunAsync("doveadm", "-c", folder.File("dovecot.conf"), "mailbox", "update", "-u", Ours, "--uid-validity", "99999", "INBOX");

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(folder.File("postfix/main.cf")))
        {
            await using var stop = PeerProcess.Start("postfix", ["-c", folder.File("postfix"), "stop"]);
            await stop.WaitForExitAsync(Patience);
        }

        if (dovecot is not null)
        {
            await dovecot.DisposeAsync();
        }

        folder.Dispose();
    }

    private MailServerOptions Server(int port, MailSecurity security, MailSignIn signIn) => new()
    {
        Host = "127.0.0.1",
        Port = port,
        Security = security,
        SignIn = signIn,
        UserName = Ours,
        Password = Password,
        PinnedCertificate = Certificate,
    };

    private async Task StartPostfixAsync()
    {
        var home = folder.File("postfix");
        foreach (var part in new[] { home, folder.File("queue"), folder.File("data") })
        {
            Directory.CreateDirectory(part);
            await AllowAsync(part);
        }

        await Dovecot.RunAsync("chown", "postfix", folder.File("data"));
        await File.WriteAllTextAsync(Path.Combine(home, "main.cf"), $"""
            compatibility_level = 3.6
            queue_directory = {folder.Path}/queue
            data_directory = {folder.Path}/data
            maillog_file = {folder.Path}/postfix.log
            maillog_file_prefixes = {folder.Path}
            myhostname = mx.city.example
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks =
            alias_maps =
            alias_database =
            virtual_mailbox_domains = city.example
            virtual_mailbox_base = {folder.Path}/home
            virtual_mailbox_maps = inline:{"{"} {Ours}={Ours}/Maildir/, {Citizen}={Citizen}/Maildir/ {"}"}
            virtual_minimum_uid = 1000
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            smtpd_tls_cert_file = {folder.Path}/cert.pem
            smtpd_tls_key_file = {folder.Path}/key.pem
            smtpd_tls_security_level = encrypt
            smtpd_sasl_auth_enable = yes
            smtpd_sasl_type = dovecot
            smtpd_sasl_path = {folder.Path}/sasl
            smtpd_relay_restrictions = permit_sasl_authenticated, reject
            smtpd_recipient_restrictions = permit_sasl_authenticated, reject
            smtpd_reject_unlisted_recipient = yes
            bounce_queue_lifetime = 0
            """);
        await File.WriteAllTextAsync(Path.Combine(home, "master.cf"), string.Create(CultureInfo.InvariantCulture, $"""
            127.0.0.1:{SmtpPort} inet n - n - - smtpd
            postlog unix-dgram n - n - 1 postlogd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            tlsmgr unix - - n 1000? 1 tlsmgr
            proxymap unix - - n - - proxymap
            virtual unix - n n - - virtual
            smtp unix - - n - - smtp
            error unix - - n - - error
            retry unix - - n - - error
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            flush unix n - n 1000? 0 flush
            showq unix n - n - - showq
            pickup unix n - n 60 1 pickup
            """) + "\n");
        await Dovecot.RunAsync("postfix", "-c", home, "start");
        await Dovecot.ListensAsync(SmtpPort, () => true, () => Log);
    }

    private static Task AllowAsync(string path) => Dovecot.RunAsync("chmod", "755", path);
}
