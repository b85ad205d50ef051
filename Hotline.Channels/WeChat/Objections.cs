using System.Globalization;

namespace Hotline.Channels.WeChat;

/// <summary>异议 in a dialogue: to which case, why, until when, and by which clause it is too late.</summary>
internal sealed class Objections(ICitizenWindow window)
{
    private const int MostNamed = 5;

    /// <summary>What a case's line says of it.</summary>
    internal static string Line(WindowCase own) => own.Objection.State switch
    {
        ObjectionState.Open => $"\n对结果有异议，请{Until(own)}回复“异议+工单编号+理由”",
        ObjectionState.Pending => "\n您的异议正在复核",
        ObjectionState.CaseOpen or ObjectionState.Over => "",
    };

    internal async ValueTask<TalkTurn> DoAsync(string openId, string key, TalkTurn turn, CancellationToken cancellationToken)
    {
        if (turn.Deed is TalkDeed.Object said)
        {
            var done = await window.ObjectAsync(ChannelKind.Wechat, openId, said.CaseNumber, said.Why, key, cancellationToken);
            return done switch
            {
                CitizenDone.Done => turn with { Text = $"您对工单{said.CaseNumber}的异议已登记，将由专人复核并答复。" },
                CitizenDone.Invalid => turn with { Next = turn.Next with { Step = TalkStep.Objection, ObjectTo = said.CaseNumber }, Text = "异议理由不能超过2000字，请重新写明。（回复“取消”退出）" },
                CitizenDone.NotNow or CitizenDone.NotFound => turn with { Text = await WhyNotAsync(openId, said.CaseNumber, cancellationToken) },
            };
        }

        var (number, why) = turn.Deed is TalkDeed.AskObjection asked ? (asked.CaseNumber, asked.Why) : (null, null);
        var cases = await window.ListCasesAsync(ChannelKind.Wechat, openId, cancellationToken);
        var open = cases.Where(own => own.Objection.State == ObjectionState.Open && (number is null || own.Number == number)).ToList();
        return open switch
        {
            [] => turn with { Next = turn.Next.Idle(), Text = await WhyNotAsync(openId, number, cancellationToken) },

            // There is but one it can be to, and the reason is said already.
            [var only] when why is not null => await DoAsync(openId, key, turn with { Next = turn.Next.Idle(), Deed = new TalkDeed.Object(only.Number, why) }, cancellationToken),
            [var only] => turn with
            {
                Next = turn.Next with { ObjectTo = only.Number },
                Text = $"{turn.Text}请写明对工单{only.Number}（{only.Gist}）办理结果的异议理由，{Until(only)}提出有效。（回复“取消”退出）",
            },
            _ => turn with { Text = $"{turn.Text}请回复工单编号和异议理由，例如：{open[0].Number} 没有修好\n{string.Join('\n', open.Take(MostNamed).Select(own => $"{own.Number} {own.Gist}（{Until(own)}）"))}\n（回复“取消”退出）" },
        };
    }

    /// <summary>Why there is nothing to object to: of the case named, else of the newest one that is over.</summary>
    private async ValueTask<string> WhyNotAsync(string openId, string? number, CancellationToken cancellationToken)
    {
        var cases = await window.ListCasesAsync(ChannelKind.Wechat, openId, cancellationToken);
        var concerned = number is null ? cases.FirstOrDefault(own => own.Objection.State != ObjectionState.CaseOpen) ?? (cases.Count > 0 ? cases[0] : null) : cases.FirstOrDefault(own => own.Number == number);
        return concerned switch
        {
            null => "没有找到您名下的这个工单。绑定手机号后可以查看电话反映的事项。",
            { Objection.State: ObjectionState.CaseOpen } => $"工单{concerned.Number}尚未办结（{concerned.Progress}），办结后可以提出异议；现在可回复“催办{concerned.Number}”或“补充{concerned.Number}+内容”。",
            { Objection.State: ObjectionState.Pending } => $"您对工单{concerned.Number}的异议正在复核，答复后会告知您。",
            _ => $"对工单{concerned.Number}提出异议的期限至{Moment(concerned)}，已过{(concerned.Objection.Clause is { } clause ? $"（依据：{clause}）" : "")}。如有新的情况，请回复“反映”另行提交。",
        };
    }

    private static string Until(WindowCase own) => own.Objection.Until is null ? "随时" : $"在{Moment(own)}前";

    private static string Moment(WindowCase own) =>
        own.Objection.Until is { } until ? until.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";
}
