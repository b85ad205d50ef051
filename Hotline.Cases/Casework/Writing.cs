using Hotline.Cases.Contacts;

namespace Hotline.Cases.Casework;

/// <summary>来信: what a requester writes about a case.</summary>
internal static class Writing
{
    private const int LongestText = 4000;
    private const int LongestName = 50;
    private const int LongestPlace = 200;
    private const string DefaultType = "complaint";

    /// <summary>The citizen as whoever registers.</summary>
    private static readonly Actor Citizen = new() { Id = Author.Requester.Id, Name = Author.Requester.Name, Roles = [] };

    /// <summary>Opens a case from a message. Type and category are the sender's choice where the policy knows them, else for the dispatcher to set right.</summary>
    public static Case Open(string number, MessageReceived message, Contact contact, string? phone, Occasion occasion)
    {
        var type = message.RequestType ?? DefaultType;
        var form = new NewCase
        {
            ContactId = contact.Id,
            RequestType = occasion.Rules.Type(type) is null ? DefaultType : type,
            CategoryCode = message.CategoryCode is { } code && occasion.Rules.KnowsCategory(code) ? code : CaseRules.OutsideTree,
            Place = Cut(message.Place, LongestPlace),
            Text = Cut(Words(message), LongestText),
            RequesterName = Cut(message.Name, LongestName),
            RequesterPhone = phone,
            Confidential = message.Confidential,
        };
        return Registering.Register(number, form, contact, Citizen, occasion);
    }

    /// <summary>A further message about a case.</summary>
    public static void Supplement(Case supplemented, MessageReceived message, Contact contact, bool verified, Occasion occasion)
    {
        supplemented.Join(contact);
        var files = message.Attachments.Count == 0 ? "" : $"（附件{message.Attachments.Count}个）";
        supplemented.Record(
            occasion, "supplement", $"{Door(contact.Medium)}补充{(verified ? "" : "（身份未核实）")}{files}：{Cut(Words(message), LongestText)}", null, moves: false);
    }

    /// <summary>催办 by the requester.</summary>
    public static void Urge(Case urged, Medium medium, Occasion occasion) =>
        urged.Record(occasion, "urge", $"诉求人通过{Door(medium)}催办", null, moves: false);

    public static string Door(Medium medium) => medium switch
    {
        Medium.Phone => "电话",
        Medium.WebCall => "网页通话",
        Medium.Sms => "短信",
        Medium.Wechat => "微信",
        Medium.Email => "电子邮件",
        Medium.Web => "网页",
        Medium.Open311 => "Open311应用",
        Medium.Counter => "窗口",
        Medium.Patrol => "巡查",
        Medium.Platform => "其他平台",
        Medium.WorkGroup => "工作群",
        Medium.Oa => "OA",
    };

    private static string Words(MessageReceived message)
    {
        var heading = string.IsNullOrWhiteSpace(message.Subject) ? "" : $"{message.Subject.Trim()}\n";
        var notice = message.Quarantine is null ? "" : "（来件无法完整解析，原件已整体保存为附件，请人工处理）\n";
        var words = $"{notice}{heading}{message.Text.Trim()}".Trim();
        return words.Length > 0 ? words : message.Attachments.Count > 0 ? "（仅有附件）" : "（空白来件）";
    }

    private static string? Cut(string? text, int longest) => text is null ? null : Excerpt.Of(text, longest);
}
