using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>受理登记.</summary>
internal static class Registering
{
    private const int LongestPlace = 200;
    private const int LongestText = 4000;
    private const int LongestName = 50;
    private const int LongestPhone = 30;

    /// <summary>Everything that is missing or wrong in the form, by field.</summary>
    public static Dictionary<string, string[]> Check(NewCase form, bool contactKnown, CaseRules rules)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var type = rules.Type(form.RequestType);
        Require(errors, "requestType", form.RequestType, "请选择诉求类型", type is null ? "诉求类型不在现行规定之内" : null);
        Require(errors, "categoryCode", form.CategoryCode, "请选择事项类别", form.CategoryCode is { } code && !rules.KnowsCategory(code) ? "没有这个事项类别" : null);
        Require(errors, "text", form.Text, "请填写诉求内容", form.Text?.Length > LongestText ? $"诉求内容不能超过{LongestText}字" : null);
        if (form.Hazard || (form.CategoryCode is { } hazardous && rules.Facts(type ?? RequestType.Complaint, false, hazardous).IsHazard))
        {
            Require(errors, "place", form.Place, "安全隐患必须填写地点", null);
        }

        if (form.Place?.Length > LongestPlace)
        {
            errors["place"] = [$"地点不能超过{LongestPlace}字"];
        }

        if (form.ContactId is null)
        {
            Require(errors, "requesterPhone", form.RequesterPhone, "没有来电记录时必须填写联系电话", null);
        }
        else if (!contactKnown)
        {
            errors["contactId"] = ["没有这条来电记录"];
        }

        if (!string.IsNullOrWhiteSpace(form.RequesterPhone)
            && (PhoneNumber.Key(form.RequesterPhone).Length < 5 || form.RequesterPhone.Length > LongestPhone))
        {
            errors["requesterPhone"] = ["联系电话不正确"];
        }

        if (form.Longitude is null != form.Latitude is null || form.Longitude is < -180 or > 180 || form.Latitude is < -90 or > 90)
        {
            errors["longitude"] = ["经度、纬度须同时填写，经度-180到180，纬度-90到90"];
        }

        if (form.AgainstUnitId is { } against && rules.Units.Ref(against) is null)
        {
            errors["againstUnitId"] = ["没有这个单位"];
        }

        if (form.Fine is < 0)
        {
            errors["fine"] = ["不能小于0"];
        }

        if (form.AcceptGround is not null && Refusing.AcceptGround(form.AcceptGround, rules) is null)
        {
            errors["acceptGround"] = ["不在现行规定的受理范围之内"];
        }

        if (form.Complexity is not null && CaseRules.ComplexityNamed(form.Complexity) is null)
        {
            errors["complexity"] = ["须为simple、ordinary或complex"];
        }

        if (form.SupervisionCauses?.FirstOrDefault(cause => CaseRules.CauseAtRegistration(cause) is null) is { } unknown)
        {
            errors["supervisionCauses"] = [$"登记时不能标注“{unknown}”"];
        }

        if (form.RequesterName?.Length > LongestName)
        {
            errors["requesterName"] = [$"姓名不能超过{LongestName}字"];
        }

        return errors;
    }

    /// <summary>Opens a case from a form that was checked.</summary>
    public static Case Register(string number, NewCase form, Contact? contact, Actor actor, Occasion occasion)
    {
        var rules = occasion.Rules;
        var type = rules.Type(form.RequestType) ?? throw new ArgumentException("The form was not checked.", nameof(form));
        var opened = Case.Open(number, form, type, contact, actor, occasion);
        opened.Record(
            occasion,
            "register",
            Words(opened, rules),
            Refusing.AcceptGround(form.AcceptGround, rules)?.Clause.Id ?? rules.ClauseUntil(CaseEvent.Registered, opened.Facts(rules)));

        var reached = contact?.ReachedAt ?? occasion.At;
        foreach (var rule in rules.Policy.ClocksFrom(CaseEvent.Reached, opened.Facts(rules)))
        {
            opened.Start(new(rule), reached, occasion);
        }

        foreach (var cause in (form.SupervisionCauses ?? []).Select(CaseRules.CauseAtRegistration).OfType<SupervisionCause>().Distinct())
        {
            opened.Raise(cause, "登记时标注", occasion);
        }

        opened.Happens(CaseEvent.Registered, occasion);
        opened.Happens(CaseEvent.Accepted, occasion);
        return opened;
    }

    private static string Words(Case opened, CaseRules rules) =>
        $"受理登记：{opened.CategoryPath}{(opened.Hazard ? "（安全隐患）" : "")}{(opened.Confidential ? "（要求保密）" : "")}{(rules.Units.Ref(opened.AgainstUnitId) is { } against ? $"；被诉单位：{against.Name}" : "")}{(opened.AcceptGround is { } ground ? $"；受理范围：{ground}" : "")}";

    private static void Require(Dictionary<string, string[]> errors, string field, string? value, string missing, string? wrong)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors[field] = [missing];
        }
        else if (wrong is not null)
        {
            errors[field] = [wrong];
        }
    }
}
