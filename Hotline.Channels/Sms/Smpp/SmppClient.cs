using System.Security.Cryptography;
using System.Text;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms.Smpp;

/// <summary>Keeps us bound at the provider, sends through it and takes in what it delivers.</summary>
internal sealed partial class SmppClient : BackgroundService, IOutboundDoor
{
    private static readonly TimeSpan FirstReconnectDelay = TimeSpan.FromSeconds(1);

    private readonly SmppOptions options;
    private readonly ChannelBoard board;
    private readonly TimeProvider time;
    private readonly ILogger<SmppClient> logger;
    private readonly DeliveryIntake intake;
    private readonly RateLimit rate;
    private volatile SmppLink? bound;

    public SmppClient(SmppOptions options, InboundDesk desk, ChannelBoard board, TimeProvider time, ILogger<SmppClient> logger)
    {
        (this.options, this.board, this.time, this.logger) = (options, board, time, logger);
        intake = new DeliveryIntake(desk, options, time, logger);
        rate = new RateLimit(options.MessagesPerSecond, time);
        board.Note(ChannelKind.Sms, ChannelPhase.Down);
    }

    public ChannelKind Channel => ChannelKind.Sms;

    public TimeSpan Patience => options.ResponseTimeout;

    public async Task<SendOutcome> SendAsync(OutboundMessage message)
    {
        if (Addresses(message) is not var (source, destination))
        {
            return Refused("the receiver, or our number with its extension code, is no number of at most 20 digits");
        }

        // The same key gives the same reference: a phone that got some parts of a failed attempt takes those of the next for the same text.
        var parts = SmsParts.Split(message.Text, SHA256.HashData(Encoding.UTF8.GetBytes(message.Key))[0]);
        if (parts is null)
        {
            return Refused("the text is too long for 255 messages");
        }

        if (bound is not { } link)
        {
            return Later("not bound at the message centre");
        }

        try
        {
            return await SubmitAsync(link, source, destination, parts);
        }
        catch (SmppBrokenException exception)
        {
            return Later(exception.Message);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(KeepBoundAsync(stoppingToken), intake.RunAsync(stoppingToken));

    private async Task<SendOutcome> SubmitAsync(SmppLink link, SmppAddress source, SmppAddress destination, SmsParts parts)
    {
        var id = "";
        for (var i = 0; i < parts.Parts.Count; i++)
        {
            if (!await rate.WaitAsync(options.ResponseTimeout, CancellationToken.None))
            {
                return Later("our own rate limit");
            }

            var answer = await link.SubmitAsync(new ShortMessage
            {
                Source = source,
                Destination = destination,
                EsmClass = (byte)(parts.HasHeader ? 0x40 : 0),

                // The receipt of the last part stands for the whole: phones take parts in order, and one id names one message.
                RegisteredDelivery = (byte)(i == parts.Parts.Count - 1 ? 1 : 0),
                DataCoding = parts.DataCoding,
                Octets = parts.Parts[i],
            });
            switch (answer)
            {
                case null:
                    return Later("the window stayed full");
                case SubmitSmResp { Status: CommandStatus.ESME_ROK } accepted:
                    id = accepted.MessageId;
                    break;
                default:
                    return IsFinal(answer.Status) ? Refused(answer.Status.ToString()) : Later(answer.Status.ToString());
            }
        }

        return new SendOutcome { Verdict = SendVerdict.Accepted, ProviderId = id };
    }

    private async Task KeepBoundAsync(CancellationToken stoppingToken)
    {
        var delay = FirstReconnectDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var begun = time.GetTimestamp();
                var (error, refused) = await ServeAsync(stoppingToken);
                board.Note(ChannelKind.Sms, ChannelPhase.Down, error);

                // A link that held counts as a success: begin again with the shortest pause.
                delay = refused ? options.MaxReconnectDelay
                    : time.GetElapsedTime(begun) > options.MaxReconnectDelay ? FirstReconnectDelay
                    : delay;
                LogDown(error, delay);
                await Task.Delay(delay, time, stoppingToken);
                delay = delay * 2 < options.MaxReconnectDelay ? delay * 2 : options.MaxReconnectDelay;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                board.Note(ChannelKind.Sms, ChannelPhase.Down);
            }
        }
    }

    /// <summary>One link from connecting to its end.</summary>
    private async Task<(string Error, bool Refused)> ServeAsync(CancellationToken stoppingToken)
    {
        try
        {
            await using var link = await SmppLink.ConnectAsync(options, intake.Deliveries, time, logger, stoppingToken);
            var answer = await link.BindAsync(stoppingToken);
            if (answer is not BindResp { Status: CommandStatus.ESME_ROK })
            {
                return ($"bind refused: {answer.Status}", answer.Status != CommandStatus.ESME_RALYBND);
            }

            bound = link;
            board.Note(ChannelKind.Sms, ChannelPhase.Up);
            LogUp();
            try
            {
                return (await link.Ended.WaitAsync(stoppingToken), false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                bound = null;
                await link.UnbindAsync();
                throw;
            }
            finally
            {
                bound = null;
            }
        }
        catch (SmppBrokenException exception)
        {
            return (exception.Message, false);
        }
    }

    private (SmppAddress Source, SmppAddress Destination)? Addresses(OutboundMessage message)
    {
        var source = options.SourceNumber + message.ExtensionCode;
        var international = message.To.StartsWith('+');
        var destination = international ? message.To[1..] : message.To;
        return IsNumber(source) && IsNumber(destination)
            ? (new SmppAddress(0, 1, source), new SmppAddress((byte)(international ? 1 : 0), 1, destination))
            : null;
    }

    // 20: a C-octet string of 21 (§5.2.8, §5.2.9).
    private static bool IsNumber(string digits) => digits.Length is > 0 and <= 20 && digits.All(char.IsAsciiDigit);

    /// <summary>Whether the same message could never pass. What we do not know, a provider's own codes among them, may pass later.</summary>
    private static bool IsFinal(CommandStatus status) => status is
        CommandStatus.ESME_RINVMSGLEN or CommandStatus.ESME_RINVSRCADR or CommandStatus.ESME_RINVDSTADR or CommandStatus.ESME_RINVESMCLASS
        or CommandStatus.ESME_RINVSRCTON or CommandStatus.ESME_RINVSRCNPI or CommandStatus.ESME_RINVDSTTON or CommandStatus.ESME_RINVDSTNPI
        or CommandStatus.ESME_RX_P_APPN or CommandStatus.ESME_RX_R_APPN;

    private static SendOutcome Refused(string reason) => new() { Verdict = SendVerdict.Refused, Reason = reason };

    private static SendOutcome Later(string reason) => new() { Verdict = SendVerdict.Later, Reason = reason };

    [LoggerMessage(Level = LogLevel.Information, Message = "SMS: bound at the message centre")]
    private partial void LogUp();

    [LoggerMessage(Level = LogLevel.Warning, Message = "SMS: not bound ({Error}); next attempt in {Delay}")]
    private partial void LogDown(string error, TimeSpan delay);
}
