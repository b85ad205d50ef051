using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Channels.Receiving;

namespace Hotline.Channels.WeChat;

/// <summary>
/// Holds the dialogues: what a message leads to is done first, then the dialogue is kept with its reply, then the reply is given. A crash in
/// between leads to the same deeds again, each known by its key; a repeat of a message that was kept gets the kept reply.
/// </summary>
internal sealed class TalkDesk(IChannelMemory memory, ICitizenWindow window, InboundDesk desk, Lazy<IMessageSender> sender, TimeProvider time)
{
    internal const string DraftPrefix = "wechat/draft/";
    internal const string MediaPrefix = "wechat/media/";
    private const string TalkPrefix = "wechat/talk/";
    private const int MostAttempts = 8;
    private const int MostCasesTold = 5;

    private static readonly TalkTurn Expired = new(new Talk(), null);

    private readonly Objections objections = new(window);

    /// <summary>Takes a message and says what to reply; null text for nothing. False where it is not safe: it must come again.</summary>
    internal async ValueTask<(bool Safe, string? Text)> TakeAsync(WeChatEvent said, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (talk, version) = await ReadAsync(said.From, cancellationToken);
            if (talk.Answers.FirstOrDefault(answer => answer.Key == said.Key) is { } before)
            {
                return (true, before.Text);
            }

            var phone = await window.LinkedPhoneAsync(ChannelKind.Wechat, said.From, cancellationToken);
            var code = RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
            var turn = Dialogue.Next(talk, said, phone, code, time.GetUtcNow());
            var done = await DoAsync(said.From, said.To, said.Key, turn, cancellationToken);
            if (done is null)
            {
                return (false, null);
            }

            if (await KeepAsync(said.From, done.Next.Answered(said.Key, done.Text), version, cancellationToken))
            {
                return (true, done.Text);
            }
        }

        return (false, null);
    }

    /// <summary>Hands in the reports that were left alone; says what is to be told to whom.</summary>
    internal async ValueTask<IReadOnlyList<(string To, string Text)>> ExpireAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var told = new List<(string, string)>();
        foreach (var key in await memory.ListQuietAsync(DraftPrefix, time.GetUtcNow() - age, cancellationToken))
        {
            var openId = key[DraftPrefix.Length..];
            var (talk, version) = await ReadAsync(openId, cancellationToken);
            var phone = await window.LinkedPhoneAsync(ChannelKind.Wechat, openId, cancellationToken);
            var turn = Dialogue.Expire(talk, phone);
            var done = turn.Deed is null ? Expired with { Next = talk } : await DoAsync(openId, "", talk.ReportKey, turn, cancellationToken);
            if (done is not null && await KeepAsync(openId, done.Next, version, cancellationToken) && done.Text is { } text)
            {
                told.Add((openId, text));
            }
        }

        return told;
    }

    private async ValueTask<TalkTurn?> DoAsync(string openId, string account, string key, TalkTurn turn, CancellationToken cancellationToken)
    {
        switch (turn.Deed)
        {
            case null:
                return turn;
            case TalkDeed.Submit submit:
                return await SubmitAsync(openId, account, turn, submit, cancellationToken);
            case TalkDeed.Supplement supplement:
                var taken = await desk.AskAsync(Message(openId, account, key, supplement.Text) with { CaseNumber = supplement.CaseNumber }, cancellationToken);
                return taken is null ? null : turn with { Text = taken.Joined ? $"已补充到工单{taken.CaseNumber}。" : $"已受理，工单编号{taken.CaseNumber}。" };
            case TalkDeed.Urge urge:
                var urged = await window.UrgeAsync(ChannelKind.Wechat, openId, urge.CaseNumber, key, cancellationToken);
                return turn with { Text = urged ? $"已为工单{urge.CaseNumber}催办。" : "没有找到您名下办理中的这个工单。" };
            case TalkDeed.Hear hear:
                return await window.RateAsync(ChannelKind.Wechat, openId, hear.Text, key, cancellationToken)
                    ? turn with { Text = "感谢您的评价。" }
                    : hear.Asks ? await AnswerAsync(openId, account, key, turn, hear.Text, cancellationToken) : Reported(turn, key, hear.Text, null);
            case TalkDeed.AskObjection or TalkDeed.Object:
                return await objections.DoAsync(openId, key, turn, cancellationToken);
            case TalkDeed.ListCases list:
                var cases = await window.ListCasesAsync(ChannelKind.Wechat, openId, cancellationToken);
                if (list.ToRate && !cases.Any(own => own.MayRate))
                {
                    return turn with { Text = "现在没有等待您评价的工单。回复“我的工单”可查看进度。" };
                }

                cases = list.ToRate ? [.. cases.Where(own => own.MayRate)] : cases;
                return turn with { Text = cases.Count == 0 ? "没有查到您的工单。绑定手机号后可以查看电话反映的事项。" : string.Join("\n\n", cases.Take(MostCasesTold).Select(Line)) };
            case TalkDeed.SendCode send:
                var sent = await sender.Value.SendAsync(
                    new OutboundMessage
                    {
                        Channel = ChannelKind.Sms,
                        Key = $"code-{key}",
                        Kind = "code",
                        Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = send.Code },
                        Asked = true,
                        To = send.Phone,
                        Text = $"【12345】验证码{send.Code}，10分钟内有效，用于将微信与本手机号绑定。非本人操作请忽略。",
                    },
                    cancellationToken);
                return sent.Verdict == SendVerdict.Accepted
                    ? turn with { Text = "验证码已发送，请回复收到的六位数字。" }
                    : turn with { Next = turn.Next.Idle(), Text = "验证码暂时无法发送，请稍后再试。" };
            case TalkDeed.Link link:
                await window.LinkAsync(ChannelKind.Wechat, openId, link.Phone, "code-by-sms", cancellationToken);
                return turn with { Text = $"已绑定{link.Phone[..3]}****{link.Phone[^4..]}。回复“解绑”可随时解除。" };
            case TalkDeed.Unlink:
                return turn with { Text = await window.UnlinkAsync(ChannelKind.Wechat, openId, cancellationToken) ? "已解除绑定。" : "您还没有绑定手机号。" };
            default:
                throw new InvalidOperationException($"Unknown deed {turn.Deed.GetType().Name}.");
        }
    }

    /// <summary>An article answers, and the question is kept with it; where none does, it begins a report.</summary>
    private async ValueTask<TalkTurn?> AnswerAsync(string openId, string account, string key, TalkTurn turn, string question, CancellationToken cancellationToken)
    {
        if (await window.AnswerAsync(question, cancellationToken) is not { } found)
        {
            return Reported(turn, key, question, Dialogue.Consultation);
        }

        var related = found.Related.Count == 0 ? "" : $"\n您也可以问：{string.Join('、', found.Related)}";
        return await desk.AskAsync(Message(openId, account, key, question) with { AnsweredBy = found.Article }, cancellationToken) is null
            ? null
            : turn with { Next = turn.Next.Idle() with { Asked = question }, Text = $"【{found.Title}】\n{found.Text}\n（来源：{found.Source}）{related}\n{Dialogue.NoHelp}" };
    }

    private static TalkTurn Reported(TalkTurn turn, string key, string words, string? kind) => turn with
    {
        Next = turn.Next.Idle() with { Step = TalkStep.Where, Kind = kind, ReportKey = key, What = [words] },
        Text = "已记录您反映的问题。" + Dialogue.AskWhere,
    };

    private async ValueTask<TalkTurn?> SubmitAsync(string openId, string account, TalkTurn turn, TalkDeed.Submit submit, CancellationToken cancellationToken)
    {
        var report = Message(openId, account, submit.ReportKey, submit.Text) with { RequestType = submit.Kind, Place = submit.Place, Phone = submit.Phone };
        if (await desk.AskAsync(report, cancellationToken) is not { } taken)
        {
            return null;
        }

        // Fetched afterwards, each by itself: the platform may be slow, the citizen's number must not be.
        foreach (var media in submit.Media)
        {
            var errand = JsonSerializer.Serialize(new MediaErrand(openId, account, media, taken.CaseNumber, 0));
            await memory.TryKeepAsync(MediaPrefix + media.MessageKey, errand, 0, cancellationToken);
        }

        return turn with { Text = $"您的诉求已受理，工单编号{taken.CaseNumber}。回复“我的工单”可随时查看进度。" };
    }

    private InboundMessage Message(string openId, string account, string key, string text) => new()
    {
        Channel = ChannelKind.Wechat,
        ExternalId = key,
        From = openId,
        To = account,
        Text = text,
        ReceivedAt = time.GetUtcNow(),
    };

    private async ValueTask<(Talk Talk, int Version)> ReadAsync(string openId, CancellationToken cancellationToken) =>
        await memory.FindAsync(TalkPrefix + openId, cancellationToken) is var (value, version) ? (JsonSerializer.Deserialize<Talk>(value)!, version) : (new Talk(), 0);

    /// <summary>Keeps the dialogue, and beside it whether a report is open: by that one left alone is found. Both at once.</summary>
    private async ValueTask<bool> KeepAsync(string openId, Talk talk, int version, CancellationToken cancellationToken)
    {
        var kept = new ChannelNote(TalkPrefix + openId, JsonSerializer.Serialize(talk), version);
        var mark = await memory.FindAsync(DraftPrefix + openId, cancellationToken);
        return talk.IsDraft || mark is not null
            ? await memory.TryKeepAsync([kept, new ChannelNote(DraftPrefix + openId, talk.IsDraft ? $"{talk.Step} {version}" : "", mark?.Version ?? 0)], cancellationToken)
            : await memory.TryKeepAsync([kept], cancellationToken);
    }

    private static string Line(WindowCase own) =>
        $"{own.Number} {own.Gist}\n{own.Progress}{(own.Reply is null ? "" : $"\n答复：{own.Reply}")}{(own.MayRate ? "\n请回复数字评价：1满意 2一般 3不满意" : "")}{Objections.Line(own)}";
}

/// <summary>Something to be fetched from the platform and put to a case.</summary>
internal sealed record MediaErrand(string OpenId, string Account, TalkMedia Media, string? CaseNumber, int Attempts);
