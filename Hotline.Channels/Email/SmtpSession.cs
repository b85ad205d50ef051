using System.Globalization;

namespace Hotline.Channels.Email;

/// <summary>What an SMTP server answered: its code, and its enhanced code where it gave one (RFC 5321 §4.2, RFC 3463).</summary>
internal readonly record struct SmtpAnswer(int Code, string Text)
{
    internal bool IsFine => Code is >= 200 and < 400;

    /// <summary>Never, as far as the server can say.</summary>
    internal bool IsFinal => Code is >= 500 and < 600;

    /// <summary>Its codes without its words, which may name the receiver.</summary>
    internal string Codes => Text.Split(' ', 2) is [{ Length: <= 9 } enhanced, ..] && enhanced.Length > 0 && char.IsAsciiDigit(enhanced[0]) && enhanced.Contains('.', StringComparison.Ordinal)
        ? $"{Code} {enhanced}" : Code.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A session with a submission server (RFC 5321, 6409), STARTTLS (RFC 3207) and AUTH (RFC 4954). Not thread-safe.</summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private readonly MailWire wire;
    private HashSet<string> extensions = new(StringComparer.Ordinal);

    private SmtpSession(MailWire wire) => this.wire = wire;

    /// <summary>Connects, protects and signs in. Refused sign-in is an answer; the session is then null.</summary>
    internal static async Task<(SmtpSession? Session, SmtpAnswer Answer)> OpenAsync(EmailOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var link = await MailWire.ConnectAsync(options.Smtp, options.Timeout, time, cancellationToken);
        var session = new SmtpSession(link);
        var answer = default(SmtpAnswer);
        try
        {
            answer = await session.BeginAsync(options, cancellationToken);
            return answer.IsFine ? (session, answer) : (null, answer);
        }
        catch (MailBrokenException fault)
        {
            throw new MailBrokenException(fault.Message, nothingSent: true, fault);
        }
        finally
        {
            if (!answer.IsFine)
            {
                await link.DisposeAsync();
            }
        }
    }

    /// <summary>Sends one mail to one receiver.</summary>
    /// <exception cref="MailBrokenException">The link broke; <see cref="MailBrokenException.NothingSent"/> says whether the mail may be on its way.</exception>
    internal async Task<SmtpAnswer> SendAsync(string from, string to, ReadOnlyMemory<byte> mail, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var command in new[] { $"MAIL FROM:<{from}>{(extensions.Contains("8BITMIME") ? " BODY=8BITMIME" : "")}", $"RCPT TO:<{to}>", "DATA" })
            {
                var answer = await AskAsync(command, cancellationToken);
                if (!answer.IsFine)
                {
                    return answer;
                }
            }

            // The final dot is all that makes a mail of it: broken before it, nothing was sent.
            await wire.WriteAsync(Stuff(mail.Span), cancellationToken);
        }
        catch (MailBrokenException fault)
        {
            throw new MailBrokenException(fault.Message, nothingSent: true, fault);
        }

        await wire.WriteAsync(".\r\n"u8.ToArray(), cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    internal Task QuitAsync(CancellationToken cancellationToken) => wire.WriteLineAsync("QUIT", cancellationToken);

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    /// <summary>CR LF at every line's end and a dot before every dot that begins one (RFC 5321 §4.5.2): no bare CR or LF, so nothing ends the mail early.</summary>
    internal static byte[] Stuff(ReadOnlySpan<byte> mail)
    {
        var stuffed = new List<byte>(mail.Length + 256);
        var lineBegins = true;
        for (var at = 0; at < mail.Length; at++)
        {
            var octet = mail[at];
            if (octet is (byte)'\r' or (byte)'\n')
            {
                at += octet == (byte)'\r' && at + 1 < mail.Length && mail[at + 1] == (byte)'\n' ? 1 : 0;
                stuffed.AddRange("\r\n"u8);
                lineBegins = true;
                continue;
            }

            if (lineBegins && octet == (byte)'.')
            {
                stuffed.Add(octet);
            }

            stuffed.Add(octet);
            lineBegins = false;
        }

        if (!lineBegins)
        {
            stuffed.AddRange("\r\n"u8);
        }

        return [.. stuffed];
    }

    private async Task<SmtpAnswer> BeginAsync(EmailOptions options, CancellationToken cancellationToken)
    {
        var greeting = await ReadAsync(cancellationToken);
        if (!greeting.IsFine)
        {
            return greeting;
        }

        var hello = await HelloAsync(options, cancellationToken);
        if (hello.IsFine && options.Smtp.Security == MailSecurity.StartTls)
        {
            if (!extensions.Contains("STARTTLS"))
            {
                throw new MailBrokenException("STARTTLS is not offered");
            }

            var secure = await AskAsync("STARTTLS", cancellationToken);
            if (!secure.IsFine)
            {
                return secure;
            }

            await wire.SecureAsync(cancellationToken);
            hello = await HelloAsync(options, cancellationToken);
        }

        return hello.IsFine && options.Smtp is { UserName: { } user, Password: { } password } ? await SignInAsync(options.Smtp.SignIn, user, password, cancellationToken) : hello;
    }

    private async Task<SmtpAnswer> HelloAsync(EmailOptions options, CancellationToken cancellationToken)
    {
        var host = options.Address[(options.Address.IndexOf('@', StringComparison.Ordinal) + 1)..];
        await wire.WriteLineAsync($"EHLO {host}", cancellationToken);
        var lines = new List<string>();
        var answer = await ReadAsync(cancellationToken, lines);
        extensions = lines.Skip(1).Select(line => line.ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        return answer;
    }

    private async Task<SmtpAnswer> SignInAsync(MailSignIn how, string user, string password, CancellationToken cancellationToken)
    {
        var offered = extensions.FirstOrDefault(line => line.StartsWith("AUTH ", StringComparison.Ordinal))?.Split(' ').ToHashSet(StringComparer.Ordinal) ?? [];
        if (how == MailSignIn.XOAuth2)
        {
            var answer = await AskAsync($"AUTH XOAUTH2 {Sasl.XOAuth2(user, password)}", cancellationToken);

            // 334 is the reason of a refusal to come; it wants an empty line.
            return answer.Code == 334 ? await AskAsync("", cancellationToken) : answer;
        }

        if (how == MailSignIn.Plain && (offered.Contains("PLAIN") || !offered.Contains("LOGIN")))
        {
            return await AskAsync($"AUTH PLAIN {Sasl.Plain(user, password)}", cancellationToken);
        }

        var asked = await AskAsync("AUTH LOGIN", cancellationToken);
        asked = asked.Code == 334 ? await AskAsync(Sasl.Encode(user), cancellationToken) : asked;
        return asked.Code == 334 ? await AskAsync(Sasl.Encode(password), cancellationToken) : asked;
    }

    private async Task<SmtpAnswer> AskAsync(string command, CancellationToken cancellationToken)
    {
        await wire.WriteLineAsync(command, cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    private async Task<SmtpAnswer> ReadAsync(CancellationToken cancellationToken, List<string>? lines = null)
    {
        while (true)
        {
            var line = await wire.ReadLineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
            {
                throw new MailBrokenException("the server does not speak SMTP");
            }

            lines?.Add(line.Length > 4 ? line[4..].Trim() : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpAnswer(code, line.Length > 4 ? line[4..] : "");
            }
        }
    }
}
