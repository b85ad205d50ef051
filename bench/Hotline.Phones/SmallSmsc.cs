using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Hotline.Channels.Sms;
using Hotline.Channels.Sms.Smpp;

namespace Hotline.Phones;

/// <summary>An SMS as the citizen's phone shows it: put together from its parts.</summary>
/// <param name="From">The number it came from, extension code and all: where an answer goes.</param>
/// <param name="To">The citizen's number.</param>
/// <param name="Text">The text.</param>
internal sealed record ReceivedSms(string From, string To, string Text);

/// <summary>
/// A message centre on loopback with one citizen behind every number: takes one provider's bind, reports every message delivered, and sends
/// answers. What is not acknowledged is delivered again.
/// </summary>
internal sealed class SmallSmsc : IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly Channel<ReceivedSms> messages = Channel.CreateUnbounded<ReceivedSms>();
    private readonly Channel<ShortMessage> outgoing = Channel.CreateUnbounded<ShortMessage>();
    private readonly LongTexts longTexts = new(capacity: 100, expiry: TimeSpan.FromMinutes(5));
    private readonly Task serving;
    private TaskCompletionSource<DeliverSmResp> acknowledged = new();
    private uint lastSequence;
    private int lastId;

    internal SmallSmsc(string systemId, string password)
    {
        (SystemId, Password) = (systemId, password);
        listener.Start();
        serving = ServeAsync();
    }

    internal string SystemId { get; }

    internal string Password { get; }

    internal int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Messages to citizens, in order of arrival.</summary>
    internal ChannelReader<ReceivedSms> Messages => messages.Reader;

    /// <summary>The citizen answers: goes to the number the message came from.</summary>
    internal void Reply(ReceivedSms message, string text)
    {
        var parts = SmsParts.Split(text, reference: 1) ?? throw new ArgumentException("The text is too long.", nameof(text));
        for (var index = 0; index < parts.Pieces.Count; index++)
        {
            outgoing.Writer.TryWrite(new ShortMessage
            {
                Source = new SmppAddress(0, 1, message.To),
                Destination = new SmppAddress(0, 1, message.From),
                EsmClass = (byte)(parts.Pieces.Count > 1 ? 0x40 : 0),
                DataCoding = parts.DataCoding,
                Octets = parts.Pieces.Count > 1 ? parts.WithHeader(index) : parts.Pieces[index],
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await serving;
        listener.Dispose();
        closing.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(closing.Token);
                using var lost = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
                using var link = new Link(socket);
                var delivering = DeliverAsync(link, lost.Token);
                await ReadAsync(link, lost.Token);
                await lost.CancelAsync();
                await delivering;
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed: nobody waits for more.
            messages.Writer.TryComplete();
        }
    }

    private async Task ReadAsync(Link link, CancellationToken cancellationToken)
    {
        while (await link.ReadAsync(cancellationToken) is { } pdu)
        {
            switch (pdu)
            {
                case Bind bind:
                    var known = bind.SystemId == SystemId && bind.Password == Password;
                    await link.WriteAsync(
                        new BindResp { Mode = bind.Mode, Sequence = bind.Sequence, SystemId = "small-smsc", Status = known ? CommandStatus.ESME_ROK : CommandStatus.ESME_RINVPASWD },
                        cancellationToken);
                    link.Bound.TrySetResult();
                    break;
                case SubmitSm submit:
                    var id = Interlocked.Increment(ref lastId).ToString(CultureInfo.InvariantCulture);
                    await link.WriteAsync(new SubmitSmResp { Sequence = submit.Sequence, MessageId = id }, cancellationToken);
                    Take(submit.Content, id);
                    break;
                case DeliverSmResp answer:
                    acknowledged.TrySetResult(answer);
                    break;
                case EnquireLink:
                    await link.WriteAsync(new EnquireLinkResp { Sequence = pdu.Sequence }, cancellationToken);
                    break;
                case Unbind:
                    await link.WriteAsync(new UnbindResp { Sequence = pdu.Sequence }, cancellationToken);
                    return;
            }
        }
    }

    private void Take(ShortMessage content, string id)
    {
        var (fragment, offset) = (content.EsmClass & 0x40) != 0 ? SmsFragment.ReadHeader(content.Payload) : (null, 0);
        var text = SmsCoding.Decode(content.DataCoding, content.Payload.AsSpan(offset));
        if (fragment is { } place)
        {
            var key = new LongTextKey(content.Source.Digits, content.Destination.Digits, place.Reference, place.Total);
            var whole = longTexts.Add(key, place.Number, text, id, TimeProvider.System.GetUtcNow(), []);
            text = whole.IsComplete ? longTexts.Close(whole).Text : null;
        }

        if (text is not null)
        {
            messages.Writer.TryWrite(new ReceivedSms(content.Source.Digits, content.Destination.Digits, text));
        }

        if ((content.RegisteredDelivery & 3) == 1)
        {
            var at = TimeProvider.System.GetLocalNow().ToString("yyMMddHHmm", CultureInfo.InvariantCulture);
            outgoing.Writer.TryWrite(new ShortMessage
            {
                Source = content.Destination,
                Destination = content.Source,
                EsmClass = 0x04,
                Octets = System.Text.Encoding.ASCII.GetBytes($"id:{id} sub:001 dlvrd:001 submit date:{at} done date:{at} stat:DELIVRD err:000 text:"),
            });
        }
    }

    // One at a time, the first again until it is acknowledged, over as many links as it takes.
    private async Task DeliverAsync(Link link, CancellationToken cancellationToken)
    {
        try
        {
            await link.Bound.Task.WaitAsync(cancellationToken);
            while (await outgoing.Reader.WaitToReadAsync(cancellationToken))
            {
                while (outgoing.Reader.TryPeek(out var content))
                {
                    acknowledged = new TaskCompletionSource<DeliverSmResp>(TaskCreationOptions.RunContinuationsAsynchronously);
                    await link.WriteAsync(new DeliverSm { Sequence = ++lastSequence, Content = content }, cancellationToken);
                    if ((await acknowledged.Task.WaitAsync(cancellationToken)).Status == CommandStatus.ESME_ROK)
                    {
                        outgoing.Reader.TryRead(out _);
                    }
                    else
                    {
                        await Task.Delay(Again, cancellationToken);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The link is gone; the next one goes on with what is left.
            await link.CloseAsync();
        }
    }

    /// <summary>One provider's connection.</summary>
    private sealed class Link(Socket socket) : IDisposable
    {
        private readonly NetworkStream stream = new(socket);
        private readonly SemaphoreSlim writing = new(1, 1);
        private byte[] buffer = [];

        internal TaskCompletionSource Bound { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The next PDU; null at the end of the connection, and where what comes is no SMPP.</summary>
        internal async Task<SmppPdu?> ReadAsync(CancellationToken cancellationToken)
        {
            var chunk = new byte[4096];
            while (true)
            {
                if (PduDecoder.TryDecode(buffer, out var consumed, out var pdu, out _))
                {
                    buffer = buffer[consumed..];
                    return pdu;
                }

                try
                {
                    var count = await stream.ReadAsync(chunk, cancellationToken);
                    if (count == 0)
                    {
                        return null;
                    }

                    buffer = [.. buffer, .. chunk.AsSpan(0, count)];
                }
                catch (IOException)
                {
                    return null;
                }
            }
        }

        internal async Task WriteAsync(SmppPdu pdu, CancellationToken cancellationToken)
        {
            await writing.WaitAsync(cancellationToken);
            try
            {
                await stream.WriteAsync(PduEncoder.Encode(pdu), cancellationToken);
            }
            finally
            {
                writing.Release();
            }
        }

        internal ValueTask CloseAsync() => stream.DisposeAsync();

        public void Dispose()
        {
            stream.Dispose();
            writing.Dispose();
        }
    }
}
