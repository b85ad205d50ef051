using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>核查: within its own limit the hotline looks whether a reply is true; what is not goes back to the unit (haimen-2016/2-5).</summary>
internal static class Verifying
{
    /// <summary>Why a case cannot be closed yet: its reply is still to be looked at.</summary>
    public static ActRefusal? Refusal(Case closing, CaseRules rules) =>
        closing.Awaits(CaseEvent.Verified) ? new(ActTable.NotAllowed, "答复尚未核查，不能办结", rules.ClauseUntil(CaseEvent.Verified, closing.Facts(rules))) : null;

    public static void Verify(Case verified, CaseAct.Verify found, string? clause, Occasion occasion)
    {
        var said = string.IsNullOrWhiteSpace(found.Note) ? "" : $"：{found.Note.Trim()}";
        verified.Record(occasion, "verify", $"{(found.Passed == true ? "核查属实" : "核查不属实")}{said}", clause);
        verified.Happens(CaseEvent.Verified, occasion);
        if (found.Passed == false)
        {
            verified.Raise(SupervisionCause.FalseResult, $"核查不属实{said}", occasion);
            Dispatching.Rework(verified, $"核查不属实{said}", clause, occasion, found.Due);
        }
    }
}
