using Hotline.Cases.Contacts;

namespace Hotline.Cases.Notices;

/// <summary>
/// A notice written in the same transaction as what it tells of, and sent afterwards. Whoever sends it first claims it for
/// <see cref="Lease"/>; a crash in between lets the claim run out, and it is sent again under the same id.
/// </summary>
internal sealed class OutboxNotice
{
    public const string SurveyKind = "survey";
    public const string ReceiptKind = "receipt";

    /// <summary>What a unit writes to the requester through the platform.</summary>
    public const string UnitKind = "unit";

    /// <summary>How a case ended, where no question is asked with it.</summary>
    public const string ResultKind = "result";

    /// <summary>Somebody has it, or had it when they fell: nobody can say whether it went out.</summary>
    public const string InHand = "in-hand";

    public const string OutcomeUnknown = "outcome-unknown";

    /// <summary>Longer than any carrier may take over one attempt (SMPP response time-out 10 s), with room for a slow machine.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private OutboxNotice()
    {
    }

    public Guid Id { get; private set; }

    public string Kind { get; private set; } = "";

    public Guid CaseId { get; private set; }

    public string CaseNumber { get; private set; } = "";

    public Medium Medium { get; private set; }

    public string To { get; private set; } = "";

    /// <summary>See <see cref="ContactAddress.Key"/>.</summary>
    public string ToKey { get; private set; } = "";

    public string? Subject { get; private set; }

    public string? InReplyTo { get; private set; }

    public string Text { get; private set; } = "";

    public string ExtensionCode { get; private set; } = "";

    public NoticeState State { get; private set; }

    public string? Reason { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When to try next; null for what is not to be tried.</summary>
    public DateTimeOffset? NextAttemptAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public string? ProviderId { get; private set; }

    public static OutboxNotice Of(string kind, Guid caseId, string caseNumber, NoticeDoor door, string text, string extensionCode, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Kind = kind,
        CaseId = caseId,
        CaseNumber = caseNumber,
        Medium = door.Medium,
        To = door.Address,
        ToKey = ContactAddress.Key(door.Medium, door.Address),
        Subject = door.Subject,
        InReplyTo = door.InReplyTo,
        Text = text,
        ExtensionCode = extensionCode,
        State = NoticeState.Queued,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    public Notice ToNotice() => new()
    {
        Key = Id.ToString("N"),
        Kind = Kind,
        Medium = Medium,
        To = To,
        Text = Text,
        ExtensionCode = ExtensionCode,
        CaseNumber = CaseNumber,
        Subject = Subject,
        InReplyTo = InReplyTo,
    };

    /// <summary>
    /// Whoever had it last fell before they could say what became of it. Sent again it could come twice, except where the receiver knows a repeat
    /// by its stable Message-ID or key.
    /// </summary>
    public bool LostTrackAt(DateTimeOffset now) => State == NoticeState.Queued && Reason == InHand && NextAttemptAt <= now && Medium is not (Medium.Email or Medium.Oa);

    public bool IsDueAt(DateTimeOffset now) => State == NoticeState.Queued && NextAttemptAt is { } at && at <= now;

    /// <summary>Takes the notice for one attempt. False where it is not due, or somebody else has it.</summary>
    public bool Claim(DateTimeOffset now)
    {
        if (!IsDueAt(now))
        {
            return false;
        }

        Attempts++;
        (Reason, NextAttemptAt) = (InHand, now + Lease);
        return true;
    }

    public void Accepted(string? providerId, DateTimeOffset now)
    {
        if (State == NoticeState.Queued)
        {
            State = NoticeState.Sent;
        }

        (Reason, ProviderId, SentAt, NextAttemptAt) = (null, providerId, now, null);
    }

    /// <summary>Holds it: an attempt that found no provider is none.</summary>
    public void Hold(string reason)
    {
        (State, Reason, NextAttemptAt) = (NoticeState.Held, reason, null);
        Attempts = Math.Max(0, Attempts - 1);
    }

    public void Release(DateTimeOffset now) => (State, Reason, NextAttemptAt) = (NoticeState.Queued, null, now);

    /// <summary>This door is closed to the receiver: the next one is tried at once.</summary>
    public void TurnTo(Medium medium, string to, DateTimeOffset now) =>
        (Medium, To, ToKey, Attempts, Reason, NextAttemptAt) = (medium, to, ContactAddress.Key(medium, to), 0, null, now);

    /// <summary>A question that failed went over to the telephone and stays there.</summary>
    public bool MayGoAgain => (State == NoticeState.Failed && Kind != SurveyKind) || (State == NoticeState.Queued && Reason != InHand);

    public void GoAgain(DateTimeOffset now) => (State, Attempts, Reason, NextAttemptAt) = (NoticeState.Queued, 0, null, now);

    public void Fail(string? reason) => (State, Reason, NextAttemptAt) = (NoticeState.Failed, reason, null);

    /// <summary>A rule lets it go only then: no attempt.</summary>
    public void WaitUntil(DateTimeOffset at, string reason) => (Reason, NextAttemptAt) = (reason, at);

    /// <summary>Tries again after a pause that doubles from 5 s to 10 min.</summary>
    public void Postpone(string? reason, DateTimeOffset now) => (Reason, NextAttemptAt) = (reason, now + Pause(Attempts));

    public void Delivered()
    {
        if (State == NoticeState.Sent)
        {
            State = NoticeState.Delivered;
        }
    }

    public void Answered() => (State, NextAttemptAt) = (NoticeState.Answered, null);

    public static TimeSpan Pause(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(attempts - 1, 0, 16));
        return pause < LongestPause ? pause : LongestPause;
    }
}
