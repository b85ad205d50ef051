namespace Hotline.Cases.Casework;

/// <summary>A contact about a case.</summary>
internal sealed class CaseContact
{
    private CaseContact()
    {
    }

    public Guid CaseId { get; private set; }

    public Guid ContactId { get; private set; }

    public static CaseContact Link(Guid caseId, Guid contactId) => new() { CaseId = caseId, ContactId = contactId };
}
