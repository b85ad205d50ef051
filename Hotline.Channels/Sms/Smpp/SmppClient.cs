using System.Buffers.Binary;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>A provider over SMPP 3.4.</summary>
internal sealed class SmppClient : LinkedProvider
{
    private readonly SmppOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<SmppClient> logger;
    private volatile SmppLink? sending;

    public SmppClient(SmppOptions options, InboundDesk desk, ChannelBoard board, TimeProvider time, ILogger<SmppClient> logger)
        : base(options, desk, board, time, logger) => (this.options, this.time, this.logger) = (options, time, logger);

    public override bool IsUp => sending is not null;

    protected override int Links => Modes.Length;

    private BindMode[] Modes => options.Bind switch
    {
        SmppBind.Transceiver => [BindMode.Transceiver],
        SmppBind.Pair => [BindMode.Transmitter, BindMode.Receiver],
        SmppBind.Transmitter => [BindMode.Transmitter],
    };

    protected override SmsParts? Split(string text, byte reference) =>
        options.LongTexts == SmppLongText.Payload ? SmsParts.Whole(text, reference) : SmsParts.Split(text, reference);

    protected override async Task<SubmitOutcome> SubmitPartAsync(SmsPart part)
    {
        if (sending is not { } link)
        {
            return SubmitOutcome.Later("not bound at the message centre");
        }

        return await link.SubmitAsync(Content(part)) switch
        {
            null => SubmitOutcome.Later("the window stayed full", throttled: true),
            SubmitSmResp { Status: CommandStatus.ESME_ROK } accepted => new SubmitOutcome(SendVerdict.Accepted, accepted.MessageId),
            { Status: CommandStatus.ESME_RTHROTTLED or CommandStatus.ESME_RMSGQFUL } full => SubmitOutcome.Later(full.Status.ToString(), throttled: true),
            var answer => IsFinal(answer.Status) ? SubmitOutcome.Refused(answer.Status.ToString()) : SubmitOutcome.Later(answer.Status.ToString()),
        };
    }

    protected override async Task<(string Error, bool Refused)> ServeAsync(int link, CancellationToken stoppingToken)
    {
        var mode = Modes[link];
        await using var connection = await SmppLink.ConnectAsync(options, Deliveries, time, logger, stoppingToken);
        var answer = await connection.BindAsync(mode, stoppingToken);
        if (answer is not BindResp { Status: CommandStatus.ESME_ROK })
        {
            return ($"bind refused: {answer.Status}", answer.Status != CommandStatus.ESME_RALYBND);
        }

        if (mode != BindMode.Receiver)
        {
            sending = connection;
        }

        Signed();
        try
        {
            return (await connection.Ended.WaitAsync(stoppingToken), false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Leave(connection);
            await connection.UnbindAsync();
            throw;
        }
        finally
        {
            Leave(connection);
        }
    }

    private void Leave(SmppLink link)
    {
        if (sending == link)
        {
            sending = null;
        }
    }

    private ShortMessage Content(SmsPart part)
    {
        var international = part.To.StartsWith('+');
        var inParts = part.Parts.Pieces.Count > 1;
        var payload = part.Piece.Length > byte.MaxValue || options.LongTexts == SmppLongText.Payload;
        return new ShortMessage
        {
            Source = new SmppAddress(0, 1, part.From),
            Destination = new SmppAddress((byte)(international ? 1 : 0), 1, international ? part.To[1..] : part.To),
            EsmClass = (byte)(inParts && options.LongTexts == SmppLongText.Udh ? 0x40 : 0),

            // The receipt of the last part stands for the whole: phones take parts in order, and one id names one message.
            RegisteredDelivery = (byte)(part.IsLast ? 1 : 0),
            DataCoding = part.Parts.DataCoding,
            Octets = payload ? [] : inParts && options.LongTexts == SmppLongText.Udh ? part.Parts.WithHeader(part.Index) : part.Piece,
            Options = payload ? [new SmppOption(OptionTag.MessagePayload, part.Piece)]
                : inParts && options.LongTexts == SmppLongText.Sar ? SegmentOptions(part)
                : [],
        };
    }

    private static SmppOption[] SegmentOptions(SmsPart part)
    {
        var reference = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(reference, part.Parts.Reference);
        return
        [
            new SmppOption(OptionTag.SarMessageReference, reference),
            new SmppOption(OptionTag.SarTotalSegments, [(byte)part.Parts.Pieces.Count]),
            new SmppOption(OptionTag.SarSegmentNumber, [(byte)(part.Index + 1)]),
        ];
    }

    /// <summary>Whether the same message could never pass. What we do not know, a provider's own codes among them, may pass later.</summary>
    private static bool IsFinal(CommandStatus status) => status is
        CommandStatus.ESME_RINVMSGLEN or CommandStatus.ESME_RINVSRCADR or CommandStatus.ESME_RINVDSTADR or CommandStatus.ESME_RINVESMCLASS
        or CommandStatus.ESME_RINVSRCTON or CommandStatus.ESME_RINVSRCNPI or CommandStatus.ESME_RINVDSTTON or CommandStatus.ESME_RINVDSTNPI
        or CommandStatus.ESME_RX_P_APPN or CommandStatus.ESME_RX_R_APPN;
}
