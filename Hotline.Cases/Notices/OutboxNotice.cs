namespace Hotline.Cases.Notices;

/// <summary>
/// A notice written in the same transaction as what it tells of, and sent afterwards. Whoever sends it first claims it for
/// <see cref="Lease"/>; a crash in between lets the claim run out, and it is sent again under the same id.
/// </summary>
internal sealed class OutboxNotice
{
    public const string SurveyKind = "survey";
    public const string NotConfigured = "sms-not-configured";

    /// <summary>Longer than any carrier may take over one attempt (SMPP response time-out 10 s), with room for a slow machine.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private OutboxNotice()
    {
    }

    public Guid Id { get; private set; }

    public string Kind { get; private set; } = "";

    public Guid CaseId { get; private set; }

    public string CaseNumber { get; private set; } = "";

    public string To { get; private set; } = "";

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

    public static OutboxNotice Survey(Guid caseId, string caseNumber, string to, string text, string extensionCode, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Kind = SurveyKind,
        CaseId = caseId,
        CaseNumber = caseNumber,
        To = to,
        Text = text,
        ExtensionCode = extensionCode,
        State = NoticeState.Queued,
        CreatedAt = now,
        NextAttemptAt = now,
    };

    public Notice ToNotice() => new() { Key = Id.ToString("N"), To = To, Text = Text, ExtensionCode = ExtensionCode };

    /// <summary>Takes the notice for one attempt. False where it is not due, or somebody else has it.</summary>
    public bool Claim(DateTimeOffset now)
    {
        if (State != NoticeState.Queued || NextAttemptAt is not { } at || at > now)
        {
            return false;
        }

        Attempts++;
        NextAttemptAt = now + Lease;
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

    public void Fail(string? reason) => (State, Reason, NextAttemptAt) = (NoticeState.Failed, reason, null);

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
