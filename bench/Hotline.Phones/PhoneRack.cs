using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;

namespace Hotline.Phones;

/// <summary>Any number of phones behind one SIP socket (UDP) and one media thread. Thread-safe.</summary>
internal sealed class PhoneRack : IAsyncDisposable
{
    // RFC 3261 §17.1.1.1.
    private static readonly TimeSpan T1 = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan T2 = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Limit = 64 * T1;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource closing = new();
    private readonly ConcurrentDictionary<string, Asked> asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SmallPhone> phones = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PhoneCall> calls = new(StringComparer.Ordinal);
    private readonly Task receiving;

    /// <param name="server">Where the product speaks SIP.</param>
    /// <param name="local">Our own address; port 0 for any.</param>
    /// <param name="soundSockets">As <see cref="PhoneMedia"/> has them.</param>
    internal PhoneRack(IPEndPoint server, IPEndPoint local, int soundSockets = 8)
    {
        Server = server;
        socket.ReceiveBufferSize = 1 << 20;
        socket.Bind(local);
        Local = HostPort.Of(EndPoint);
        Media = new PhoneMedia(local.Address, soundSockets);
        receiving = ReceiveAsync();
    }

    internal IPEndPoint Server { get; }

    /// <summary>Where we are.</summary>
    internal IPEndPoint EndPoint => (IPEndPoint)socket.LocalEndPoint!;

    /// <summary>The same in SIP's words.</summary>
    internal HostPort Local { get; }

    internal PhoneMedia Media { get; }

    /// <summary>What the product sent that we could not read: an error of theirs or of ours. Empty when all is well.</summary>
    internal ConcurrentQueue<string> Unreadable { get; } = new();

    /// <summary>Puts a phone on the rack.</summary>
    /// <param name="user">Its number.</param>
    /// <param name="toneHertz">The tone it speaks, a multiple of 50 Hz.</param>
    internal SmallPhone Add(string user, int toneHertz) =>
        phones.GetOrAdd(user, _ => new SmallPhone(this, user, toneHertz));

    internal void Note(PhoneCall call) => calls[call.CallId] = call;

    /// <summary>The top of a request of ours, with a branch of its own.</summary>
    internal SipHeaders Begin()
    {
        var headers = new SipHeaders();
        headers.Add(HeaderName.Via, $"SIP/2.0/UDP {Local};branch={SipToken.NewBranch()};rport");
        headers.Add(HeaderName.MaxForwards, "70");
        return headers;
    }

    /// <summary>Sends a request until it is answered for good (RFC 3261 §17.1); a refused INVITE is acknowledged.</summary>
    /// <param name="request">With a branch of its own.</param>
    /// <param name="patience">How long the final answer may take once there is a provisional one.</param>
    /// <param name="ringing">Hears of provisional answers.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<SipResponse> AskAsync(SipRequest request, TimeSpan patience, Action<SipResponse>? ringing, CancellationToken cancellationToken)
    {
        var entry = new Asked(ringing);
        var branch = request.Via.Branch!;
        asked[branch] = entry;
        try
        {
            var octets = SipWriter.Write(request);
            var (waited, pause) = (TimeSpan.Zero, T1);
            while (!entry.Heard && waited < Limit)
            {
                await SendAsync(octets);
                await Task.WhenAny(entry.Final.Task, Task.Delay(pause, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                waited += pause;
                pause = request.Method == SipMethod.Invite || pause * 2 < T2 ? pause * 2 : T2;
            }

            if (!entry.Heard)
            {
                throw new PhoneException($"{request.Method}: no answer");
            }

            var response = await entry.Final.Task.WaitAsync(patience, cancellationToken);
            if (request.Method == SipMethod.Invite && !response.IsSuccess)
            {
                await SendAsync(SipWriter.Write(Acknowledge(request, response)));
            }

            return response;
        }
        catch (TimeoutException)
        {
            throw new PhoneException($"{request.Method}: no final answer within {patience}");
        }
        finally
        {
            asked.TryRemove(branch, out _);
        }
    }

    internal Task SendAsync(SipMessage message) => SendAsync(SipWriter.Write(message));

    internal async Task SendAsync(byte[] octets) => await socket.SendToAsync(octets, SocketFlags.None, Server, closing.Token);

    /// <summary>Sends again and again, as T1 says, until told to stop (RFC 3261 §13.3.1.4: a 2xx until its ACK).</summary>
    internal async Task RepeatAsync(SipMessage message, Task until)
    {
        var octets = SipWriter.Write(message);
        for (var (waited, pause) = (TimeSpan.Zero, T1); waited < Limit && !until.IsCompleted; waited += pause, pause = pause * 2 < T2 ? pause * 2 : T2)
        {
            await SendAsync(octets);
            await Task.WhenAny(until, Task.Delay(pause, closing.Token));
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Together: where the product is gone already, each waits a second for an answer.
        await Task.WhenAll(phones.Values.Select(phone => phone.DisposeAsync().AsTask()));
        await closing.CancelAsync();
        await receiving;
        socket.Dispose();
        Media.Dispose();
    }

    // The ACK of a refusal belongs to the transaction: same branch, the answer's To (RFC 3261 §17.1.1.3).
    private static SipRequest Acknowledge(SipRequest invite, SipResponse refusal)
    {
        var headers = new SipHeaders();
        invite.Headers.CopyTo(headers, HeaderName.Via);
        headers.Add(HeaderName.MaxForwards, "70");
        invite.Headers.CopyTo(headers, HeaderName.From);
        refusal.Headers.CopyTo(headers, HeaderName.To);
        invite.Headers.CopyTo(headers, HeaderName.CallId);
        headers.Add(HeaderName.CSeq, new CSeq(invite.CSeq.Number, SipMethod.Ack).ToString());
        return new SipRequest(SipMethod.Ack, invite.Uri, headers, default);
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[65536];
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, Server, closing.Token);
                if (SipParser.TryParse(buffer.AsSpan(0, received.ReceivedBytes).ToArray(), SipLimits.Default, out var message, out var rejection))
                {
                    await TakeAsync(message);
                }
                else
                {
                    Unreadable.Enqueue(rejection.Reason);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // An ICMP error of an earlier send; the sender repeats or gives up by itself.
                continue;
            }
        }
    }

    private Task TakeAsync(SipMessage message) => message switch
    {
        SipResponse response => TakeResponseAsync(response),
        SipRequest request => TakeRequestAsync(request),
        _ => Task.CompletedTask,
    };

    private Task TakeResponseAsync(SipResponse response)
    {
        if (response.Via.Branch is { } branch && asked.TryGetValue(branch, out var entry))
        {
            entry.Take(response);
        }
        else if (response.IsSuccess && response.CSeq.Method == SipMethod.Invite && calls.TryGetValue(response.CallId, out var call))
        {
            return call.AcknowledgeAgainAsync();
        }

        return Task.CompletedTask;
    }

    private Task TakeRequestAsync(SipRequest request)
    {
        if (calls.TryGetValue(request.CallId, out var call))
        {
            return call.TakeAsync(request);
        }

        if (request.Method == SipMethod.Ack)
        {
            return Task.CompletedTask;
        }

        return request.Method switch
        {
            SipMethod.Invite when phones.TryGetValue(request.Uri.User, out var phone) => phone.RingAsync(request),
            SipMethod.Invite => SendAsync(SipResponse.For(request, SipStatus.NotFound, SipToken.NewTag())),
            SipMethod.Options => SendAsync(SipResponse.For(request, SipStatus.Ok, SipToken.NewTag())),
            _ => SendAsync(SipResponse.For(request, SipStatus.CallDoesNotExist, SipToken.NewTag())),
        };
    }

    private sealed class Asked(Action<SipResponse>? ringing)
    {
        internal TaskCompletionSource<SipResponse> Final { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal bool Heard { get; private set; }

        internal void Take(SipResponse response)
        {
            Heard = true;
            if (response.IsProvisional)
            {
                ringing?.Invoke(response);
            }
            else
            {
                Final.TrySetResult(response);
            }
        }
    }
}
