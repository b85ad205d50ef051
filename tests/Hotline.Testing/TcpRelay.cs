using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Hotline.Testing;

/// <summary>A cable between a phone and a server that can be pulled.</summary>
public sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> ends = [];
    private readonly Task accepting;

    private TcpRelay(IPEndPoint to)
    {
        listener.Start();
        accepting = AcceptAsync(to);
    }

    public IPEndPoint Address => (IPEndPoint)listener.LocalEndpoint;

    public static TcpRelay Start(IPEndPoint to) => new(to);

    /// <summary>Every connection breaks; new ones may be made.</summary>
    public void Cut()
    {
        while (ends.TryTake(out var end))
        {
            end.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        Cut();
        await accepting;
        Cut();
        listener.Dispose();
    }

    private async Task AcceptAsync(IPEndPoint to)
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                ends.Add(near);
                ends.Add(far);
                await far.ConnectAsync(to);
                pumps.Add(PumpAsync(near, far));
                pumps.Add(PumpAsync(far, near));
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The listener was stopped.
        }

        await Task.WhenAll(pumps);
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }
}
