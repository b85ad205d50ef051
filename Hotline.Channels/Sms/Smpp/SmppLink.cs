using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>What came over an SMPP link: a PDU, or why the octets are none.</summary>
internal readonly record struct SmppFrame(SmppPdu? Pdu, SmppRejection? Rejection);

/// <summary>One connection to a message centre over SMPP 3.4.</summary>
internal sealed partial class SmppLink : WindowedLink<SmppPdu, SmppFrame>
{
    private readonly SmppOptions options;
    private readonly ILogger logger;
    private readonly ChannelWriter<SmsDelivery> deliveries;

    private SmppLink(Stream stream, SmppOptions options, ChannelWriter<SmsDelivery> deliveries, TimeProvider time, ILogger logger)
        : base(stream, new LinkRules(options.Window, options.ResponseTimeout, options.EnquireLinkInterval), time, logger) =>
        (this.options, this.deliveries, this.logger) = (options, deliveries, logger);

    protected override int LongestPdu => PduDecoder.MaxLength;

    /// <exception cref="LinkBrokenException">Not reached within the response time.</exception>
    internal static async Task<SmppLink> ConnectAsync(
        SmppOptions options, ChannelWriter<SmsDelivery> deliveries, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var link = new SmppLink(await ConnectAsync(options.Host, options.Port, options.ResponseTimeout, time, cancellationToken), options, deliveries, time, logger);
        link.Begin();
        return link;
    }

    /// <summary>Signs in (§4.1). A refusal is an answer with its status.</summary>
    /// <exception cref="LinkBrokenException">The link ended, or there was no answer in time.</exception>
    internal Task<SmppPdu> BindAsync(BindMode mode, CancellationToken cancellationToken) => AskAsync(
        new Bind { Mode = mode, SystemId = options.SystemId, Password = options.Password, SystemType = options.SystemType }, cancellationToken);

    /// <summary>Submits within the window; null when no place in it came free in the response time. Waits until answered or ended.</summary>
    /// <exception cref="LinkBrokenException">The link ended before the answer.</exception>
    internal Task<SmppPdu?> SubmitAsync(ShortMessage content) => AskInWindowAsync(new SubmitSm { Content = content });

    /// <summary>Says good-bye (§4.2).</summary>
    internal Task UnbindAsync() => SayByeAsync(new Unbind());

    protected override bool TryDecode(ReadOnlySpan<byte> octets, out int consumed, out SmppFrame frame)
    {
        var whole = PduDecoder.TryDecode(octets, out consumed, out var pdu, out var rejection);
        frame = new SmppFrame(pdu, rejection);
        return whole;
    }

    protected override byte[] Encode(SmppPdu pdu, uint sequence) => PduEncoder.Encode(pdu with { Sequence = sequence });

    protected override SmppPdu Test() => new EnquireLink();

    protected override string NameOf(SmppPdu pdu) => pdu.Command.ToString();

    protected override Task<string?> HandleAsync(SmppFrame frame) => frame.Pdu is { } pdu ? HandleAsync(pdu) : RejectAsync(frame.Rejection!);

    private async Task<string?> HandleAsync(SmppPdu pdu)
    {
        switch (pdu)
        {
            case DeliverSm deliver:
                if (!deliveries.TryWrite(SmppDelivery.Of(deliver, Number, taken => AnswerAsync(deliver, taken))))
                {
                    await AnswerAsync(deliver, taken: false);
                }

                return null;
            case EnquireLink:
                await WriteAsync(new EnquireLinkResp { Sequence = pdu.Sequence });
                return null;
            case Unbind:
                await WriteAsync(new UnbindResp { Sequence = pdu.Sequence });
                return "unbound by the message centre";
            case UnbindResp:
                Complete(pdu.Sequence, pdu);
                return "unbound";
            case { Command: >= CommandId.ResponseBit }:
                Complete(pdu.Sequence, pdu);
                return null;
            default:
                await WriteAsync(new GenericNack { Sequence = pdu.Sequence, Status = CommandStatus.ESME_RINVBNDSTS });
                return null;
        }
    }

    // "Again later" makes the centre keep the message and deliver it again. False when the link has ended: it will too.
    private async Task<bool> AnswerAsync(DeliverSm request, bool taken)
    {
        try
        {
            await WriteAsync(new DeliverSmResp { Sequence = request.Sequence, Status = taken ? CommandStatus.ESME_ROK : CommandStatus.ESME_RX_T_APPN });
            return true;
        }
        catch (LinkBrokenException)
        {
            return false;
        }
    }

    private async Task<string?> RejectAsync(SmppRejection rejection)
    {
        LogRejected(rejection.Command, rejection.Reason, rejection.Offset);
        if (rejection.Fault == SmppFault.Broken)
        {
            return rejection.Reason;
        }

        if ((rejection.Command & (uint)CommandId.ResponseBit) != 0)
        {
            Complete(rejection.Sequence, new GenericNack { Sequence = rejection.Sequence, Status = rejection.Status });
        }
        else if (rejection.Command == (uint)CommandId.DeliverSm)
        {
            await WriteAsync(new DeliverSmResp { Sequence = rejection.Sequence, Status = rejection.Status });
        }
        else
        {
            await WriteAsync(new GenericNack { Sequence = rejection.Sequence, Status = rejection.Status });
        }

        return null;
    }

    private Task WriteAsync(SmppPdu pdu) => WriteAsync(PduEncoder.Encode(pdu));

    [LoggerMessage(Level = LogLevel.Warning, Message = "SMPP operation 0x{Command:X8} rejected: {Reason} at octet {Offset}")]
    private partial void LogRejected(uint command, string reason, int offset);
}
