namespace Hotline.Cases.Contacts;

/// <summary>One approach by a citizen (来电记录). Reports add to it; none takes anything away.</summary>
internal sealed class Contact
{
    /// <summary>Longer than any number of E.164 or any SIP user part met; what a stranger's signalling holds beyond it is not kept.</summary>
    private const int LongestNumber = 64;

    /// <summary>RFC 5321 §4.5.3.1.3.</summary>
    private const int LongestAddress = 254;

    private const int LongestHeading = 1000;

    private const int LongestExternalId = 100;

    private const int LongestTag = 32;
    private const int LongestSite = 32;

    private const int LongestGroup = 64;

    private Contact()
    {
    }

    public Guid Id { get; private set; }

    public Medium Medium { get; private set; }

    public string ExternalId { get; private set; } = "";

    /// <summary>As signalled; empty where withheld.</summary>
    public string Number { get; private set; } = "";

    /// <summary>See <see cref="ContactAddress.Key"/>.</summary>
    public string NumberKey { get; private set; } = "";

    public string CalledNumber { get; private set; } = "";

    public string? CallId { get; private set; }

    public string? AgentId { get; private set; }

    public string? Text { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>The door's id by which an answer refers to it.</summary>
    public string? Thread { get; private set; }

    /// <summary>Why it could not be read; null where it could.</summary>
    public string? Quarantine { get; private set; }

    public DateTimeOffset ArrivedAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public ContactEnding? Ending { get; private set; }

    public Guid? RecordingId { get; private set; }

    /// <summary>First stood in line, for a call.</summary>
    public DateTimeOffset? QueuedAt { get; private set; }

    public string? SkillGroup { get; private set; }

    /// <summary>We made the call.</summary>
    public bool Outbound { get; private set; }

    /// <summary>Hung up with the place in line kept.</summary>
    public bool CallbackAsked { get; private set; }

    /// <summary>The other site whose agent answered.</summary>
    public string? OverflowedTo { get; private set; }

    /// <summary>The other site that sent the caller.</summary>
    public string? OverflowedFrom { get; private set; }

    /// <summary>What contacts through this number are marked with.</summary>
    public string? Tag { get; private set; }

    /// <summary>How well the caller said they were served, 1 to 5.</summary>
    public int? Rating { get; private set; }

    /// <summary>From when the hazard track counts: an agent reached, or a message arrived (hanjiang-2016/11b).</summary>
    public DateTimeOffset? ReachedAt => Medium switch
    {
        Medium.Phone or Medium.WebCall => AnsweredAt,

        // It reached the other platform then; us it reached with the import.
        Medium.Platform => null,
        Medium.Sms or Medium.Wechat or Medium.Email or Medium.Web or Medium.Open311 or Medium.Counter or Medium.Patrol or Medium.WorkGroup or Medium.Oa => ArrivedAt,
    };

    /// <summary>The number it came from, where that is a phone's.</summary>
    public string? Phone => ContactAddress.IsPhone(Medium) ? Number : null;

    public static Contact From(MessageReceived message, DateTimeOffset now)
    {
        CheckId(message.ExternalId);
        var address = Excerpt.Kept(message.From.Address, LongestAddress);
        return new Contact
        {
            Id = Guid.CreateVersion7(now),
            Medium = message.From.Medium,
            ExternalId = message.ExternalId,
            Number = address,
            NumberKey = ContactAddress.Key(message.From.Medium, address),
            CalledNumber = Excerpt.Kept(message.To, LongestAddress),
            Text = message.Text,
            Subject = (message.AnsweredBy is { } article ? $"自助答复：{article}" : message.Subject) is { } subject ? Excerpt.Kept(subject, LongestHeading) : null,
            Thread = message.Thread is { } thread ? Excerpt.Kept(thread, LongestHeading) : null,
            Quarantine = message.Quarantine,
            ArrivedAt = message.ArrivedAt.ToUniversalTime(),
        };
    }

    public static Contact From(ContactReceived received, DateTimeOffset now)
    {
        CheckId(received.ExternalId);
        var contact = new Contact
        {
            Id = Guid.CreateVersion7(now),
            Medium = received.Medium,
            ExternalId = received.ExternalId,
            Number = Excerpt.Kept(received.Number, LongestNumber),
            NumberKey = ContactAddress.Key(received.Medium, Excerpt.Kept(received.Number, LongestNumber)),
            CalledNumber = Excerpt.Kept(received.CalledNumber, LongestNumber),
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
        QueuedAt ??= received.QueuedAt?.ToUniversalTime();
        SkillGroup ??= received.SkillGroup is { } group ? Excerpt.Kept(group, LongestGroup) : null;
        Outbound |= received.Outbound;
        CallbackAsked |= received.CallbackAsked;
        OverflowedTo ??= received.OverflowedTo is { } to ? Excerpt.Kept(to, LongestSite) : null;
        OverflowedFrom ??= received.OverflowedFrom is { } from ? Excerpt.Kept(from, LongestSite) : null;
        EndedAt ??= received.EndedAt?.ToUniversalTime();
        Ending ??= received.Ending;
        Tag ??= received.Tag is { } tag ? Excerpt.Kept(tag, LongestTag) : null;
        Rating ??= received.Rating is >= 1 and <= 5 ? received.Rating : null;
        RecordingId ??= received.Recording?.RecordingId ?? received.RecordingId;
    }

    private static void CheckId(string externalId)
    {
        if (externalId.Length is 0 or > LongestExternalId)
        {
            throw new ArgumentException($"An external id has 1 to {LongestExternalId} characters.", nameof(externalId));
        }
    }
}
