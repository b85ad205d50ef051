namespace Hotline.Channels.Web;

/// <summary>The words of the page from which citizens call.</summary>
internal sealed record CallTexts
{
    public required string Title { get; init; }

    public required string Intro { get; init; }

    public required string Recorded { get; init; }

    public required string NotOffered { get; init; }

    public required string NoScript { get; init; }

    public required string Phone { get; init; }

    public required string PhoneHint { get; init; }

    public required string Call { get; init; }

    public required string HangUp { get; init; }

    public required string Mute { get; init; }

    public required string Unmute { get; init; }

    public required string Keys { get; init; }

    /// <summary>What the page says in each state, by the name its script has for it.</summary>
    public required IReadOnlyDictionary<string, string> States { get; init; }

    internal static CallTexts For(WebTexts texts) => texts.Language == "en" ? English : Chinese;

    private static CallTexts English { get; } = new()
    {
        Title = "Call us from here",
        Intro = "Speak with the line through this browser, without a telephone. It costs no more than your connection. In an emergency ring 110, 119 or 120.",
        Recorded = "The call is recorded, as every call to the line is.",
        NotOffered = "Calls from this page are not offered. Please ring 12345.",
        NoScript = "This page needs scripts to make a call. Please switch them on, or ring 12345.",
        Phone = "Your telephone number",
        PhoneHint = "Optional. We call you back where nobody could answer you.",
        Call = "Call 12345",
        HangUp = "Hang up",
        Mute = "Mute the microphone",
        Unmute = "Microphone on again",
        Keys = "Keys",
        States = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["asking"] = "Please allow the microphone in your browser.",
            ["calling"] = "Calling…",
            ["talking"] = "Connected. Please follow the announcement; an agent will speak with you.",
            ["muted"] = "Connected. Your microphone is off: you cannot be heard.",
            ["ended"] = "The call is over. You may call again.",
            ["unsupported"] = "This browser cannot make calls. Please use a newer one, or ring 12345.",
            ["insecure"] = "Calls need a protected address (https). Please open this page by https, or ring 12345.",
            ["microphone"] = "The microphone may not be used, or there is none. Allow it in the settings of your browser and try again, or ring 12345.",
            ["phone"] = "This is no telephone number: 3 to 20 digits, perhaps after a plus.",
            ["closed"] = "Calls from this page are taken in office hours. Please ring 12345.",
            ["not-offered"] = "Calls from this page are not offered. Please ring 12345.",
            ["too-many"] = "You have called often in a short time. Please wait some minutes, or ring 12345.",
            ["busy"] = "All lines are busy. Please try again in a minute, or ring 12345.",
            ["failed"] = "The call could not be made. Please try again, or ring 12345.",
            ["lost"] = "The connection was lost. Please look at your network and call again, or ring 12345.",
        },
    };

    private static CallTexts Chinese { get; } = new()
    {
        Title = "网页通话",
        Intro = "不用电话，通过浏览器即可与热线话务员通话，仅产生网络流量。紧急情况请拨打110、119、120。",
        Recorded = "与拨打热线一样，通话将被录音。",
        NotOffered = "暂未开通网页通话，请拨打12345。",
        NoScript = "网页通话需要启用脚本，请在浏览器中启用，或拨打12345。",
        Phone = "您的电话号码",
        PhoneHint = "选填。无人接听时，我们将回拨给您。",
        Call = "呼叫12345",
        HangUp = "挂断",
        Mute = "麦克风静音",
        Unmute = "取消静音",
        Keys = "按键",
        States = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["asking"] = "请在浏览器中允许使用麦克风。",
            ["calling"] = "正在呼叫……",
            ["talking"] = "已接通。请按语音提示操作，稍后由话务员为您服务。",
            ["muted"] = "已接通，麦克风已静音，对方听不到您的声音。",
            ["ended"] = "通话已结束，可再次呼叫。",
            ["unsupported"] = "此浏览器不支持网页通话，请更换较新的浏览器，或拨打12345。",
            ["insecure"] = "网页通话需要安全连接，请以https打开本页，或拨打12345。",
            ["microphone"] = "无法使用麦克风：未获允许或没有麦克风。请在浏览器设置中允许后重试，或拨打12345。",
            ["phone"] = "电话号码不正确：应为3至20位数字，可以加号开头。",
            ["closed"] = "网页通话仅在工作时间受理，请拨打12345。",
            ["not-offered"] = "暂未开通网页通话，请拨打12345。",
            ["too-many"] = "短时间内呼叫次数过多，请过几分钟再试，或拨打12345。",
            ["busy"] = "线路繁忙，请一分钟后再试，或拨打12345。",
            ["failed"] = "呼叫未成功，请重试，或拨打12345。",
            ["lost"] = "连接已中断，请检查网络后再次呼叫，或拨打12345。",
        },
    };
}
