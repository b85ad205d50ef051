using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>上级指定期限、法律法规更严: a limit for one case that goes before the policy's, with its source.</summary>
internal static class Limiting
{
    private const int LongestDocument = 200;

    public static Dictionary<string, string[]> Check(LimitForm form, Occasion occasion)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (form.Source is null)
        {
            errors["source"] = ["请选择期限来源：上级指定或法律法规"];
        }

        if (string.IsNullOrWhiteSpace(form.Document))
        {
            errors["document"] = ["请填写交办文件或法律法规名称及条款"];
        }
        else if (form.Document.Length > LongestDocument)
        {
            errors["document"] = [$"不能超过{LongestDocument}字"];
        }

        if (form.Due is not { } due)
        {
            errors["due"] = ["请填写期限"];
        }
        else if (due <= occasion.At || due > occasion.At.AddYears(10))
        {
            errors["due"] = ["期限须晚于现在，且不超过十年"];
        }

        return errors;
    }

    /// <summary>Puts the limit on the case; the handling clock that runs follows at once, a later one when it starts.</summary>
    public static void Set(Case limited, LimitForm form, string? clause, Occasion occasion)
    {
        var source = form.Source == CaseLimitSource.Superior ? LimitSource.Superior : LimitSource.StricterLaw;
        var limit = new CaseLimit(source, form.Document!.Trim(), form.Due!.Value.ToUniversalTime(), clause, occasion.At, occasion.By.Name);
        limited.Limit(limit);
        var running = limited.RunningHandling;
        var before = running?.Due;
        var moved = running is not null && running.Put(limit.Override(occasion.Rules), limited.Facts(occasion.Rules), occasion);
        limited.Record(
            occasion,
            "limit",
            $"{Words(source)}：{limit.Document}，期限{UnitRequest.Words(limit.Due)}{(moved ? $"，代替原期限{UnitRequest.Words(before!.Value)}" : running is null ? "" : "，不早于原期限，原期限不变")}",
            clause);
    }

    /// <summary>The clause by which such a limit goes first.</summary>
    public static string? Clause(CaseLimitSource? source, CaseRules rules) =>
        rules.Policy.Practice(source == CaseLimitSource.StricterLaw ? PracticeName.StricterLaw : PracticeName.SuperiorLimit)?.Clause.Id;

    private static string Words(LimitSource source) => source switch
    {
        LimitSource.Superior => "上级指定期限",
        LimitSource.StricterLaw => "法律法规期限",
        LimitSource.Extension => "延期",
        LimitSource.Rework => "重办指定期限",
        LimitSource.Observation => "待观察",
    };
}
