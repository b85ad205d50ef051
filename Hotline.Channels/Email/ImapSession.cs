using System.Globalization;
using System.Text;

namespace Hotline.Channels.Email;

/// <summary>An answer line with the literals it carried.</summary>
internal sealed record ImapLine(string Text, IReadOnlyList<byte[]> Literals);

/// <summary>The server refused a command; the connection stays good.</summary>
internal sealed class ImapRefusedException(string command, string answer) : Exception($"{command}: {answer}")
{
    /// <summary>It did not believe who we are.</summary>
    internal bool SignIn => command is "AUTHENTICATE" or "LOGIN";
}

/// <summary>A session with an IMAP4rev1 server (RFC 3501), with IDLE (RFC 2177) where it is offered. Not thread-safe.</summary>
internal sealed class ImapSession(MailWire wire, int maxBytes) : IAsyncDisposable
{
    private int tags;

    internal IReadOnlySet<string> Capabilities { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The server told of something new since the last search.</summary>
    internal bool HasNews { get; private set; }

    internal bool CanIdle => Capabilities.Contains("IDLE");

    /// <summary>Connects, protects and signs in.</summary>
    internal static async Task<ImapSession> OpenAsync(EmailOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var wire = await MailWire.ConnectAsync(options.Imap, options.Timeout, time, cancellationToken);
        var session = new ImapSession(wire, options.MaxBytes);
        try
        {
            var greeting = await wire.ReadLineAsync(cancellationToken);
            if (!greeting.StartsWith("* OK", StringComparison.OrdinalIgnoreCase) && !greeting.StartsWith("* PREAUTH", StringComparison.OrdinalIgnoreCase))
            {
                throw new MailBrokenException("the server does not greet");
            }

            await session.AskCapabilitiesAsync(cancellationToken);
            if (options.Imap.Security == MailSecurity.StartTls)
            {
                if (!session.Capabilities.Contains("STARTTLS"))
                {
                    throw new MailBrokenException("STARTTLS is not offered", nothingSent: true);
                }

                await session.CommandAsync("STARTTLS", "", cancellationToken);
                await wire.SecureAsync(cancellationToken);
                await session.AskCapabilitiesAsync(cancellationToken);
            }

            await session.SignInAsync(options.Imap, cancellationToken);
            await session.AskCapabilitiesAsync(cancellationToken);
            return session;
        }
        catch
        {
            await wire.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens a folder; gives its UIDVALIDITY: while that stays, a UID names one mail for ever (RFC 3501 §2.3.1.1).</summary>
    internal async Task<uint> SelectAsync(string folder, CancellationToken cancellationToken)
    {
        var answer = await CommandAsync("SELECT", Quote(folder), cancellationToken);
        return answer.Select(line => Number(line.Text, "[UIDVALIDITY ")).FirstOrDefault(number => number is not null)
            ?? throw new MailBrokenException("the folder has no UIDVALIDITY");
    }

    /// <summary>UIDs above one, in order; mails marked \Deleted are left out.</summary>
    internal async Task<IReadOnlyList<uint>> SearchAsync(uint above, CancellationToken cancellationToken)
    {
        HasNews = false;
        var answer = await CommandAsync("UID SEARCH", string.Create(CultureInfo.InvariantCulture, $"UID {(long)above + 1}:* NOT DELETED"), cancellationToken);
        return
        [
            .. answer.Where(line => line.Text.StartsWith("* SEARCH", StringComparison.OrdinalIgnoreCase))
                .SelectMany(line => line.Text[8..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(word => uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var uid) ? uid : 0)

                // "n:*" names the last mail even where its UID is below n.
                .Where(uid => uid > above).Order(),
        ];
    }

    /// <summary>A whole mail, without marking it seen; null content where it is larger than allowed, null where it is gone.</summary>
    internal async Task<(byte[]? Content, long Size)?> FetchAsync(uint uid, CancellationToken cancellationToken)
    {
        var sizes = await CommandAsync("UID FETCH", $"{uid} (RFC822.SIZE)", cancellationToken);
        var size = sizes.Where(line => Number(line.Text, "UID ") == uid).Select(line => Number(line.Text, "RFC822.SIZE ")).FirstOrDefault(number => number is not null);
        if (size is not { } bytes || bytes > maxBytes)
        {
            return size is null ? null : (null, size.Value);
        }

        var answer = await CommandAsync("UID FETCH", $"{uid} (BODY.PEEK[])", cancellationToken);
        return answer.FirstOrDefault(line => line.Literals.Count > 0 && Number(line.Text, "UID ") == uid) is { } fetched ? (fetched.Literals[0], bytes) : null;
    }

    /// <summary>The acknowledgement: the mail is safe with us.</summary>
    internal Task MarkSeenAsync(uint uid, CancellationToken cancellationToken) => CommandAsync("UID STORE", $"{uid} +FLAGS.SILENT (\\Seen)", cancellationToken);

    internal Task NothingAsync(CancellationToken cancellationToken) => CommandAsync("NOOP", "", cancellationToken);

    /// <summary>Waits until the server tells of something new, or so long.</summary>
    internal async Task IdleAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        var tag = NextTag();
        await wire.WriteLineAsync($"{tag} IDLE", cancellationToken);
        var told = false;
        for (var line = await wire.ReadLineAsync(cancellationToken); !line.StartsWith('+'); line = await wire.ReadLineAsync(cancellationToken))
        {
            told |= IsNews(line);
        }

        using var enough = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        var reading = wire.ReadLineAsync(atMost + atMost, CancellationToken.None);
        while (!told)
        {
            if (await Task.WhenAny(reading, Task.Delay(Timeout.InfiniteTimeSpan, either.Token)) != reading)
            {
                break;
            }

            var line = await reading;
            told = IsNews(line);
            reading = wire.ReadLineAsync(atMost + atMost, CancellationToken.None);
        }

        await wire.WriteLineAsync("DONE", CancellationToken.None);
        for (var line = await reading; !line.StartsWith(tag + " ", StringComparison.Ordinal);)
        {
            line = await wire.ReadLineAsync(CancellationToken.None);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    internal async Task LogoutAsync(CancellationToken cancellationToken) => await wire.WriteLineAsync($"{NextTag()} LOGOUT", cancellationToken);

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    private async Task AskCapabilitiesAsync(CancellationToken cancellationToken)
    {
        var answer = await CommandAsync("CAPABILITY", "", cancellationToken);
        Capabilities = answer.Where(line => line.Text.StartsWith("* CAPABILITY ", StringComparison.OrdinalIgnoreCase))
            .SelectMany(line => line.Text[13..].ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToHashSet(StringComparer.Ordinal);
    }

    private async Task SignInAsync(MailServerOptions server, CancellationToken cancellationToken)
    {
        var (user, password) = (server.UserName ?? "", server.Password ?? "");
        switch (server.SignIn)
        {
            case MailSignIn.XOAuth2:
                await AuthenticateAsync("XOAUTH2", [Sasl.XOAuth2(user, password)], cancellationToken);
                break;
            case MailSignIn.Plain when Capabilities.Contains("AUTH=PLAIN"):
                await AuthenticateAsync("PLAIN", [Sasl.Plain(user, password)], cancellationToken);
                break;
            case MailSignIn.Login or MailSignIn.Plain when Capabilities.Contains("AUTH=LOGIN"):
                await AuthenticateAsync("LOGIN", [Sasl.Encode(user), Sasl.Encode(password)], cancellationToken);
                break;
            case MailSignIn.Login or MailSignIn.Plain:
                await CommandAsync("LOGIN", $"{Quote(user)} {Quote(password)}", cancellationToken);
                break;
            default:
                throw new InvalidOperationException($"Unknown sign-in {server.SignIn}.");
        }
    }

    private async Task AuthenticateAsync(string mechanism, IReadOnlyList<string> answers, CancellationToken cancellationToken)
    {
        var tag = NextTag();
        await wire.WriteLineAsync($"{tag} AUTHENTICATE {mechanism}", cancellationToken);
        for (var given = 0; ;)
        {
            var line = await wire.ReadLineAsync(cancellationToken);
            if (line.StartsWith('+'))
            {
                // A challenge beyond what we have to say is the reason of a refusal to come: answered with nothing.
                await wire.WriteLineAsync(given < answers.Count ? answers[given++] : "", cancellationToken);
            }
            else if (line.StartsWith(tag + " ", StringComparison.Ordinal))
            {
                if (!line.StartsWith($"{tag} OK", StringComparison.OrdinalIgnoreCase))
                {
                    throw new ImapRefusedException("AUTHENTICATE", "refused");
                }

                return;
            }
        }
    }

    private async Task<IReadOnlyList<ImapLine>> CommandAsync(string command, string arguments, CancellationToken cancellationToken)
    {
        var tag = NextTag();
        await wire.WriteLineAsync($"{tag} {command} {arguments}".TrimEnd(), cancellationToken);
        var lines = new List<ImapLine>();
        while (true)
        {
            var line = await ReadAsync(cancellationToken);
            if (line.Text.StartsWith("* BYE", StringComparison.OrdinalIgnoreCase))
            {
                throw new MailBrokenException("the server says good-bye");
            }

            if (!line.Text.StartsWith(tag + " ", StringComparison.Ordinal))
            {
                HasNews |= IsNews(line.Text);
                lines.Add(line);
                continue;
            }

            return line.Text.StartsWith($"{tag} OK", StringComparison.OrdinalIgnoreCase)
                ? lines
                : throw new ImapRefusedException(command, command == "LOGIN" ? "refused" : line.Text[(tag.Length + 1)..]);
        }
    }

    /// <summary>A line; a literal {n} in it stands for the n bytes after it (RFC 3501 §4.3).</summary>
    private async Task<ImapLine> ReadAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var literals = new List<byte[]>();
        while (true)
        {
            var line = await wire.ReadLineAsync(cancellationToken);
            text.Append(line);
            if (!line.EndsWith('}') || line.LastIndexOf('{') is var open && open < 0
                || !long.TryParse(line.AsSpan(line.LastIndexOf('{') + 1, line.Length - line.LastIndexOf('{') - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                return new ImapLine(text.ToString(), literals);
            }

            if (size > maxBytes + 1024L)
            {
                await wire.SkipAsync(size, cancellationToken);
                literals.Add([]);
            }
            else
            {
                literals.Add(await wire.ReadBytesAsync((int)size, cancellationToken));
            }
        }
    }

    private static bool IsNews(string line) => line.StartsWith("* ", StringComparison.Ordinal) && line.EndsWith(" EXISTS", StringComparison.OrdinalIgnoreCase);

    private string NextTag() => string.Create(CultureInfo.InvariantCulture, $"h{++tags}");

    private static uint? Number(string text, string before)
    {
        var at = text.IndexOf(before, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var digits = text.AsSpan(at + before.Length);
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        return uint.TryParse(length < 0 ? digits : digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny("\r\n\0") >= 0 ? throw new InvalidOperationException("A line break inside a name.")
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
