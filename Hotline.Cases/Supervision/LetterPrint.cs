using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>A letter in line to be printed, or printed. Whoever prints it claims it for <see cref="Lease"/>; a crash lets the claim run out.</summary>
internal sealed class LetterPrint
{
    public const int MostAttempts = 3;

    /// <summary>Longer than a page may take to be made (60 s), with room for a slow machine.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private LetterPrint()
    {
    }

    public Guid LetterId { get; private set; }

    public PrintState State { get; private set; }

    public string? Reason { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset? NextAt { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    public string AskedBy { get; private set; } = "";

    public DateTimeOffset? MadeAt { get; private set; }

    public string? Sha256 { get; private set; }

    public long? Bytes { get; private set; }

    public static LetterPrint Of(Letter letter, Actor actor, DateTimeOffset now)
    {
        var print = new LetterPrint { LetterId = letter.Id };
        print.Ask(actor, now);
        return print;
    }

    /// <summary>In line again; what is made stays.</summary>
    public void Ask(Actor actor, DateTimeOffset now)
    {
        if (State != PrintState.Made && NextAt is null)
        {
            (State, Reason, Attempts, NextAt, AskedAt, AskedBy) = (PrintState.Pending, null, 0, now, now, actor.Name);
        }
    }

    /// <summary>Takes it for one try; false where somebody else has it.</summary>
    public bool Claim(DateTimeOffset now)
    {
        if (State != PrintState.Pending || NextAt is null || NextAt > now)
        {
            return false;
        }

        Attempts++;
        NextAt = now + Lease;
        return true;
    }

    public void Made(string sha256, long bytes, DateTimeOffset now) => (State, Reason, Sha256, Bytes, MadeAt, NextAt) = (PrintState.Made, null, sha256, bytes, now, null);

    /// <summary>Tried again, up to <see cref="MostAttempts"/>, unless there is no hope.</summary>
    public void Fail(string reason, bool hopeless, DateTimeOffset now)
    {
        var over = hopeless || Attempts >= MostAttempts;
        (State, Reason, NextAt) = (over ? PrintState.Failed : PrintState.Pending, reason, over ? null : now + Pause);
    }

    public PrintView Show() => new(LetterId, State, Reason, Attempts, AskedAt, AskedBy, MadeAt, Sha256, Bytes);
}
