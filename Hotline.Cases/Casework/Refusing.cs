using System.Globalization;
using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>受理与不予受理: on which of the policy's grounds a matter is taken or declined, and where else to turn.</summary>
internal static class Refusing
{
    public const int LongestText = 4000;
    public const string NoGrounds = "现行规定没有列明不予受理的情形，应当受理";

    /// <summary>The ground of that number, from 1 in the policy's order.</summary>
    public static RefusalGround? Ground(int? number, CaseRules rules) => rules.Policy.RefusalGrounds.ElementAtOrDefault((number ?? 0) - 1);

    public static AcceptGround? AcceptGround(int? number, CaseRules rules) => rules.Policy.AcceptGrounds.ElementAtOrDefault((number ?? 0) - 1);

    /// <summary>The clause under which the policy declines anything at all.</summary>
    public static string? Clause(CaseRules rules) => rules.Policy.RefusalGrounds.FirstOrDefault()?.Clause.Id;

    public static Dictionary<string, string[]> Check(int? ground, string? note, CaseRules rules)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Ground(ground, rules) is null && !rules.Policy.RefusalGrounds.IsEmpty)
        {
            errors["ground"] = [string.Create(CultureInfo.InvariantCulture, $"请选择不予受理的情形，1到{rules.Policy.RefusalGrounds.Length}")];
        }

        if (note?.Length > LongestText)
        {
            errors["text"] = [$"不能超过{LongestText}字"];
        }

        return errors;
    }

    /// <summary>Declines a case that is registered but nobody's yet, and tells its requester why and where to turn.</summary>
    /// <returns>The notice; null where the requester cannot be written to.</returns>
    public static OutboxNotice? Refuse(Case refused, RefusalGround ground, string? note, NoticeDoor? door, Occasion occasion)
    {
        var words = Words(ground);
        refused.Record(occasion, "refuse", $"不予受理：{words}{(string.IsNullOrWhiteSpace(note) ? "" : $"；{note.Trim()}")}", ground.Clause.Id);
        refused.TakeReply($"不予受理：{words}", CaseOutcome.NotOurs, occasion);
        refused.Conclude(CaseOutcome.NotOurs, occasion);
        refused.Ask(Survey.Without(refused.Id, SurveyState.None, occasion.At));
        Closing.Archive(refused, "不予受理，已告知诉求人理由和途径", ground.Clause.Id, occasion);
        var to = door ?? (PhoneNumber.TakesMessages(refused.RequesterPhone) ? new NoticeDoor(Medium.Sms, refused.RequesterPhone!) : null);
        if (to is null || refused.Superior is not null)
        {
            return null;
        }

        refused.Tell(new NoticeQueued());
        return OutboxNotice.Of(
            OutboxNotice.ReceiptKind, refused.Id, refused.Number, to, $"【{occasion.Rules.City.Name}12345】您反映的事项（编号{refused.Number}）不予受理：{words}。", "", occasion.At);
    }

    public static string Words(RefusalGround ground) => $"{ground.Name}，请转向：{ground.ReferTo}";
}

/// <summary>A contact declined without a case (不予受理): it is kept, with the ground and where the citizen was sent.</summary>
internal sealed class Refusal
{
    private Refusal()
    {
    }

    public Guid Id { get; private set; }

    public Guid ContactId { get; private set; }

    /// <summary>From 1 in the policy's order.</summary>
    public int Ground { get; private set; }

    public string GroundName { get; private set; } = "";

    public string ReferTo { get; private set; } = "";

    public bool Emergency { get; private set; }

    public string Clause { get; private set; } = "";

    public string? Text { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string By { get; private set; } = "";

    public static Refusal Of(Guid contactId, int number, RefusalGround ground, string? text, Occasion occasion) => new()
    {
        Id = Guid.CreateVersion7(occasion.At),
        ContactId = contactId,
        Ground = number,
        GroundName = ground.Name,
        ReferTo = ground.ReferTo,
        Emergency = ground.Emergency,
        Clause = ground.Clause.Id,
        Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim(),
        At = occasion.At,
        By = occasion.By.Name,
    };
}
