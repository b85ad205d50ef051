namespace Hotline.Channels.Web;

/// <summary>The words of the page of one's own cases. Texts with <c>{0}</c> are filled in.</summary>
internal sealed record OwnCasesTexts
{
    public required string Title { get; init; }

    public required string Intro { get; init; }

    public required string WithCode { get; init; }

    public required string Without { get; init; }

    public required string Phone { get; init; }

    public required string PhoneWrong { get; init; }

    public required string AskCode { get; init; }

    public required string TooMany { get; init; }

    public required string CodeSent { get; init; }

    public required string Code { get; init; }

    public required string CodeHint { get; init; }

    public required string CodeWrong { get; init; }

    public required string Open { get; init; }

    public required string Again { get; init; }

    public required string Over { get; init; }

    public required string None { get; init; }

    public required string Outcome { get; init; }

    public required IReadOnlyDictionary<ReportOutcome, string> Outcomes { get; init; }

    public required string Objection { get; init; }

    public required string Reason { get; init; }

    public required string ReasonHint { get; init; }

    public required string ReasonMissing { get; init; }

    public required string Object { get; init; }

    public required string Objected { get; init; }

    public required string ObjectUntil { get; init; }

    public required string ObjectionPending { get; init; }

    public required string ObjectionOver { get; init; }

    /// <summary>With the end of the time to say how satisfied one is.</summary>
    public required string RatingOver { get; init; }

    public required string NotClosed { get; init; }

    public required string Basis { get; init; }

    public required string NewReport { get; init; }

    public required string NotFound { get; init; }

    internal static OwnCasesTexts For(WebTexts texts) => texts.Language == "en" ? English : Chinese;

    private static OwnCasesTexts Chinese { get; } = new()
    {
        Title = "用手机号查询",
        Intro = "没有查询码，也可以用反映诉求时留下的手机号查询：我们向该手机号发送一次性验证码。",
        WithCode = "我有工单编号和查询码",
        Without = "没有查询码？用手机号查询、评价或提出异议",
        Phone = "手机号",
        PhoneWrong = "请填写11位手机号。",
        AskCode = "获取验证码",
        TooMany = "获取验证码过于频繁：同一号码一分钟一次、一天五次。请稍后再试。",
        CodeSent = "如果该手机号名下有工单，验证码已经发出，10分钟内有效。",
        Code = "验证码",
        CodeHint = "短信中的六位数字。",
        CodeWrong = "验证码不正确、已用过或已过期。",
        Open = "查看我的工单",
        Again = "重新获取验证码",
        Over = "查询已超过15分钟，请重新获取验证码。",
        None = "该手机号名下没有工单。",
        Outcome = "办理结果",
        Outcomes = new Dictionary<ReportOutcome, string>
        {
            [ReportOutcome.Solved] = "已解决",
            [ReportOutcome.Partly] = "部分解决",
            [ReportOutcome.Explained] = "已解释",
            [ReportOutcome.CannotBeSolvedNow] = "暂时无法解决",
            [ReportOutcome.NotJustified] = "诉求不成立",
            [ReportOutcome.NotOurs] = "不属受理范围",
        },
        Objection = "对办理结果有异议",
        Reason = "异议理由",
        ReasonHint = "请写明哪里不符、希望怎样处理，不超过2000字。由办结人以外的人员复核并答复您。",
        ReasonMissing = "请填写异议理由，不超过2000字。",
        Object = "提出异议",
        Objected = "您的异议已登记，将由专人复核并答复。",
        ObjectUntil = "可以在{0}前提出异议。",
        ObjectionPending = "您的异议正在复核。",
        ObjectionOver = "提出异议的期限至{0}，已过。",
        RatingOver = "评价的期限至{0}，已过。",
        NotClosed = "工单尚未办结，现在不能提出异议。",
        Basis = "依据：{0}",
        NewReport = "如有新的情况，可以另行提交诉求。",
        NotFound = "没有找到这件工单。",
    };

    private static OwnCasesTexts English { get; } = new()
    {
        Title = "My cases by telephone",
        Intro = "Without a query code you can use the mobile number you gave with your matter: we send a one-time code to it.",
        WithCode = "I have a case number and a query code",
        Without = "No query code? Look, rate or object by your mobile number",
        Phone = "Mobile number",
        PhoneWrong = "Please give a mobile number of 11 digits.",
        AskCode = "Send me a code",
        TooMany = "Too many codes were asked for: one in a minute and five in a day for a number. Please try again later.",
        CodeSent = "If this number has cases, a code is on its way. It is good for 10 minutes.",
        Code = "Code",
        CodeHint = "The six digits of the message.",
        CodeWrong = "The code is wrong, used, or too old.",
        Open = "Show my cases",
        Again = "Send another code",
        Over = "More than 15 minutes have passed. Please ask for another code.",
        None = "This number has no cases.",
        Outcome = "How it ended",
        Outcomes = new Dictionary<ReportOutcome, string>
        {
            [ReportOutcome.Solved] = "Solved",
            [ReportOutcome.Partly] = "Partly solved",
            [ReportOutcome.Explained] = "Explained",
            [ReportOutcome.CannotBeSolvedNow] = "Cannot be solved now",
            [ReportOutcome.NotJustified] = "Not justified",
            [ReportOutcome.NotOurs] = "Not a matter of this line",
        },
        Objection = "I do not agree with how it ended",
        Reason = "Why you object",
        ReasonHint = "What is not as it was said, and what should be done; at most 2,000 characters. Somebody else than whoever closed the case looks into it and answers you.",
        ReasonMissing = "Please say why you object, in at most 2,000 characters.",
        Object = "Object",
        Objected = "Your objection is taken down. Somebody looks into it and answers you.",
        ObjectUntil = "You may object until {0}.",
        ObjectionPending = "Your objection is being looked into.",
        ObjectionOver = "The time to object ended on {0}.",
        RatingOver = "The time to say how satisfied you are ended on {0}.",
        NotClosed = "The case is not closed yet: there is nothing to object to.",
        Basis = "Basis: {0}",
        NewReport = "You can report what is new as another matter.",
        NotFound = "There is no such case of yours.",
    };
}
