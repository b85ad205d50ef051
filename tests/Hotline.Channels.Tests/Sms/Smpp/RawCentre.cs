using System.Net;
using System.Net.Sockets;
using Hotline.Channels.Sms.Smpp;

namespace Hotline.Channels.Tests.Sms.Smpp;

/// <summary>A message centre that does exactly what a test says, octet by octet.</summary>
internal sealed class RawCentre : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private byte[] buffer = [];
    private NetworkStream? stream;

    internal RawCentre() => listener.Start();

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    /// <summary>Drops the connection there was, takes the next and lets it bind.</summary>
    internal async Task AcceptAsync()
    {
        stream?.Dispose();
        buffer = [];
        stream = new NetworkStream(await listener.AcceptSocketAsync(Deadline), ownsSocket: true);
        var bind = await ReadAsync<Bind>();
        await SendAsync(new BindResp { Sequence = bind.Sequence, SystemId = "raw" });
    }

    internal Task SendAsync(SmppPdu pdu) => SendAsync(PduEncoder.Encode(pdu));

    internal async Task SendAsync(byte[] octets) => await stream!.WriteAsync(octets, Deadline);

    /// <summary>The next PDU, which must be of that kind.</summary>
    internal async Task<T> ReadAsync<T>()
        where T : SmppPdu
    {
        var chunk = new byte[4096];
        while (true)
        {
            if (PduDecoder.TryDecode(buffer, out var consumed, out var pdu, out var rejection))
            {
                buffer = buffer[consumed..];
                return pdu as T ?? throw new InvalidOperationException($"{typeof(T).Name} awaited, {pdu?.ToString() ?? rejection!.Reason} came.");
            }

            var count = await stream!.ReadAsync(chunk, Deadline);
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            buffer = [.. buffer, .. chunk.AsSpan(0, count)];
        }
    }

    /// <summary>Waits until the other side has closed.</summary>
    internal async Task WaitClosedAsync()
    {
        var chunk = new byte[4096];
        while (await stream!.ReadAsync(chunk, Deadline) > 0)
        {
        }
    }

    public void Dispose()
    {
        stream?.Dispose();
        listener.Dispose();
    }
}
