using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Channels.Email;

/// <summary>The link to a mail server is broken, or cannot be made: connect anew.</summary>
internal sealed class MailBrokenException(string message, bool nothingSent = false, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It broke before a mail could have been taken over.</summary>
    internal bool NothingSent => nothingSent;
}

/// <summary>Lines and literals over a connection, in the clear or over TLS. Not thread-safe.</summary>
internal sealed class MailWire : IAsyncDisposable
{
    private const int LongestLine = 64 * 1024;

    private readonly MailServerOptions server;
    private readonly TimeSpan timeout;
    private readonly TimeProvider time;
    private readonly TcpClient tcp;
    private readonly byte[] buffer = new byte[32 * 1024];
    private Stream stream;
    private int begin;
    private int end;

    private MailWire(MailServerOptions server, TimeSpan timeout, TimeProvider time, TcpClient tcp) =>
        (this.server, this.timeout, this.time, this.tcp, stream) = (server, timeout, time, tcp, tcp.GetStream());

    internal bool IsSecure => stream is SslStream;

    internal static async Task<MailWire> ConnectAsync(MailServerOptions server, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new TcpClient { NoDelay = true };
        try
        {
            using var late = new CancellationTokenSource(timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
            await socket.ConnectAsync(server.Host, server.Port, either.Token);
            var wire = new MailWire(server, timeout, time, socket);
            if (server.Security == MailSecurity.Tls)
            {
                await wire.SecureAsync(cancellationToken);
            }

            return wire;
        }
        catch (Exception fault)
        {
            socket.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw fault is SocketException or OperationCanceledException ? new MailBrokenException("not reached", nothingSent: true, fault)
                : fault is MailBrokenException broken ? new MailBrokenException(broken.Message, nothingSent: true, fault) : fault;
        }
    }

    /// <summary>Goes over to TLS. What came before it is thrown away: it was nobody's word (CVE-2011-0411).</summary>
    internal async Task SecureAsync(CancellationToken cancellationToken)
    {
        begin = end = 0;
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = secure;
        await GuardAsync(
            async token =>
            {
                await secure.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = server.Host,
                        RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
                            server.PinnedCertificate is { } pin
                                ? certificate is not null && string.Equals(Convert.ToHexString(SHA256.HashData(certificate.GetRawCertData())), pin.Replace(":", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
                                : errors == SslPolicyErrors.None,
                    },
                    token);
                return true;
            },
            timeout,
            cancellationToken);
    }

    /// <summary>A line without its end, each byte a character.</summary>
    internal Task<string> ReadLineAsync(CancellationToken cancellationToken) => ReadLineAsync(timeout, cancellationToken);

    internal async Task<string> ReadLineAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            var found = buffer.AsSpan(begin, end - begin).IndexOf((byte)'\n');
            var length = found < 0 ? end - begin : found;
            line.Append(Encoding.Latin1.GetString(buffer, begin, length));
            begin += found < 0 ? length : length + 1;
            if (found >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length > LongestLine)
            {
                throw new MailBrokenException("a line without end");
            }

            await FillAsync(within, cancellationToken);
        }
    }

    internal async Task<byte[]> ReadBytesAsync(int count, CancellationToken cancellationToken)
    {
        var content = new byte[count];
        for (var at = 0; at < count;)
        {
            if (begin == end)
            {
                await FillAsync(timeout, cancellationToken);
            }

            var part = Math.Min(count - at, end - begin);
            buffer.AsSpan(begin, part).CopyTo(content.AsSpan(at));
            begin += part;
            at += part;
        }

        return content;
    }

    /// <summary>Reads a literal that is not wanted, without keeping it.</summary>
    internal async Task SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (begin == end)
            {
                await FillAsync(timeout, cancellationToken);
            }

            var part = (int)Math.Min(count, end - begin);
            begin += part;
            count -= part;
        }
    }

    internal Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        // The last wall: whatever a field was made of, it is one line.
        if (line.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new InvalidOperationException("A line break inside a line.");
        }

        return WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
    }

    internal Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => GuardAsync(
        async token =>
        {
            await stream.WriteAsync(content, token);
            await stream.FlushAsync(token);
            return true;
        },
        timeout,
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        tcp.Dispose();
    }

    private async Task FillAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        begin = 0;
        end = 0;
        end = await GuardAsync(async token => await stream.ReadAsync(buffer, token), within, cancellationToken);
        if (end == 0)
        {
            throw new MailBrokenException("the server ended the connection");
        }
    }

    private async Task<T> GuardAsync<T>(Func<CancellationToken, Task<T>> act, TimeSpan within, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await act(either.Token);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailBrokenException("no answer in time", inner: fault);
        }
        catch (Exception fault) when (fault is IOException or SocketException or AuthenticationException or ObjectDisposedException)
        {
            throw new MailBrokenException(fault is AuthenticationException ? "the certificate is not believed" : "the connection broke", inner: fault);
        }
    }
}

/// <summary>What is said to sign in (RFC 4616, XOAUTH2), in Base64.</summary>
internal static class Sasl
{
    internal static string Plain(string user, string password) => Encode($"\0{user}\0{password}");

    internal static string XOAuth2(string user, string token) => Encode($"user={user}\u0001auth=Bearer {token}\u0001\u0001");

    internal static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
