namespace Hotline.Channels.WeChat;

/// <summary>What the platform's error codes mean for us (全局返回码说明).</summary>
internal enum WeChatFault
{
    /// <summary>Done.</summary>
    None,

    /// <summary>The access token is not, or no longer, good: 40001, 40014, 42001.</summary>
    Token,

    /// <summary>Busy, or the day's or minute's quota is used up: -1, 45009, 45011.</summary>
    Later,

    /// <summary>No customer message may go to this citizen now: 45015 (48 hours), 45047 (too many), 48001 (right missing).</summary>
    WindowClosed,

    /// <summary>Never: any other code, as 40003 (no such openid) or 43004 (not subscribed).</summary>
    Refused,

    /// <summary>Handed over, and no answer.</summary>
    NoAnswer,

    /// <summary>Not reached.</summary>
    NotReached,
}

/// <summary>An answer of the platform.</summary>
/// <param name="Fault">What it means.</param>
/// <param name="Code">Its code, for the log and the notice.</param>
internal readonly record struct WeChatAnswer(WeChatFault Fault, int Code)
{
    internal static WeChatAnswer Of(int code) => new(
        code switch
        {
            0 => WeChatFault.None,
            40001 or 40014 or 42001 => WeChatFault.Token,
            -1 or 45009 or 45011 => WeChatFault.Later,
            45015 or 45047 or 48001 => WeChatFault.WindowClosed,
            _ => WeChatFault.Refused,
        },
        code);
}
