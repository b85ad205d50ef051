using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Threading.Channels;

namespace Hotline.Host.Tests;

/// <summary>A desk that listens at the hub (SignalR's JSON protocol over a WebSocket, frames ended by 0x1E).</summary>
internal sealed class LiveScreen : IAsyncDisposable
{
    /// <summary>A limit for what must come; far beyond what it takes, for machines that are busy with other tests.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Every letter as itself.</summary>
    private static readonly JsonSerializerOptions Wide = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const char RecordSeparator = '\u001e';

    private readonly ClientWebSocket socket = new();
    private readonly Channel<(string Event, JsonElement Message)> arrived = Channel.CreateUnbounded<(string, JsonElement)>();
    private readonly ConcurrentQueue<string> heard = new();
    private readonly CancellationTokenSource ended = new();
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task reading = Task.CompletedTask;

    public static async Task<LiveScreen> OpenAsync(Seat seat, string? origin = null)
    {
        var screen = new LiveScreen();
        try
        {
            screen.socket.Options.Cookies = new System.Net.CookieContainer();
            screen.socket.Options.Cookies.Add(seat.Cookies);
            if (origin is not null)
            {
                screen.socket.Options.SetRequestHeader("Origin", origin);
            }

            await screen.socket.ConnectAsync(new UriBuilder(seat.Address) { Scheme = "ws", Path = "/live" }.Uri, CancellationToken.None);
            await screen.SendAsync("""{"protocol":"json","version":1}""");
            screen.reading = screen.ReadAsync();

            // The hub answers calls only once the connection is in its groups, and answers this one with an error.
            await screen.SendAsync("""{"type":1,"invocationId":"0","target":"none","arguments":[]}""");
            await screen.joined.Task.WaitAsync(Patience);
            return screen;
        }
        catch
        {
            await screen.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next event of this name, where asked for one of a kind; others before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string name, Func<JsonElement, bool>? wanted = null)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var passed = new List<string>();
        try
        {
            while (true)
            {
                var (arrivedName, message) = await arrived.Reader.ReadAsync(deadline.Token);
                if (arrivedName == name && wanted?.Invoke(message) != false)
                {
                    return message;
                }

                passed.Add(arrivedName);
            }
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"No {name} came; but {string.Join(", ", passed)}.", late);
        }
    }

    /// <summary>Waits until the product breaks the connection off.</summary>
    public async Task BrokenOffAsync()
    {
        try
        {
            await reading.WaitAsync(Patience);
        }
        catch (WebSocketException)
        {
            // Without a word of farewell.
        }
    }

    /// <summary>All that has come until now, as it came.</summary>
    public IReadOnlyCollection<string> Heard => heard;

    /// <summary>The events that have come until now and nobody asked for.</summary>
    public IReadOnlyList<string> Unread()
    {
        var names = new List<string>();
        while (arrived.Reader.TryRead(out var next))
        {
            names.Add(next.Event);
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        try
        {
            await reading;
        }
        catch (Exception end) when (end is OperationCanceledException or WebSocketException)
        {
            // Asked for above, or broken off by the product.
        }

        socket.Dispose();
        ended.Dispose();
    }

    private ValueTask SendAsync(string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + RecordSeparator).AsMemory(), WebSocketMessageType.Text, true, ended.Token);

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, ended.Token);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            text.Append(Encoding.UTF8.GetString(buffer, 0, result.Count));
            if (!result.EndOfMessage)
            {
                continue;
            }

            foreach (var frame in text.ToString().Split(RecordSeparator, StringSplitOptions.RemoveEmptyEntries))
            {
                var message = JsonElement.Parse(frame);
                heard.Enqueue(JsonSerializer.Serialize(message, Wide));
                if (message.TryGetProperty("invocationId", out _))
                {
                    joined.TrySetResult();
                }
                else if (message.TryGetProperty("target", out var target))
                {
                    await arrived.Writer.WriteAsync((target.GetString()!, message.GetProperty("arguments")[0]));
                }
            }

            text.Clear();
        }
    }
}
