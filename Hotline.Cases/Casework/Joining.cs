using Hotline.Cases.Contacts;

namespace Hotline.Cases.Casework;

/// <summary>A further contact about a case that is there already: what it adds, and that it urges (补充、催办).</summary>
internal static class Joining
{
    public const int LongestText = 4000;

    public static Dictionary<string, string[]> Check(CaseAct.Supplement supplement, Contact? contact)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (supplement.ContactId is not null && contact is null)
        {
            errors["contactId"] = ["没有这条来电记录"];
        }

        if (string.IsNullOrWhiteSpace(supplement.Text) && !supplement.Urge)
        {
            errors["text"] = ["请填写补充内容，或选择催办"];
        }
        else if (supplement.Text?.Length > LongestText)
        {
            errors["text"] = [$"不能超过{LongestText}字"];
        }

        return errors;
    }

    /// <summary>Adds what was said; the unit that has the case sees it at once.</summary>
    public static void Join(Case joined, CaseAct.Supplement supplement, Contact? contact, bool known, Occasion occasion)
    {
        if (contact is not null && !known)
        {
            joined.Join(contact);
        }

        var door = contact is null ? "" : $"通过{Writing.Door(contact.Medium)}";
        if (!string.IsNullOrWhiteSpace(supplement.Text))
        {
            joined.Record(occasion, "supplement", $"诉求人{door}补充：{supplement.Text.Trim()}", null);
        }

        if (supplement.Urge)
        {
            joined.Record(occasion, "urge", $"诉求人{door}催办", null);
        }
    }
}
