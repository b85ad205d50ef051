namespace Hotline.Cases.Contacts;

/// <summary>An address and a phone number belong to one person, as far as the evidence goes. Ended, never removed.</summary>
internal sealed class IdentityLink
{
    /// <summary>The citizen sent back a code that we had sent to the phone.</summary>
    public const string ByCode = "code-by-sms";

    private IdentityLink()
    {
    }

    public Guid Id { get; private set; }

    public string AddressKey { get; private set; } = "";

    public string Phone { get; private set; } = "";

    public string PhoneKey { get; private set; } = "";

    public string Evidence { get; private set; } = "";

    public DateTimeOffset LinkedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public static IdentityLink Of(string addressKey, string phone, string evidence, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        AddressKey = addressKey,
        Phone = phone,
        PhoneKey = PhoneNumber.Key(phone),
        Evidence = evidence,
        LinkedAt = at,
    };

    public void End(DateTimeOffset at) => EndedAt ??= at;
}
