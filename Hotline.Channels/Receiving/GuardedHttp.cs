using System.Net;
using System.Net.Sockets;

namespace Hotline.Channels.Receiving;

/// <summary>
/// Fetches from addresses that strangers may have named (CVE-2020-26262): https to allowed hosts only, every redirect judged anew, and the address
/// that the name leads to judged when it is connected to. One host, the provider's own from the settings, is exempt.
/// </summary>
internal sealed class GuardedHttp : IDisposable
{
    private const int MostRedirects = 3;

    private readonly Uri provider;
    private readonly IReadOnlyList<string> allowedHosts;
    private readonly bool providerMayBePrivate;

    /// <param name="provider">The one host of the settings.</param>
    /// <param name="allowedHosts">Others that may be fetched from, over https.</param>
    /// <param name="providerMayBePrivate">Whether the provider's host may lead to an address that is not public.</param>
    internal GuardedHttp(Uri provider, IReadOnlyList<string> allowedHosts, bool providerMayBePrivate = true)
    {
        (this.provider, this.allowedHosts, this.providerMayBePrivate) = (provider, allowedHosts, providerMayBePrivate);
        Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>For the provider's own interface; a redirect is not followed.</summary>
    internal HttpClient Client { get; }

    internal async Task<Fetched> GetAsync(Uri uri, int mostBytes, CancellationToken cancellationToken)
    {
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (!IsAllowed(uri))
            {
                return new Fetched(null, "", "address-not-allowed", MayPass: false);
            }

            using var response = await Client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next)
            {
                uri = new Uri(uri, next);
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                return new Fetched(null, "", $"status-{(int)response.StatusCode}", MayPass: (int)response.StatusCode is 408 or 429 or >= 500);
            }

            return await ReadAsync(response, mostBytes, cancellationToken) is { } content
                ? new Fetched(content, response.Content.Headers.ContentType?.MediaType ?? "", null, MayPass: false)
                : new Fetched(null, "", "too-large", MayPass: false);
        }

        return new Fetched(null, "", "too-many-redirects", MayPass: false);
    }

    public void Dispose() => Client.Dispose();

    /// <summary>Whether an address is on the public internet: not this machine, not a private, shared, local or test network (RFC 6890).</summary>
    internal static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (plain.AddressFamily == AddressFamily.InterNetworkV6)
        {
            Span<byte> six = stackalloc byte[16];
            plain.TryWriteBytes(six, out _);

            // 2000::/3 is what is given out; in it, 6to4 and Teredo carry an IPv4 address inside.
            return (six[0] & 0xe0) == 0x20 && !(six[0] == 0x20 && six[1] == 0x02) && !(six[0] == 0x20 && six[1] == 0x01 && six[2] <= 0x01) && !(six[2] == 0x0d && six[3] == 0xb8);
        }

        Span<byte> four = stackalloc byte[4];
        plain.TryWriteBytes(four, out _);
        return (four[0], four[1]) switch
        {
            (0 or 10 or 127, _) or (>= 224, _) => false,
            (100, >= 64 and <= 127) or (169, 254) or (172, >= 16 and <= 31) or (192, 168) or (198, 18 or 19) => false,
            (192, 0) => four[2] is not (0 or 2),
            (198, 51) => four[2] != 100,
            (203, 0) => four[2] != 113,
            _ => true,
        };
    }

    private bool IsProvider(string host, int port) => port == provider.Port && string.Equals(host, provider.IdnHost, StringComparison.OrdinalIgnoreCase);

    private bool IsAllowed(Uri uri) =>
        (uri.Scheme == provider.Scheme && IsProvider(uri.IdnHost, uri.Port))
        || (uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
            && allowedHosts.Any(host => string.Equals(uri.IdnHost, host, StringComparison.OrdinalIgnoreCase) || uri.IdnHost.EndsWith("." + host, StringComparison.OrdinalIgnoreCase)));

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        var trusted = providerMayBePrivate && IsProvider(context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var wanted = addresses.Where(address => trusted || IsPublic(address)).ToArray();
        if (wanted.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "the name leads to no public address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(wanted, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The whole content; null where it is larger.</summary>
    internal static async Task<byte[]?> ReadAsync(HttpResponseMessage response, int mostBytes, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > mostBytes)
        {
            return null;
        }

        using var content = new MemoryStream();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (content.Length + count > mostBytes)
            {
                return null;
            }

            content.Write(buffer, 0, count);
        }

        return content.ToArray();
    }
}

/// <summary>What came of fetching.</summary>
/// <param name="Content">All of it; null where there is none.</param>
/// <param name="MediaType">As the server called it.</param>
/// <param name="Fault">Why there is none, as a code.</param>
/// <param name="MayPass">Whether trying again may help.</param>
internal sealed record Fetched(byte[]? Content, string MediaType, string? Fault, bool MayPass);
