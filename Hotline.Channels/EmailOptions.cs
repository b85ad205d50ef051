namespace Hotline.Channels;

/// <summary>How a connection is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>In the clear until STARTTLS, which must be offered; nothing of us is said before it.</summary>
    StartTls,

    /// <summary>Not at all; for a server on the same machine only.</summary>
    None,
}

/// <summary>How we say who we are (SASL).</summary>
public enum MailSignIn
{
    /// <summary>PLAIN (RFC 4616), and where it is not offered LOGIN.</summary>
    Plain,

    /// <summary>LOGIN, for servers with nothing else.</summary>
    Login,

    /// <summary>XOAUTH2, the password being the access token.</summary>
    XOAuth2,
}

/// <summary>A mail server and our account there.</summary>
public sealed record MailServerOptions
{
    /// <summary>Host name; the certificate must be for it.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>How the connection is protected. Default: TLS.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.Tls;

    /// <summary>How we sign in. Default: PLAIN.</summary>
    public MailSignIn SignIn { get; init; } = MailSignIn.Plain;

    /// <summary>Account name; null for a server that asks for none.</summary>
    public string? UserName { get; init; }

    /// <summary>Password, or access token for XOAUTH2.</summary>
    public string? Password { get; init; }

    /// <summary>SHA-256 of the one certificate that is believed although nobody vouches for it, hex; null believes those vouched for only.</summary>
    public string? PinnedCertificate { get; init; }
}

/// <summary>The city's e-mail letterbox.</summary>
public sealed record EmailOptions
{
    /// <summary>Our address, as <c>12345@city.gov.cn</c>.</summary>
    public required string Address { get; init; }

    /// <summary>Where mail comes in (IMAP4rev1).</summary>
    public required MailServerOptions Imap { get; init; }

    /// <summary>Where mail goes out (SMTP submission).</summary>
    public required MailServerOptions Smtp { get; init; }

    /// <summary>The folders read. Default <c>INBOX</c>.</summary>
    public IReadOnlyList<string> Folders { get; init; } = ["INBOX"];

    /// <summary>How long a server may take over one answer. Default 60 s (RFC 5321 §4.5.3.2 asks for patience).</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>IDLE is begun anew this often. Default 10 min; servers end it after 30 (RFC 2177).</summary>
    public TimeSpan IdleFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest pause between attempts to connect; it doubles from 1 s. Default 60 s.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest mail read, in bytes; a larger one is a case for a person, who finds it in the mailbox. Default 30 MiB.</summary>
    public int MaxBytes { get; init; } = 30 * 1024 * 1024;

    /// <summary>Mails sent per second at most; 0 for no limit. Default 5.</summary>
    public int MailsPerSecond { get; init; } = 5;

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal IEnumerable<string> Errors()
    {
        if (Address.IndexOf('@', StringComparison.Ordinal) <= 0 || Address.Any(letter => letter is <= ' ' or '<' or '>' or > '~') || Address.Length > 254)
        {
            yield return "Email:Address: an address as 12345@city.gov.cn is expected";
        }

        foreach (var (name, server) in new[] { ("Imap", Imap), ("Smtp", Smtp) })
        {
            if (string.IsNullOrWhiteSpace(server.Host) || server.Port is < 1 or > 65535)
            {
                yield return $"Email:{name}: a host and a port are expected";
            }

            if (server.Security == MailSecurity.None && server.Host is not ("localhost" or "127.0.0.1" or "::1"))
            {
                yield return $"Email:{name}:Security: none is for a server on the same machine only";
            }
        }

        if (Imap.UserName is null || Imap.Password is null)
        {
            yield return "Email:Imap:UserName and Email:Imap:Password are expected";
        }

        if (Folders.Count == 0 || Timeout <= TimeSpan.Zero || IdleFor <= TimeSpan.Zero || MaxReconnectDelay <= TimeSpan.Zero || MaxBytes < 1024 || MailsPerSecond < 0)
        {
            yield return "Email: at least one folder, durations above zero and MaxBytes of 1024 or more are expected";
        }
    }
}
