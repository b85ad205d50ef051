using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>
/// The messages of RFC 4475 and RFC 5118 over TCP and TLS. Behind any message, however wrong, the next one is heard; only where it is not known where one ends is the sender told so and the
/// connection closed (RFC 3261 §18.3, RFC 4475 §3.1.2.3).
/// </summary>
public sealed class StreamTortureTests : IDisposable
{
    private static readonly byte[] Good = SipWriter.Write(Parsing.Messages.Of("OPTIONS", "Content-Length: 0", branch: "z9hG4bK-good"));

    // Where the verdict differs from that on a datagram.
    private static readonly Dictionary<string, string> OnStreams = new(StringComparer.Ordinal)
    {
        ["ncl"] = "400, closed", // 3.1.2.3: "the framing error is not recoverable, and the connection should be closed"
        ["mcl01"] = "400, closed", // 3.3.9: two lengths, and nobody knows which is meant
        ["inv2543"] = "400, closed", // 3.4.1 has no Content-Length, which streams need
        ["clerr"] = "waits", // 3.1.2.2: what was announced may still come
        ["baddn"] = "400, closed", // 3.1.2.15 has no empty line at its end: the next message is taken for more of its headers
        ["dblreq"] = "401, 480", // 3.1.1.8: what a datagram drops is the next message here
    };

    // The RFCs' own Content-Length is so many bytes short of the body; on a stream these would be the next message.
    private static readonly Dictionary<string, int> Surplus = new(StringComparer.Ordinal)
    {
        ["dblreq"] = 5, ["ipv6-in-sdp"] = 10, ["mult-ip-in-sdp"] = 8, ["ipv4-mapped-ipv6"] = 9,
    };

    private readonly TestCertificates _certificates = new(TimeProvider.System);

    public static TheoryData<string, bool, int> Ways { get; } = new()
    {
        { "rfc4475", false, int.MaxValue },
        { "rfc5118", false, int.MaxValue },
        { "rfc4475", true, int.MaxValue },
        { "rfc5118", true, 1 },
    };

    public void Dispose() => _certificates.Dispose();

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Each_gets_its_verdict_and_what_follows_it_is_heard_unless_its_end_is_not_known(string folder, bool overTls, int piece)
    {
        await using var hotline = await RunningEndpoint.StartAsync(settings => settings with
        {
            Tls = overTls ? new TlsSettings { Listen = [new IPEndPoint(IPAddress.Loopback, 0)], Certificate = _certificates.Issue(), Trusted = [_certificates.Authority] } : null,
        });
        foreach (var (name, verdict) in VerdictsOf(folder))
        {
            using var peer = new TcpClient { NoDelay = true };
            await peer.ConnectAsync(overTls ? hotline.Endpoint.TlsEndPoints[0] : hotline.Address, Deadline.Token());
            await using var stream = overTls ? await SecureAsync(peer) : peer.GetStream();
            byte[] sent = [.. Read(folder, name), .. Good];
            for (var at = 0; at < sent.Length; at += Math.Min(piece, sent.Length))
            {
                await stream.WriteAsync(sent.AsMemory(at, Math.Min(piece, sent.Length - at)), Deadline.Token());
            }

            if (verdict == "waits")
            {
                // Silence cannot be waited for: the missing bytes are sent, and the next message's answer is the second one.
                await stream.WriteAsync((byte[])[.. new byte[9999 - BodyLength(sent)], .. Good], Deadline.Token());
            }

            var expected = Expected(verdict);
            Assert.Equal($"{name}: {expected}", $"{name}: {await AnswersAsync(stream, expected.Count(character => character == ','))}");
        }
    }

    [Theory]
    [InlineData("rfc4475")]
    [InlineData("rfc5118")]
    public void Cut_at_any_byte_each_is_found_whole_and_so_is_the_next(string folder)
    {
        foreach (var (name, verdict) in VerdictsOf(folder))
        {
            byte[] stream = [.. Read(folder, name), .. Good];
            var whole = Frames(stream, stream.Length);
            if (verdict is not ("400, closed" or "waits"))
            {
                Assert.Equal(Convert.ToHexString(Good), whole[^1]);
                Assert.Equal(name == "dblreq" ? 3 : 2, whole.Count);
            }

            for (var cut = 0; cut < stream.Length; cut++)
            {
                Assert.Equal(whole, Frames(stream, cut));
            }
        }
    }

    private static IEnumerable<(string Name, string Verdict)> VerdictsOf(string folder) =>
        (folder == "rfc4475" ? TortureVerdicts.Rfc4475 : TortureVerdicts.Rfc5118).Select(row => (row.Data.Item1, OnStreams.GetValueOrDefault(row.Data.Item1, row.Data.Item2)));

    private static byte[] Read(string folder, string name) => Corpus.Read(folder, name + ".dat")[..^Surplus.GetValueOrDefault(name)];

    // Refused as nobody is there to take calls; 200 is the answer to what follows.
    private static string Expected(string verdict) => verdict switch
    {
        "call" => "480, 200",
        "in dialog" => "481, 200",
        "inquiry" => "200, 200",
        "response" or "silence" => "200",
        "400, closed" => verdict,
        "waits" => "480, 200",
        _ => $"{verdict}, 200",
    };

    private static int BodyLength(byte[] stream) => stream.Length - (stream.AsSpan().IndexOf("\r\n\r\n"u8) + 4);

    // So many answers, and last that to the good message, whichever is quicker; fewer where the connection closes.
    private static async Task<string> AnswersAsync(Stream stream, int others)
    {
        var framer = new SipStreamFramer(SipLimits.Default);
        var (answers, good) = (new List<string>(), new List<string>());
        var buffer = new byte[4096];
        while (answers.Count < others || good.Count == 0)
        {
            var length = await ReadAsync(stream, buffer);
            if (length == 0)
            {
                answers.Add("closed");
                break;
            }

            framer.Append(buffer.AsSpan(0, length));
            while (framer.TryTake(out var message, out _) == Frame.Message)
            {
                var text = System.Text.Encoding.UTF8.GetString(message);
                if (!text.StartsWith("SIP/2.0 1", StringComparison.Ordinal))
                {
                    (text.Contains("z9hG4bK-good", StringComparison.Ordinal) ? good : answers).Add(text[8..11]);
                }
            }
        }

        return string.Join(", ", answers.Concat(good));
    }

    // A close that leaves bytes unread shows as a reset.
    private static async Task<int> ReadAsync(Stream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer, Deadline.Token());
        }
        catch (IOException fault) when (fault.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return 0;
        }
    }

    private static List<string> Frames(byte[] stream, int cut)
    {
        var framer = new SipStreamFramer(SipLimits.Default);
        var found = new List<string>();
        foreach (var part in (byte[][])[stream[..cut], stream[cut..]])
        {
            framer.Append(part);
            Frame frame;
            while ((frame = framer.TryTake(out var message, out _)) is not Frame.NeedMore)
            {
                found.Add(frame == Frame.Message ? Convert.ToHexString(message) : $"{frame}");
                if (frame == Frame.Broken)
                {
                    return found;
                }
            }
        }

        return found;
    }

    private async Task<Stream> SecureAsync(TcpClient peer)
    {
        var tls = new SslStream(peer.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificates.Authority);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", CertificateChainPolicy = policy }, Deadline.Token());
        return tls;
    }
}
