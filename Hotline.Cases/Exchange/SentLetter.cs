using Hotline.Cases.Views;

namespace Hotline.Cases.Exchange;

/// <summary>A letter to another platform, in the outbox until it is there.</summary>
internal sealed class SentLetter
{
    /// <summary>The first pause; each further one is twice as long.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    /// <summary>A platform that is back is heard of within this time.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>Longer than any outage between two offices over a holiday week.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(10);

    private SentLetter()
    {
    }

    public Guid Id { get; private set; }

    public Guid LinkId { get; private set; }

    public string Peer { get; private set; } = "";

    public string CaseNumber { get; private set; } = "";

    public int Seq { get; private set; }

    public string Name { get; private set; } = "";

    public string Body { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public ExchangeState State { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset? NextAttemptAt { get; private set; }

    /// <summary>From when its attempts count.</summary>
    public DateTimeOffset QueuedAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public string? Reason { get; private set; }

    public static SentLetter Of(ExchangeLink link, string name, LetterBody body, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        LinkId = link.Id,
        Peer = link.Peer,
        CaseNumber = link.CaseNumber ?? "",
        Seq = link.Next(),
        Name = name,
        Body = body.Write(),
        At = at.ToUniversalTime(),
        NextAttemptAt = at.ToUniversalTime(),
        QueuedAt = at.ToUniversalTime(),
    };

    public ExchangeLetter ToLetter() => new(Id, LinkId, Seq, Name, At, Body);

    /// <summary>What the sending came to.</summary>
    public void Settle(PostAnswer answer, DateTimeOffset now)
    {
        if (answer.Verdict == PostVerdict.NotConfigured)
        {
            (State, NextAttemptAt, Reason) = (ExchangeState.Held, null, answer.Reason);
            return;
        }

        Attempts++;
        Reason = answer.Reason;
        switch (answer.Verdict)
        {
            case PostVerdict.Done:
                (State, SentAt, NextAttemptAt) = (ExchangeState.Sent, now, null);
                break;
            case PostVerdict.Later when now - QueuedAt < GivenUpAfter:
                (State, NextAttemptAt) = (ExchangeState.Waiting, now + Pause(Attempts));
                break;
            default:
                (State, NextAttemptAt) = (ExchangeState.Failed, null);
                break;
        }
    }

    /// <summary>It goes again: a person says so, the settings have the platform now, or the other side lacks it.</summary>
    public void GoAgain(DateTimeOffset now) => (State, NextAttemptAt, QueuedAt) = (ExchangeState.Waiting, now, now);

    /// <summary>How long after so many attempts the next is made.</summary>
    public static TimeSpan Pause(int attempts) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Clamp(attempts - 1, 0, 20)));
}
