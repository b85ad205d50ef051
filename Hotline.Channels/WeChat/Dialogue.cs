using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hotline.Channels.Receiving;

namespace Hotline.Channels.WeChat;

/// <summary>What is said in a dialogue: pure. Nothing a citizen writes is dropped: what is no command begins a report or joins one.</summary>
internal static partial class Dialogue
{
    internal const string Welcome = "您好，这里是12345政务服务便民热线。\n回复“反映”提交诉求，“咨询”提问，“我的工单”查看进度，“补充+工单编号+内容”补充材料，“催办+工单编号”催办，“评价”评价办理结果，“我有异议”对办理结果提出异议，“绑定+手机号”绑定手机，“解绑”解除绑定。";

    internal const string AskWhere = "请发送位置，或用文字说明地点；不清楚请回复“跳过”。";
    internal const string AskPhotos = "可以发送照片、语音或视频，发送完请回复“完成”。";
    private const string AskWhat = "请描述您要反映的问题。（回复“取消”可随时退出）";
    internal const string NoHelp = "没有解决您的问题？回复“未解决”，由工作人员办理。";
    private const string AskQuestion = "请用一句话写出您的问题，例如：居住证怎么办理？";
    private const string AskPhone = "请留下联系手机号，便于承办单位联系您；不便提供请回复“跳过”。";
    private const string Busy = "请先完成或取消正在填写的诉求。";
    private const string Objection = "异议";
    private const string TooShort = "异议理由太短。";
    private const string Cancelled = "已取消。";
    private const int MostWrongCodes = 5;
    private const int MostCodesADay = 5;
    private const int MostMedia = 100;

    /// <summary>没修 is a reason.</summary>
    private const int FewestLetters = 2;

    /// <summary>A question is short; what is longer tells of a matter.</summary>
    private const int LongestQuestion = 60;

    internal const string Consultation = "consultation";

    private static readonly string[] Questioning =
        ["怎么", "如何", "怎样", "什么", "哪里", "哪儿", "哪些", "哪个", "多少", "多久", "几点", "是否", "能不能", "可不可以", "要不要", "有没有", "请问", "咨询", "需要带"];

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);

    /// <summary>The next turn.</summary>
    /// <param name="talk">Where the dialogue stands.</param>
    /// <param name="said">What came.</param>
    /// <param name="linkedPhone">The phone linked to the citizen, if any.</param>
    /// <param name="code">Six random digits, in case a code is to be sent.</param>
    /// <param name="now">When.</param>
    internal static TalkTurn Next(Talk talk, WeChatEvent said, string? linkedPhone, string code, DateTimeOffset now) => said.Type switch
    {
        "event" => OnEvent(talk, said),
        "text" => OnText(talk, said, said.Content, linkedPhone, code, now),
        "image" or "video" or "shortvideo" => OnMedia(talk, said, ""),
        "voice" => OnMedia(talk, said, said.Field("Recognition")),
        "location" => OnPlace(talk, said),
        "link" => OnText(talk, said, $"{said.Field("Title")} {said.Field("Url")}".Trim(), linkedPhone, code, now),
        _ => new TalkTurn(talk, Welcome),
    };

    /// <summary>A report left alone is handed in as it is.</summary>
    internal static TalkTurn Expire(Talk talk, string? linkedPhone) =>
        talk.IsDraft ? Submit(talk, linkedPhone) : new TalkTurn(talk, null);

    internal static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code)));

    private static TalkTurn OnEvent(Talk talk, WeChatEvent said) => said.Event.ToUpperInvariant() switch
    {
        "SUBSCRIBE" or "SCAN" => new TalkTurn(talk, Welcome),
        "CLICK" => said.EventKey switch
        {
            "REPORT" => Begin(talk, null),
            "CASES" => new TalkTurn(talk, null, new TalkDeed.ListCases()),
            "ASK" => Ask(talk),
            "RATE" => new TalkTurn(talk, null, new TalkDeed.ListCases(ToRate: true)),
            "OBJECT" => Object(talk),
            "BIND" => new TalkTurn(talk, "请回复“绑定+手机号”，例如：绑定13800000000"),
            _ => new TalkTurn(talk, Welcome),
        },
        "SCANCODE_WAITMSG" or "SCANCODE_PUSH" => new TalkTurn(talk, Welcome),

        // Unsubscribed, moved, opened a page, a template message's fate: nothing is to be said.
        _ => new TalkTurn(talk, null),
    };

    private static TalkTurn OnText(Talk talk, WeChatEvent said, string text, string? linkedPhone, string code, DateTimeOffset now)
    {
        var word = text.Normalize(NormalizationForm.FormKC).Trim();
        if (Command(talk, word, text.Trim(), said, code, now) is { } turn)
        {
            return turn;
        }

        switch (talk.Step)
        {
            case TalkStep.What:
                return new TalkTurn(talk with { Step = TalkStep.Where, ReportKey = Named(talk, said), What = [.. talk.What, text] }, AskWhere);
            case TalkStep.Where:
                return new TalkTurn(talk with { Step = TalkStep.Photos, Place = word == "跳过" ? null : text }, AskPhotos);
            case TalkStep.Photos when word is "完成" or "跳过" or "没有":
                return linkedPhone is null ? new TalkTurn(talk with { Step = TalkStep.Phone }, AskPhone) : Submit(talk, linkedPhone);
            case TalkStep.Photos:
                return new TalkTurn(talk with { What = [.. talk.What, text] }, AskPhotos);
            case TalkStep.Phone when word == "跳过":
                return Submit(talk, linkedPhone);
            case TalkStep.Phone when MobileNumber().IsMatch(word):
                return Submit(talk, word);
            case TalkStep.Phone:
                return new TalkTurn(talk with { What = [.. talk.What, text] }, "没有认出手机号，您的话已一并记录。" + AskPhone);
            case TalkStep.Code when word.Length == 6 && word.All(char.IsAsciiDigit):
                return OnCode(talk, word, now);
            case TalkStep.Objection:
                return ObjectTo(talk, CaseReference.Find(word) ?? talk.ObjectTo, text);
            case TalkStep.Idle or TalkStep.Code or TalkStep.Question:
                return CaseReference.Find(word) is { } number && word.Length > number.Length
                    ? new TalkTurn(talk, null, new TalkDeed.Supplement(number, text, null))
                    : new TalkTurn(talk, null, new TalkDeed.Hear(text, talk.Step == TalkStep.Question || Asks(word)));
            default:
                throw new InvalidOperationException($"Unknown step {talk.Step}.");
        }
    }

    /// <summary>Words that mean the same wherever the dialogue stands; null for none of them.</summary>
    private static TalkTurn? Command(Talk talk, string word, string text, WeChatEvent said, string code, DateTimeOffset now)
    {
        var number = CaseReference.Find(word);
        return word switch
        {
            "未解决" or "没有解决" or "没解决" or "转人工" or "人工" when !talk.IsDraft => TurnToPerson(talk, said),
            "已解决" or "解决了" when talk.Asked is not null => new TalkTurn(talk.Idle(), "很高兴能帮到您。"),
            "反映" or "我要反映" when !talk.IsDraft => Begin(talk, null),
            "投诉" when !talk.IsDraft => Begin(talk, "complaint"),
            "举报" when !talk.IsDraft => Begin(talk, "report"),
            "求助" when !talk.IsDraft => Begin(talk, "help"),
            "建议" when !talk.IsDraft => Begin(talk, "suggestion"),
            "咨询" or "提问" or "我要咨询" when !talk.IsDraft => Ask(talk),
            "取消" when talk.IsDraft || talk.Step != TalkStep.Idle => new TalkTurn(talk.Idle(), Cancelled),
            "我的工单" or "查询" or "进度" or "查进度" or "查询进度" or "我要查进度" => new TalkTurn(talk, null, new TalkDeed.ListCases()),
            "帮助" or "菜单" or "你好" or "您好" when talk.Step == TalkStep.Idle => new TalkTurn(talk, Welcome),
            "评价" or "我要评价" when !talk.IsDraft => new TalkTurn(talk, null, new TalkDeed.ListCases(ToRate: true)),
            "我有异议" or "异议" or "有异议" or "提出异议" or "我要提异议" => Object(talk),
            _ when word.StartsWith(Objection, StringComparison.Ordinal) && !talk.IsDraft => ObjectTo(talk, number, text[Objection.Length..]),
            "解绑" => new TalkTurn(talk, null, new TalkDeed.Unlink()),
            _ when word.StartsWith("催办", StringComparison.Ordinal) && number is not null => new TalkTurn(talk, null, new TalkDeed.Urge(number)),
            _ when word.StartsWith("补充", StringComparison.Ordinal) && number is not null =>
                new TalkTurn(talk, null, new TalkDeed.Supplement(number, said.Content, null)),
            _ when word.StartsWith("绑定", StringComparison.Ordinal) => Bind(talk, word[2..].Trim(' ', '+', ':'), code, now),
            _ => null,
        };
    }

    private static TalkTurn Begin(Talk talk, string? kind) =>
        talk.IsDraft ? new TalkTurn(talk, AskWhere) : new TalkTurn(talk.Idle() with { Step = TalkStep.What, Kind = kind }, AskWhat);

    /// <summary>We ask to which case and why.</summary>
    private static TalkTurn Object(Talk talk) => talk.IsDraft ? new TalkTurn(talk, Busy) : new TalkTurn(talk.Idle() with { Step = TalkStep.Objection }, null, new TalkDeed.AskObjection());

    /// <summary>Why, without the number and what stands between. A bare digit, meant for a survey perhaps, or a single letter is no reason: we ask again.</summary>
    private static TalkTurn ObjectTo(Talk talk, string? number, string text)
    {
        var why = (number is null ? text : text.Replace(number, "", StringComparison.Ordinal)).Trim(' ', '+', ':', '：', '，', ',', '\n');
        var reason = why.EnumerateRunes().Count(Rune.IsLetter) >= FewestLetters ? why : null;
        return number is null || reason is null
            ? new TalkTurn(talk.Idle() with { Step = TalkStep.Objection, ObjectTo = number }, why.Length > 0 && reason is null ? TooShort : null, new TalkDeed.AskObjection(number, reason))
            : new TalkTurn(talk.Idle(), null, new TalkDeed.Object(number, reason));
    }

    private static TalkTurn Ask(Talk talk) => talk.IsDraft ? new TalkTurn(talk, AskWhere) : new TalkTurn(talk.Idle() with { Step = TalkStep.Question }, AskQuestion);

    /// <summary>The article was no help, or none was wanted: the question begins a report.</summary>
    private static TalkTurn TurnToPerson(Talk talk, WeChatEvent said) => talk.Asked is { } asked
        ? new TalkTurn(talk.Idle() with { Step = TalkStep.Where, Kind = Consultation, ReportKey = said.Key, What = [asked] }, "已记录您的问题。" + AskWhere)
        : Begin(talk, null);

    /// <summary>Whether words ask something rather than tell it.</summary>
    private static bool Asks(string word) =>
        word.Length is > 2 and <= LongestQuestion && (word[^1] is '?' or '吗' or '呢' || Questioning.Any(asking => word.Contains(asking, StringComparison.Ordinal)));

    private static TalkTurn Bind(Talk talk, string phone, string code, DateTimeOffset now)
    {
        if (talk.IsDraft)
        {
            return new TalkTurn(talk, Busy);
        }

        if (!MobileNumber().IsMatch(phone))
        {
            return new TalkTurn(talk, "请回复“绑定+手机号”，例如：绑定13800000000");
        }

        var fresh = now - talk.CodesSince >= TimeSpan.FromDays(1);
        var sent = fresh ? 0 : talk.CodesSent;
        return sent >= MostCodesADay
            ? new TalkTurn(talk, "今天获取验证码的次数已用完，请明天再试。")
            : new TalkTurn(
                talk with
                {
                    Step = TalkStep.Code,
                    CodePhone = phone,
                    CodeHash = Hash(code),
                    CodeUntil = now + CodeLife,
                    WrongCodes = 0,
                    CodesSince = fresh ? now : talk.CodesSince,
                    CodesSent = sent + 1,
                },
                null,
                new TalkDeed.SendCode(phone, code));
    }

    private static TalkTurn OnCode(Talk talk, string code, DateTimeOffset now)
    {
        if (now > talk.CodeUntil || talk.WrongCodes >= MostWrongCodes)
        {
            return new TalkTurn(talk.Idle(), "验证码已失效，请重新绑定。");
        }

        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash(code)), Encoding.UTF8.GetBytes(talk.CodeHash ?? ""))
            ? new TalkTurn(talk.Idle(), null, new TalkDeed.Link(talk.CodePhone!))
            : new TalkTurn(talk with { WrongCodes = talk.WrongCodes + 1 }, "验证码不正确，请重新输入。");
    }

    private static TalkTurn OnMedia(Talk talk, WeChatEvent said, string spoken)
    {
        var media = new TalkMedia(said.Key, said.MediaId, said.Type);
        var what = spoken.Length > 0 ? [.. talk.What, spoken] : talk.What;
        var kept = talk with { ReportKey = Named(talk, said), What = what, Media = [.. talk.Media.Take(MostMedia - 1), media] };
        return talk.Step switch
        {
            TalkStep.Idle or TalkStep.Code or TalkStep.Question or TalkStep.Objection or TalkStep.What when spoken.Length == 0 => new TalkTurn(kept with { Step = TalkStep.What, What = [.. what, $"（{Word(said.Type)}）"] }, "已收到。" + AskWhat),
            TalkStep.Idle or TalkStep.Code or TalkStep.Question or TalkStep.Objection or TalkStep.What => new TalkTurn(kept with { Step = TalkStep.Where }, "已收到。" + AskWhere),
            TalkStep.Where => new TalkTurn(kept, AskWhere),
            TalkStep.Photos => new TalkTurn(kept, $"已收到{kept.Media.Count}个附件，发送完请回复“完成”。"),
            TalkStep.Phone => new TalkTurn(kept, AskPhone),
        };
    }

    private static TalkTurn OnPlace(Talk talk, WeChatEvent said)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{said.Field("Label")}（{said.Field("Location_X")},{said.Field("Location_Y")}）");
        return talk.Step switch
        {
            TalkStep.Where or TalkStep.Photos => new TalkTurn(talk with { Step = TalkStep.Photos, Place = place }, AskPhotos),
            TalkStep.Phone => new TalkTurn(talk with { Place = place }, AskPhone),
            TalkStep.Idle or TalkStep.Code or TalkStep.Question or TalkStep.Objection or TalkStep.What => new TalkTurn(
                talk with { Step = TalkStep.What, ReportKey = Named(talk, said), What = [.. talk.What, $"（位置）{place}"], Place = place }, "已收到位置。" + AskWhat),
        };
    }

    private static TalkTurn Submit(Talk talk, string? phone) =>
        new(talk.Idle(), null, new TalkDeed.Submit(talk.ReportKey, talk.Kind, string.Join('\n', talk.What), talk.Place, phone, talk.Media));

    private static string Named(Talk talk, WeChatEvent said) => talk.ReportKey.Length > 0 ? talk.ReportKey : said.Key;

    private static string Word(string type) => type switch { "image" => "图片", "voice" => "语音", _ => "视频" };

    [GeneratedRegex("^1[3-9][0-9]{9}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MobileNumber();
}
