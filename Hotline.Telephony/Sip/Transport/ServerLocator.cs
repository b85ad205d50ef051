using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using Hotline.Telephony.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Transport;

/// <summary>
/// Finds the servers of a name (RFC 3263 §4): SRV records where no port is given, then addresses. NAPTR is not asked: the transport is the operator's choice.
/// Only names of the configuration come here, so what it keeps does not grow.
/// </summary>
/// <param name="nameServer">Null for that of the system; addresses are then looked for as the system does.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ServerLocator(IPEndPoint? nameServer, TimeProvider time, ILogger logger)
{
    private const int Attempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestKept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Name, DnsType Type), (DnsAnswer Answer, long At)> _kept = new();

    /// <summary>The usual port (RFC 3261 §19.1.2).</summary>
    public static int PortOf(SipProtocol protocol) => protocol is SipProtocol.Tls ? 5061 : 5060;

    /// <summary>The servers of a name, the best first; empty where there are none.</summary>
    /// <param name="name">The name, and a port where one is given.</param>
    /// <param name="protocol">How it is spoken with.</param>
    /// <param name="families">IP families to look for, the preferred first: a server of both is tried in that order (RFC 7984 §4).</param>
    /// <param name="cancellationToken">Patience.</param>
    public async ValueTask<IReadOnlyList<IPEndPoint>> FindAsync(HostPort name, SipProtocol protocol, IReadOnlyList<AddressFamily> families, CancellationToken cancellationToken)
    {
        if (name.Port != 0)
        {
            return await AddressesAsync(name.Host, name.Port, families, cancellationToken);
        }

        var service = protocol switch
        {
            SipProtocol.Tls => "_sips._tcp.",
            SipProtocol.Tcp => "_sip._tcp.",
            _ => "_sip._udp.",
        };
        var answer = await AskAsync(service + name.Host, DnsType.Srv, cancellationToken);
        if (answer is not { Servers.Count: > 0 })
        {
            return await AddressesAsync(name.Host, PortOf(protocol), families, cancellationToken);
        }

        var servers = new List<IPEndPoint>();
        foreach (var target in InOrder(answer.Servers, Random.Shared))
        {
            servers.AddRange(await AddressesAsync(target.Host, target.Port, families, cancellationToken));
        }

        return servers;
    }

    /// <summary>By priority; of the same one by chance, each as likely to be the next as its weight says (RFC 2782). A lone "." says there is no such service.</summary>
    public static IEnumerable<SrvTarget> InOrder(IEnumerable<SrvTarget> servers, Random random) => servers
        .Where(server => server.Host.Length > 0)
        .Select(server => (Server: server, Draw: -Math.Log(1 - random.NextDouble()) / (server.Weight == 0 ? 0.01 : server.Weight)))
        .OrderBy(entry => entry.Server.Priority).ThenBy(entry => entry.Draw)
        .Select(entry => entry.Server);

    private async ValueTask<IReadOnlyList<IPEndPoint>> AddressesAsync(string host, int port, IReadOnlyList<AddressFamily> families, CancellationToken cancellationToken)
    {
        var addresses = new List<IPEndPoint>();
        foreach (var family in families)
        {
            addresses.AddRange(await AddressesAsync(host, port, family, cancellationToken));
        }

        return [.. addresses.Distinct()];
    }

    private async ValueTask<IReadOnlyList<IPEndPoint>> AddressesAsync(string host, int port, AddressFamily family, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [new IPEndPoint(literal, port)];
        }

        if (nameServer is not null)
        {
            var answer = await AskAsync(host, family == AddressFamily.InterNetworkV6 ? DnsType.Aaaa : DnsType.A, cancellationToken);
            return [.. (answer?.Addresses ?? []).Select(address => new IPEndPoint(address, port))];
        }

        try
        {
            return [.. (await Dns.GetHostAddressesAsync(host, family, cancellationToken)).Select(address => new IPEndPoint(address, port))];
        }
        catch (SocketException fault)
        {
            LogUnknownHost(fault.SocketErrorCode);
            return [];
        }
    }

    // What was found is used as long as it lives, and after that while nobody answers: a name server that is away must not take the trunks away.
    private async ValueTask<DnsAnswer?> AskAsync(string name, DnsType type, CancellationToken cancellationToken)
    {
        var isKept = _kept.TryGetValue((name, type), out var kept);
        if (isKept && time.GetElapsedTime(kept.At) < kept.Answer.TimeToLive)
        {
            return kept.Answer;
        }

        if ((nameServer ?? OfTheSystem()) is not { } server)
        {
            return null;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                if (DnsMessage.Ask((ushort)RandomNumberGenerator.GetInt32(65_536), name, type) is not { } question)
                {
                    return null;
                }

                var answer = await AskByDatagramAsync(server, question, either.Token);
                answer = answer is { IsCut: true } ? await AskByStreamAsync(server, question, either.Token) : answer;
                if (answer is not null)
                {
                    _kept[(name, type)] = (answer with { TimeToLive = answer.TimeToLive < LongestKept ? answer.TimeToLive : LongestKept }, time.GetTimestamp());
                    return answer;
                }
            }
            catch (Exception fault) when (fault is SocketException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                LogNoAnswer(fault);
            }
        }

        return isKept ? kept.Answer : null;
    }

    private static async Task<DnsAnswer?> AskByDatagramAsync(IPEndPoint server, byte[] question, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(question, cancellationToken);
        var buffer = new byte[65_535];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken);
            if (DnsMessage.Read(buffer.AsSpan(0, length), question) is { } answer)
            {
                return answer;
            }
        }
    }

    // Two bytes of length before each message (RFC 1035 §4.2.2).
    private static async Task<DnsAnswer?> AskByStreamAsync(IPEndPoint server, byte[] question, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellationToken);
        await using var stream = new NetworkStream(socket);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)question.Length);
        await stream.WriteAsync((byte[])[.. length, .. question], cancellationToken);
        await stream.ReadExactlyAsync(length, cancellationToken);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, cancellationToken);
        return DnsMessage.Read(answer, question);
    }

    private static IPEndPoint? OfTheSystem() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(one => one.OperationalStatus == OperationalStatus.Up)
        .SelectMany(one => one.GetIPProperties().DnsAddresses)
        .Select(address => new IPEndPoint(address, 53))
        .FirstOrDefault();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The host of a SIP address was not found: {Error}")]
    private partial void LogUnknownHost(SocketError error);

    [LoggerMessage(Level = LogLevel.Information, Message = "The name server did not answer")]
    private partial void LogNoAnswer(Exception fault);
}
