using Hotline.Cases.Casework;
using Hotline.Cases.Exchange;

namespace Hotline.Cases.Desks;

/// <summary>What an office asks of the platform above, in words and as a letter.</summary>
internal static class SuperiorAsking
{
    private const int LongestText = 500;

    public static string Act(SuperiorRequest request) => request is SuperiorRequest.Return ? "exchange.return" : "exchange.extension";

    public static Dictionary<string, string[]> Errors(SuperiorRequest request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (reason, others) = request switch
        {
            SuperiorRequest.Return back => (back.Reason, new[] { ("suggestedUnit", back.SuggestedUnit), ("preTreatment", back.PreTreatment) }),
            SuperiorRequest.Extension more => (more.Reason, [("requesterTold", more.RequesterTold)]),
            _ => throw new InvalidOperationException($"Unknown request {request.GetType().Name}."),
        };
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestText)
        {
            errors["reason"] = [$"请填写理由，不超过{LongestText}字"];
        }

        foreach (var (field, _) in others.Where(other => other.Item2?.Length > LongestText))
        {
            errors[field] = [$"不能超过{LongestText}字"];
        }

        if (request is SuperiorRequest.Extension { Until: null })
        {
            errors["until"] = ["请填写延至何时"];
        }

        return errors;
    }

    public static (string Name, LetterBody Body, string Words) Letter(SuperiorRequest request) => request switch
    {
        SuperiorRequest.Return back => (
            LetterName.Return,
            new() { Text = back.Reason!.Trim(), SuggestedUnit = Trimmed(back.SuggestedUnit), PreTreatment = Trimmed(back.PreTreatment) },
            $"向上级平台申请退回：{back.Reason.Trim()}"),
        SuperiorRequest.Extension more => (
            LetterName.Extension,
            new() { Text = more.Reason!.Trim(), Until = more.Until!.Value.ToUniversalTime(), RequesterTold = Trimmed(more.RequesterTold) },
            $"向上级平台申请延期至{UnitRequest.Words(more.Until.Value)}：{more.Reason.Trim()}"),
        _ => throw new InvalidOperationException($"Unknown request {request.GetType().Name}."),
    };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
