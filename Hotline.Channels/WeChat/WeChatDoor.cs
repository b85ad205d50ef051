using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.WeChat;

/// <summary>
/// Sends through the account, fetches what citizens attached, hands in reports left alone. Where a citizen wrote more than 48 hours ago the
/// platform takes a template message only; where that is refused too the application goes on to SMS.
/// </summary>
internal sealed partial class WeChatDoor(
    WeChatOptions options, WeChatApi api, TalkDesk talks, InboundDesk desk, IChannelMemory memory, ChannelBoard board, TimeProvider time, ILogger<WeChatDoor> logger)
    : BackgroundService, IOutboundDoor
{
    /// <summary>A customer message holds 2,048 bytes; Chinese takes three each.</summary>
    private const int LongestText = 660;

    /// <summary>A template's thing field holds 20 characters.</summary>
    private const int LongestField = 20;

    private const int MostMediaAttempts = 8;
    private const int NoSuchMedia = 40007;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly RateLimit rate = new(options.MessagesPerSecond, time);
    private readonly ConcurrentDictionary<string, DateTimeOffset> waiting = new(StringComparer.Ordinal);

    public ChannelKind Channel => ChannelKind.Wechat;

    public TimeSpan Patience => options.ApiTimeout * 4;

    public async Task<SendOutcome> SendAsync(OutboundMessage message)
    {
        if (!await rate.WaitAsync(options.ApiTimeout, CancellationToken.None))
        {
            return new SendOutcome { Verdict = SendVerdict.Later, Reason = "our own rate limit" };
        }

        var answer = await api.SendTextAsync(message.To, Excerpt.Of(message.Text, LongestText), CancellationToken.None);
        if (answer.Fault == WeChatFault.WindowClosed && options.TemplateId is { } template)
        {
            answer = await api.SendTemplateAsync(message.To, template, Fields(message), message.Key, CancellationToken.None);
        }

        Note(answer);
        return Outcome(answer, message.Key);
    }

    /// <summary>Says something to a citizen outside of the outbox, where the reply to their own message came too late.</summary>
    internal async Task TellAsync(string openId, string text, CancellationToken cancellationToken) =>
        Note(await api.SendTextAsync(openId, Excerpt.Of(text, LongestText), cancellationToken));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        board.Note(ChannelKind.Wechat, ChannelPhase.Up);
        using var beat = new PeriodicTimer(Beat, time);
        try
        {
            do
            {
                try
                {
                    await FetchMediaAsync(stoppingToken);
                    foreach (var (to, text) in await talks.ExpireAsync(options.DraftExpiry, stoppingToken))
                    {
                        await TellAsync(to, text, stoppingToken);
                    }
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    LogFailed(failure);
                }
            }
            while (await beat.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task FetchMediaAsync(CancellationToken cancellationToken)
    {
        foreach (var key in await memory.ListQuietAsync(TalkDesk.MediaPrefix, time.GetUtcNow(), cancellationToken))
        {
            if (waiting.TryGetValue(key, out var until) && until > time.GetUtcNow())
            {
                continue;
            }

            if (await memory.FindAsync(key, cancellationToken) is not var (value, version))
            {
                continue;
            }

            // Claimed by raising its version: another node that looked at the same moment lets it be.
            var errand = JsonSerializer.Deserialize<MediaErrand>(value)!;
            errand = errand with { Attempts = errand.Attempts + 1 };
            if (await memory.TryKeepAsync(key, JsonSerializer.Serialize(errand), version, cancellationToken) && await FetchAsync(errand, cancellationToken))
            {
                await memory.TryKeepAsync(key, "", version + 1, cancellationToken);
                waiting.TryRemove(key, out _);
            }
            else
            {
                waiting[key] = time.GetUtcNow() + (Beat * Math.Pow(2, Math.Min(errand.Attempts, MostMediaAttempts)));
            }
        }
    }

    /// <summary>Fetches one and puts it to its case. True where it is settled, one way or the other.</summary>
    private async Task<bool> FetchAsync(MediaErrand errand, CancellationToken cancellationToken)
    {
        var (content, answer) = await api.GetMediaAsync(errand.Media.MediaId, cancellationToken);
        var given = content is null && (answer.Code == NoSuchMedia || answer.Fault == WeChatFault.Refused || errand.Attempts >= MostMediaAttempts);
        if (content is null && !given)
        {
            return false;
        }

        var (mediaType, ending) = ContentSniffer.Look(content);
        return await desk.AskAsync(
            new InboundMessage
            {
                Channel = ChannelKind.Wechat,
                ExternalId = $"media-{errand.Media.MessageKey}",
                From = errand.OpenId,
                To = errand.Account,
                Text = content is null ? "（附件无法从微信平台取得）" : "",
                CaseNumber = errand.CaseNumber,
                Attachments = content is null ? [] : [new InboundAttachment($"{errand.Media.Kind}{ending}", mediaType, content)],
                Quarantine = content is null ? "media-not-available" : null,
                ReceivedAt = time.GetUtcNow(),
            },
            cancellationToken) is not null;
    }

    private static SendOutcome Outcome(WeChatAnswer answer, string key) => answer.Fault switch
    {
        WeChatFault.None => new SendOutcome { Verdict = SendVerdict.Accepted, ProviderId = $"wechat-{key}" },
        WeChatFault.WindowClosed or WeChatFault.Refused => new SendOutcome { Verdict = SendVerdict.Refused, Reason = $"wechat-{answer.Code}" },
        WeChatFault.NoAnswer => new SendOutcome { Verdict = SendVerdict.Unknown, Reason = "no answer from the platform" },
        WeChatFault.Token or WeChatFault.Later or WeChatFault.NotReached => new SendOutcome { Verdict = SendVerdict.Later, Reason = $"wechat-{answer.Code}" },
    };

    private JsonObject Fields(OutboundMessage message)
    {
        var data = new JsonObject();
        foreach (var field in options.TemplateFields)
        {
            var (name, words) = (field[..field.IndexOf('=', StringComparison.Ordinal)], field[(field.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            var value = words.Replace("{number}", message.CaseNumber ?? "", StringComparison.Ordinal).Replace("{text}", message.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
            data[name] = new JsonObject { ["value"] = Excerpt.Of(value, LongestField) };
        }

        return data;
    }

    private void Note(WeChatAnswer answer)
    {
        var down = answer.Fault is WeChatFault.NotReached or WeChatFault.NoAnswer or WeChatFault.Token;
        board.Note(ChannelKind.Wechat, down ? ChannelPhase.Down : ChannelPhase.Up, answer.Fault == WeChatFault.None ? null : $"{answer.Fault} {answer.Code}");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "WeChat: what was waiting could not be done; it is tried again")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(Level = LogLevel.Debug, Message = "WeChat door stopped")]
    private partial void LogStopped();
}
