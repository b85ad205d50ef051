namespace Hotline.Cases.Contacts;

/// <summary>One approach by a citizen (来电记录). Reports add to it; none takes anything away.</summary>
internal sealed class Contact
{
    /// <summary>Longer than any number of E.164 or any SIP user part met; what a stranger's signalling holds beyond it is not kept.</summary>
    private const int LongestNumber = 64;

    private const int LongestExternalId = 100;

    private Contact()
    {
    }

    public Guid Id { get; private set; }

    public Medium Medium { get; private set; }

    public string ExternalId { get; private set; } = "";

    /// <summary>As signalled; empty where withheld.</summary>
    public string Number { get; private set; } = "";

    /// <summary>See <see cref="PhoneNumber.Key"/>.</summary>
    public string NumberKey { get; private set; } = "";

    public string CalledNumber { get; private set; } = "";

    public string? CallId { get; private set; }

    public string? AgentId { get; private set; }

    public string? Text { get; private set; }

    public DateTimeOffset ArrivedAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public ContactEnding? Ending { get; private set; }

    public Guid? RecordingId { get; private set; }

    /// <summary>From when the hazard track counts: an agent reached, or a message arrived (hanjiang-2016/11b).</summary>
    public DateTimeOffset? ReachedAt => Medium == Medium.Phone ? AnsweredAt : ArrivedAt;

    public static Contact From(ContactReceived received, DateTimeOffset now)
    {
        if (received.ExternalId.Length is 0 or > LongestExternalId)
        {
            throw new ArgumentException($"An external id has 1 to {LongestExternalId} characters.", nameof(received));
        }

        var contact = new Contact
        {
            Id = Guid.CreateVersion7(now),
            Medium = received.Medium,
            ExternalId = received.ExternalId,
            Number = Cut(received.Number),
            NumberKey = PhoneNumber.Key(Cut(received.Number)),
            CalledNumber = Cut(received.CalledNumber),
            ArrivedAt = received.ArrivedAt.ToUniversalTime(),
        };
        contact.Add(received);
        return contact;
    }

    /// <summary>Takes over what a further report says that was not known yet.</summary>
    public void Add(ContactReceived received)
    {
        CallId ??= received.CallId;
        AgentId ??= received.AgentId;
        Text ??= received.Text;
        AnsweredAt ??= received.AnsweredAt?.ToUniversalTime();
        EndedAt ??= received.EndedAt?.ToUniversalTime();
        Ending ??= received.Ending;
        RecordingId ??= received.Recording?.RecordingId ?? received.RecordingId;
    }

    private static string Cut(string number) => number.Length <= LongestNumber ? number : number[..LongestNumber];
}
