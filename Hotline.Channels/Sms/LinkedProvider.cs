using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms;

/// <summary>
/// A provider that is reached over links that stay open: keeps them, sends texts part by part and takes in what is delivered. Protocols differ in how a link begins
/// and in what a part looks like.
/// </summary>
internal abstract partial class LinkedProvider : BackgroundService, ISmsProvider
{
    private static readonly TimeSpan FirstReconnectDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstSlowdown = TimeSpan.FromSeconds(1);

    private readonly LinkedSmsOptions options;
    private readonly ChannelBoard board;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly DeliveryIntake intake;
    private readonly RateLimit rate;

    protected LinkedProvider(LinkedSmsOptions options, InboundDesk desk, ChannelBoard board, TimeProvider time, ILogger logger)
    {
        (this.options, this.board, this.time, this.logger) = (options, board, time, logger);
        intake = new DeliveryIntake(desk, options, time, logger);
        rate = new RateLimit(options.MessagesPerSecond, time);
        board.NoteProvider(options, ChannelPhase.Down);
    }

    public SmsProviderOptions Settings => options;

    public abstract bool IsUp { get; }

    protected ChannelWriter<SmsDelivery> Deliveries => intake.Deliveries;

    /// <summary>How many links stay open side by side.</summary>
    protected abstract int Links { get; }

    public async Task<SubmitOutcome> SubmitAsync(SmsText text)
    {
        // The same key gives the same reference: a phone that got some parts of a failed attempt takes those of the next for the same text.
        var parts = Split(text.Text, SHA256.HashData(Encoding.UTF8.GetBytes(text.Message.Key))[0]);
        if (parts is null)
        {
            return SubmitOutcome.Refused("the text is too long for 255 messages");
        }

        var id = "";
        for (var number = 0; number < parts.Pieces.Count; number++)
        {
            var outcome = await SubmitPatientlyAsync(new SmsPart(parts, number, options.SourceNumber + text.Message.ExtensionCode, text.Message.To));
            if (outcome.Verdict != SendVerdict.Accepted)
            {
                // What went out in part goes out nowhere else: the citizen would read the beginning twice.
                return number == 0 ? outcome : SubmitOutcome.Unknown($"{number} of {parts.Pieces.Count} parts went out: {outcome.Reason}");
            }

            id = outcome.Id ?? "";
        }

        return new SubmitOutcome(SendVerdict.Accepted, id);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        [intake.RunAsync(stoppingToken), .. Enumerable.Range(0, Links).Select(link => KeepConnectedAsync(link, stoppingToken))]);

    /// <summary>A text as the parts that this protocol sends; null where it is too long.</summary>
    protected abstract SmsParts? Split(string text, byte reference);

    /// <summary>Sends one part. A link that breaks is a <see cref="LinkBrokenException"/>.</summary>
    protected abstract Task<SubmitOutcome> SubmitPartAsync(SmsPart part);

    /// <summary>One link from connecting to its end: why it ended, and whether we were refused. Calls <see cref="Signed"/> once signed in.</summary>
    protected abstract Task<(string Error, bool Refused)> ServeAsync(int link, CancellationToken stoppingToken);

    /// <summary>A link is signed in.</summary>
    protected void Signed()
    {
        if (IsUp)
        {
            board.NoteProvider(options, ChannelPhase.Up);
        }

        LogUp(options.Name);
    }

    /// <summary>One part; where others went out before it, "too fast" is waited out, for as long as an attempt may take.</summary>
    private async Task<SubmitOutcome> SubmitPatientlyAsync(SmsPart part)
    {
        var begun = time.GetTimestamp();
        for (var pause = FirstSlowdown; ; pause *= 2)
        {
            if (!await rate.WaitAsync(options.ResponseTimeout, CancellationToken.None))
            {
                return SubmitOutcome.Later("our own rate limit", throttled: true);
            }

            SubmitOutcome outcome;
            try
            {
                outcome = await SubmitPartAsync(part);
            }
            catch (LinkBrokenException broken)
            {
                return broken.HandedOver ? SubmitOutcome.Unknown(broken.Message) : SubmitOutcome.Later(broken.Message);
            }

            if (!outcome.Throttled || part.Index == 0 || time.GetElapsedTime(begun) + pause > options.ResponseTimeout)
            {
                return outcome;
            }

            await Task.Delay(pause, time);
        }
    }

    private async Task KeepConnectedAsync(int link, CancellationToken stoppingToken)
    {
        var delay = FirstReconnectDelay;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var begun = time.GetTimestamp();
                var (error, refused) = await TryServeAsync(link, stoppingToken);
                board.NoteProvider(options, IsUp ? ChannelPhase.Up : ChannelPhase.Down, error);

                // A link that held counts as a success: begin again with the shortest pause.
                delay = refused ? options.MaxReconnectDelay
                    : time.GetElapsedTime(begun) > options.MaxReconnectDelay ? FirstReconnectDelay
                    : delay;
                LogDown(options.Name, error, delay);
                await Task.Delay(delay, time, stoppingToken);
                delay = delay * 2 < options.MaxReconnectDelay ? delay * 2 : options.MaxReconnectDelay;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                board.NoteProvider(options, ChannelPhase.Down);
            }
        }
    }

    private async Task<(string Error, bool Refused)> TryServeAsync(int link, CancellationToken stoppingToken)
    {
        try
        {
            return await ServeAsync(link, stoppingToken);
        }
        catch (LinkBrokenException broken)
        {
            return (broken.Message, false);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "SMS: signed in at {Provider}")]
    private partial void LogUp(string provider);

    [LoggerMessage(Level = LogLevel.Warning, Message = "SMS: not signed in at {Provider} ({Error}); next attempt in {Delay}")]
    private partial void LogDown(string provider, string error, TimeSpan delay);
}

/// <summary>One part of a text on its way.</summary>
/// <param name="Parts">All of them.</param>
/// <param name="Index">Which it is, from 0.</param>
/// <param name="From">Our number with the extension code.</param>
/// <param name="To">The receiver, with a plus where the number is international.</param>
internal sealed record SmsPart(SmsParts Parts, int Index, string From, string To)
{
    internal bool IsLast => Index == Parts.Pieces.Count - 1;

    internal byte[] Piece => Parts.Pieces[Index];
}
