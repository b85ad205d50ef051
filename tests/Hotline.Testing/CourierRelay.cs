using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotline.Testing;

/// <summary>
/// A bad line between two installations: it passes each HTTP call on, and, as it is told, delivers it twice, drops its answer after delivery, or lets
/// nobody through. Each call is one connection.
/// </summary>
public sealed class CourierRelay : IAsyncDisposable
{
    private const int LongestHead = 16 * 1024;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Task accepting;
    private Uri? over;
    private volatile TaskCompletionSource<Uri> target = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);

    /// <summary>Listens on a free port.</summary>
    public CourierRelay()
    {
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>What a call that comes is done with, by its first line; the number counts the calls of its method from 1.</summary>
    public Func<int, string, RelayDeed> Does { get; set; } = (_, _) => RelayDeed.Pass;

    /// <summary>Where calls are passed on to; null: nobody is there, and a call hangs until somebody is, though its caller may have given it up by then.</summary>
    public Uri? Target
    {
        get => over;
        set
        {
            over = value;
            if (target.Task.IsCompleted)
            {
                target = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            if (value is not null)
            {
                target.SetResult(value);
            }
        }
    }

    /// <summary>Its own address.</summary>
    public string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>Answers dropped after delivery.</summary>
    public int Dropped { get; private set; }

    /// <summary>Calls delivered twice.</summary>
    public int Doubled { get; private set; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(ServeAsync(client));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await ReadAsync(stream) is not { } request)
                {
                    return;
                }

                var line = Encoding.ASCII.GetString(request, 0, Math.Min(request.Length, 60));
                var deed = Does(calls.AddOrUpdate(line.Split(' ')[0], 1, (_, before) => before + 1), line);
                if (deed == RelayDeed.Refuse)
                {
                    return;
                }

                var answer = await PassAsync(await target.Task.WaitAsync(stop.Token), request);
                switch (deed)
                {
                    case RelayDeed.Twice:
                        // A repeat that the sender did not sign anew is refused for its nonce; the sender hears the first answer.
                        await PassAsync(await target.Task.WaitAsync(stop.Token), request);
                        Doubled++;
                        break;
                    case RelayDeed.DropAnswer:
                        Dropped++;
                        return;
                    case RelayDeed.CutAnswer:
                        answer = answer[..(answer.Length / 2)];
                        Dropped++;
                        break;
                }

                await stream.WriteAsync(answer, stop.Token);
            }
            catch (Exception lost) when (lost is IOException or SocketException or OperationCanceledException)
            {
                // A line that breaks is what this is for: the caller sees its connection end.
            }
        }
    }

    /// <summary>One request, its connection ending with it.</summary>
    private async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        var buffer = new byte[256 * 1024];
        var count = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), stop.Token);
            if (read == 0)
            {
                return null;
            }

            count += read;
            var head = Encoding.Latin1.GetString(buffer, 0, Math.Min(count, LongestHead));
            var end = head.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            var line = head[..end].Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            var length = line is null ? 0 : int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
            if (count >= end + 4 + length)
            {
                return [.. Encoding.Latin1.GetBytes(head[..end] + "\r\nConnection: close\r\n\r\n"), .. buffer.AsSpan(end + 4, length)];
            }
        }
    }

    private async Task<byte[]> PassAsync(Uri target, byte[] request)
    {
        using var server = new TcpClient();
        await server.ConnectAsync(target.Host, target.Port, stop.Token);
        var stream = server.GetStream();
        await stream.WriteAsync(request, stop.Token);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, stop.Token);
        return answer.ToArray();
    }
}

/// <summary>What the line does with a call.</summary>
public enum RelayDeed
{
    /// <summary>Passes it on, and its answer back.</summary>
    Pass,

    /// <summary>Delivers it twice.</summary>
    Twice,

    /// <summary>Delivers it; the answer is lost.</summary>
    DropAnswer,

    /// <summary>Delivers it; half of the answer arrives.</summary>
    CutAnswer,

    /// <summary>Does not deliver it.</summary>
    Refuse,
}
