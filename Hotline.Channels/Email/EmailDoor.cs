using System.Globalization;
using System.Text.Json;
using Hotline.Channels.Mime;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Email;

/// <summary>
/// Reads the letterbox and writes from it. A mail is marked \Seen only when it is safe with us; how far a folder was read is kept by UIDVALIDITY and
/// UID, and where that is lost the folder is read from its beginning: mails that are here already are known by their ids.
/// </summary>
internal sealed partial class EmailDoor : BackgroundService, IOutboundDoor
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollPause = TimeSpan.FromSeconds(20);

    private readonly EmailOptions options;
    private readonly InboundDesk desk;
    private readonly IChannelMemory memory;
    private readonly ChannelBoard board;
    private readonly TimeProvider time;
    private readonly ILogger<EmailDoor> logger;
    private readonly RateLimit rate;
    private readonly MimeLimits limits;

    public EmailDoor(EmailOptions options, InboundDesk desk, IChannelMemory memory, ChannelBoard board, TimeProvider time, ILogger<EmailDoor> logger)
    {
        (this.options, this.desk, this.memory, this.board, this.time, this.logger) = (options, desk, memory, board, time, logger);
        rate = new RateLimit(options.MailsPerSecond, time);
        limits = new MimeLimits { MaxBytes = options.MaxBytes };
        board.Note(ChannelKind.Email, ChannelPhase.Down);
    }

    public ChannelKind Channel => ChannelKind.Email;

    public TimeSpan Patience => options.Timeout + options.Timeout;

    public async Task<SendOutcome> SendAsync(OutboundMessage message)
    {
        if (!MailWriter.IsAddress(message.To))
        {
            return new SendOutcome { Verdict = SendVerdict.Refused, Reason = "no address that mail can be sent to" };
        }

        if (!await rate.WaitAsync(options.Timeout, CancellationToken.None))
        {
            return Later("our own rate limit");
        }

        try
        {
            var (session, opened) = await SmtpSession.OpenAsync(options, time, CancellationToken.None);
            if (session is null)
            {
                // Not the mail's fault: our account or the server's state.
                return Later($"smtp {opened.Codes}");
            }

            await using (session)
            {
                var answer = await session.SendAsync(options.Address, message.To, MailWriter.Write(message, options.Address, time.GetUtcNow()), CancellationToken.None);
                if (answer.IsFine)
                {
                    await QuitAsync(session);
                }

                return answer.IsFine ? new SendOutcome { Verdict = SendVerdict.Accepted, ProviderId = MailWriter.ProviderId(message.Key) }
                    : answer.IsFinal ? new SendOutcome { Verdict = SendVerdict.Refused, Reason = $"smtp {answer.Codes}" }
                    : Later($"smtp {answer.Codes}");
            }
        }
        catch (MailBrokenException fault)
        {
            // Sent again under the same Message-ID, by which the receiver's side knows a repeat.
            return Later(fault.Message);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(options.Folders.Select(folder => KeepReadingAsync(folder, stoppingToken)));

    private async Task KeepReadingAsync(string folder, CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            string error;
            var begun = time.GetTimestamp();
            try
            {
                await ReadAsync(folder, stoppingToken);
                continue;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (ImapRefusedException refused)
            {
                error = refused.SignIn ? "sign-in refused" : refused.Message;
                pause = refused.SignIn ? options.MaxReconnectDelay : pause;
            }
            catch (MailBrokenException broken)
            {
                error = broken.Message;
            }
            catch (Exception failure)
            {
                LogFailed(failure);
                error = "failed";
            }

            board.Note(ChannelKind.Email, ChannelPhase.Down, error);
            pause = time.GetElapsedTime(begun) > options.MaxReconnectDelay ? FirstPause : pause;
            LogDown(error, pause);
            try
            {
                await Task.Delay(pause, time, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }

            pause = pause * 2 < options.MaxReconnectDelay ? pause * 2 : options.MaxReconnectDelay;
        }

        board.Note(ChannelKind.Email, ChannelPhase.Down);
    }

    /// <summary>One session from signing in to its end.</summary>
    private async Task ReadAsync(string folder, CancellationToken cancellationToken)
    {
        await using var session = await ImapSession.OpenAsync(options, time, cancellationToken);
        var validity = await session.SelectAsync(folder, cancellationToken);
        board.Note(ChannelKind.Email, ChannelPhase.Up);
        LogUp(folder);
        while (true)
        {
            var taken = await TakeNewAsync(session, folder, validity, cancellationToken);
            if (taken && session.HasNews)
            {
                continue;
            }

            if (taken && session.CanIdle)
            {
                await session.IdleAsync(options.IdleFor, time, cancellationToken);
            }
            else
            {
                await Task.Delay(taken ? PollPause : FirstPause, time, cancellationToken);
                await session.NothingAsync(cancellationToken);
            }
        }
    }

    /// <summary>Takes what is new. False where something could not be stored: it is tried again.</summary>
    private async Task<bool> TakeNewAsync(ImapSession session, string folder, uint validity, CancellationToken cancellationToken)
    {
        var key = $"email/{options.Imap.UserName}/{folder}";
        var note = await memory.FindAsync(key, cancellationToken);
        var place = note is var (value, _) ? JsonSerializer.Deserialize<MailPlace>(value)! : new MailPlace(validity, 0);
        place = place.Validity == validity ? place : new MailPlace(validity, 0);
        var version = note?.Version ?? 0;
        foreach (var uid in await session.SearchAsync(place.Uid, cancellationToken))
        {
            if (await session.FetchAsync(uid, cancellationToken) is var (content, size))
            {
                if (!await TakeAsync(content, size, validity, uid, cancellationToken))
                {
                    return false;
                }

                await session.MarkSeenAsync(uid, cancellationToken);
            }

            place = place with { Uid = uid };
            version += await memory.TryKeepAsync(key, JsonSerializer.Serialize(place), version, cancellationToken) ? 1 : 0;
        }

        return true;
    }

    private async Task<bool> TakeAsync(byte[]? content, long size, uint validity, uint uid, CancellationToken cancellationToken)
    {
        var read = content is null ? TooLarge(size, validity, uid) : MailReader.Read(content, options.Address, limits, time.GetUtcNow());
        return await desk.TakeAsync(read.Message, cancellationToken) && (read.Report is null || await desk.TakeAsync(read.Report, cancellationToken));
    }

    private ReadMail TooLarge(long size, uint validity, uint uid) => new(
        new InboundMessage
        {
            Channel = ChannelKind.Email,
            ExternalId = string.Create(CultureInfo.InvariantCulture, $"large-{validity}-{uid}"),
            From = "unknown@invalid",
            To = options.Address,
            Text = string.Create(CultureInfo.InvariantCulture, $"邮件过大（{size}字节），原件保留在邮箱中（UID {uid}）。"),
            Quarantine = "too-large",
            ReceivedAt = time.GetUtcNow(),
        },
        null);

    /// <summary>The mail is taken over by then: what goes wrong now changes nothing.</summary>
    private async Task QuitAsync(SmtpSession session)
    {
        try
        {
            await session.QuitAsync(CancellationToken.None);
        }
        catch (MailBrokenException fault)
        {
            LogQuit(fault);
        }
    }

    private static SendOutcome Later(string reason) => new() { Verdict = SendVerdict.Later, Reason = reason };

    [LoggerMessage(Level = LogLevel.Information, Message = "E-mail: reading {Folder}")]
    private partial void LogUp(string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "E-mail: not reading ({Error}); next attempt in {Pause}")]
    private partial void LogDown(string error, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "E-mail: reading failed; it begins anew")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "E-mail: the server left before we said good-bye")]
    private partial void LogQuit(Exception failure);

    private sealed record MailPlace(uint Validity, uint Uid);
}
