namespace Hotline.Host.Tests.Lives.Refusals;

/// <summary>A form of each act in which nothing is missing: what is refused then is the act.</summary>
internal static class ActForms
{
    /// <param name="act">The act.</param>
    /// <param name="now">A moment that limits lie after.</param>
    /// <param name="other">Another case, still open.</param>
    /// <param name="contact">A contact with the requester.</param>
    public static object Of(string act, DateTimeOffset now, string other, string contact) => act switch
    {
        "sign" or "take-on" => new { },
        "approve-extension" or "approve-closing" or "approve-observation" or "confirm-return" or "sign-off" => new { note = "同意" },
        "refuse-return" or "refuse-extension" or "refuse-sign-off" or "refuse-observation" or "open-adjudication" or "unmerge" or "reveal" =>
            new { reason = "理由在此，说明如下，不少于十个字。" },
        "rework" or "refuse-closing" => new { reason = "理由在此，说明如下，不少于十个字。", due = now.AddDays(3) },
        "dispatch" or "designate" => new { unitId = "lighting" },
        "accept-return" => new { unitId = "lighting", note = "同意" },
        "on-site" => new { place = "延宁路8号", note = "已到场" },
        "contact" => new { contactId = contact, note = "已说明" },
        "message" => new { text = "已安排处理。" },
        "reply" => new { text = "已修复。", outcome = "solved" },
        "close" => new { outcome = "solved" },
        "verify" => new { passed = true, note = "属实" },
        "return" => new { reason = "灯杆属供电公司，依据权责清单", suggestedUnitId = "power-co", preTreatment = "已围挡" },
        "extend" => new { reason = "缺少配件，需要厂家发货，预计一周后到货，已与厂家联系确认，安排施工队伍。", requesterTold = "电话说明" },
        "set-limit" => new { source = "superior", document = "市办〔2026〕1号", due = now.AddDays(5) },
        "supplement" => new { text = "学校门口也不亮", urge = true },
        "merge" => new { into = other, reason = "同一盏灯" },
        "refuse" => new { ground = 1, text = "不属受理范围" },
        "answer" => new { text = "计划检修，18时恢复。" },
        "co-reply" or "report-up" => new { text = "已核实。" },
        "adjudicate" => new { mode = "会议协调", participants = "城管局、供电公司", opinions = "各方意见", decision = "由城管局主办", unitId = Road.Unit },
        "observe" => new { process = "已处置", plan = "后续方案", direction = "执法方向", expectedAt = now.AddDays(20) },
        "object" => new { text = "没有修好" },
        "delegate" => new { unitId = "lighting", task = "换灯" },
        "redo-below" => new { unitId = "lighting", reason = "缺照片" },
        _ => throw new InvalidOperationException($"{act}: no form of it yet"),
    };
}
