using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Hotline.Testing;

/// <summary>A Dovecot of our own on loopback: mailboxes as Maildir below a folder, IMAP with STARTTLS and with TLS, SASL for a Postfix beside it.</summary>
public sealed class Dovecot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly string folder;
    private PeerProcess? process;

    private Dovecot(string folder) => this.folder = folder;

    /// <summary>Whether it can be started here: its configuration needs root.</summary>
    public static bool IsInstalled => File.Exists("/usr/sbin/dovecot") && Environment.UserName == "root";

    public int ImapPort { get; } = FreePort();

    public int ImapsPort { get; } = FreePort();

    /// <summary>SHA-256 of its certificate, hex.</summary>
    public string Certificate { get; private set; } = "";

    public string Configuration => Path.Combine(folder, "dovecot.conf");

    public string Log => File.Exists(Path.Combine(folder, "dovecot.log")) ? File.ReadAllText(Path.Combine(folder, "dovecot.log")) : "";

    /// <param name="folder">Of its own; it must be there.</param>
    /// <param name="users">Names with their passwords.</param>
    public static async Task<Dovecot> StartAsync(string folder, IReadOnlyDictionary<string, string> users)
    {
        var dovecot = new Dovecot(folder);
        try
        {
            dovecot.WriteCertificate();
            await dovecot.RunAsync(users);
            return dovecot;
        }
        catch
        {
            await dovecot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the mails of a user lie: <c>new</c>, <c>cur</c> and <c>tmp</c> are below it.</summary>
    public string Maildir(string user) => Path.Combine(folder, "home", user, "Maildir");

    public async ValueTask DisposeAsync()
    {
        if (process is null)
        {
            return;
        }

        process.Terminate();
        try
        {
            await process.WaitForExitAsync(Patience);
        }
        finally
        {
            await process.DisposeAsync();
        }
    }

    /// <summary>Waits until somebody listens there.</summary>
    public static async Task ListensAsync(int port, Func<bool> lives, Func<string> words)
    {
        ArgumentNullException.ThrowIfNull(lives);
        ArgumentNullException.ThrowIfNull(words);
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
                return;
            }
            catch (SocketException) when (!deadline.IsCancellationRequested && lives())
            {
                await Task.Delay(50, deadline.Token);
            }
            catch (SocketException refused)
            {
                throw new InvalidOperationException($"The mail server did not start:\n{words()}", refused);
            }
        }
    }

    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var run = PeerProcess.Start(program, arguments);
        var code = await run.WaitForExitAsync(Patience);
        return code == 0 ? run.Output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {code}\n{run.Output}");
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        Certificate = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        File.WriteAllText(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private async Task RunAsync(IReadOnlyDictionary<string, string> users)
    {
        // The server's own users must reach what lies in it.
        var (home, list) = (Path.Combine(folder, "home"), Path.Combine(folder, "users"));
        await RunAsync("chmod", "755", folder);
        Directory.CreateDirectory(home);
        await File.WriteAllTextAsync(list, string.Concat(users.Select(user => $"{user.Key}:{{PLAIN}}{user.Value}::::::\n")));
        await RunAsync("chmod", "755", list);
        await RunAsync("chown", "65534:65534", home);
        await File.WriteAllTextAsync(Configuration, $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/run
            log_path = {{folder}}/dovecot.log
            protocols = imap
            listen = 127.0.0.1
            ssl = yes
            ssl_cert = <{{folder}}/cert.pem
            ssl_key = <{{folder}}/key.pem
            auth_mechanisms = plain login
            disable_plaintext_auth = no
            first_valid_uid = 1000
            mail_location = maildir:~/Maildir
            mail_fsync = never
            default_vsz_limit = 512M
            passdb {
              driver = passwd-file
              args = {{folder}}/users
            }
            userdb {
              driver = static
              args = uid=65534 gid=65534 home={{folder}}/home/%u
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{ImapPort}}
              }
              inet_listener imaps {
                port = {{ImapsPort}}
                ssl = yes
              }
            }
            service anvil {
              chroot =
            }
            service auth {
              unix_listener {{folder}}/sasl {
                mode = 0666
              }
            }
            """);
        process = PeerProcess.Start("/usr/sbin/dovecot", ["-F", "-c", Configuration]);
        await ListensAsync(ImapPort, () => !process.HasExited, () => $"{Log}\n{process.Output}");
    }
}
