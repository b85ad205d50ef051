using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotline.Channels.Sms.Cmpp;

namespace Hotline.Channels.Tests.Sms.Cmpp;

/// <summary>A gateway that speaks CMPP as the documents say, and does what a test tells it. No gateway of a carrier can be had here.</summary>
internal sealed class SmallGateway(CmppOptions options) : IDisposable
{
    private readonly TcpListener listener = Listen();
    private readonly CmppCodec codec = new(options.Version);
    private byte[] buffer = [];
    private NetworkStream? stream;

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    internal CmppCodec Codec => codec;

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    /// <summary>Takes the next connection and looks at its sign-in: who they say they are, their MD5, their version.</summary>
    internal async Task<uint> AcceptAsync(bool honest = true)
    {
        stream?.Dispose();
        buffer = [];
        stream = new NetworkStream(await listener.AcceptSocketAsync(Deadline), ownsSocket: true);
        var connect = await ReadAsync<CmppConnect>();
        var expected = CmppLink.Authenticator(options.EnterpriseCode, options.Secret, $"{connect.Timestamp:D10}");
        var status = connect.SourceAddress != options.EnterpriseCode ? 2u : !connect.Authenticator.SequenceEqual(expected) ? 3u : connect.Version != codec.VersionByte ? 4u : 0u;
        await SendAsync(new CmppConnectResp
        {
            Sequence = connect.Sequence,
            Status = status,
            Authenticator = honest ? CmppLink.Counterproof(status, connect.Authenticator, options) : new byte[16],
            Version = codec.VersionByte,
        });
        return status;
    }

    internal Task SendAsync(CmppPdu pdu) => SendAsync(codec.Encode(pdu));

    internal async Task SendAsync(byte[] octets) => await stream!.WriteAsync(octets, Deadline);

    internal Task DeliverAsync(uint sequence, ulong id, string text, string to = "12345", byte[]? header = null, byte format = 8) => SendAsync(new CmppDeliver
    {
        Sequence = sequence,
        MessageId = id,
        To = to,
        From = "8613800000001",
        Format = format,
        HasHeader = (byte)(header is null ? 0 : 1),
        Content = [.. header ?? [], .. format == 8 ? Encoding.BigEndianUnicode.GetBytes(text) : Encoding.ASCII.GetBytes(text)],
    });

    internal Task ReportAsync(uint sequence, ulong of, string state) => SendAsync(new CmppDeliver
    {
        Sequence = sequence, MessageId = 99, To = "12345", From = "13800000001", IsReport = 1, Content = codec.WriteReport(new CmppReport(of, state), "13800000001"),
    });

    /// <summary>The next message, which must be of that kind.</summary>
    internal async Task<T> ReadAsync<T>()
        where T : CmppPdu
    {
        var chunk = new byte[4096];
        while (true)
        {
            if (codec.TryDecode(buffer, out var consumed, out var pdu, out var fault))
            {
                buffer = buffer[consumed..];
                return pdu as T ?? throw new InvalidOperationException($"{typeof(T).Name} awaited, {pdu?.ToString() ?? fault} came.");
            }

            var count = await stream!.ReadAsync(chunk, Deadline);
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            buffer = [.. buffer, .. chunk.AsSpan(0, count)];
        }
    }

    public void Dispose()
    {
        stream?.Dispose();
        listener.Dispose();
    }

    private static TcpListener Listen()
    {
        var open = new TcpListener(IPAddress.Loopback, 0);
        open.Start();
        return open;
    }
}
