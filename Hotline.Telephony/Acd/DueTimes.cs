namespace Hotline.Telephony.Acd;

/// <summary>Something that time alone will move.</summary>
internal abstract class Timed(long order)
{
    /// <summary>Order of coming: decides between equals, so that a history replayed decides alike.</summary>
    public long Order { get; } = order;

    /// <summary>Changed only by <see cref="DueTimes"/>.</summary>
    public TimeSpan? Due { get; set; }
}

/// <summary>What falls due, the earliest first.</summary>
internal sealed class DueTimes
{
    private readonly SortedSet<Timed> timed = new(Comparer<Timed>.Create((one, other) =>
        one.Due!.Value.CompareTo(other.Due!.Value) is not 0 and var byTime ? byTime : one.Order.CompareTo(other.Order)));

    public TimeSpan? Next => timed.Min?.Due;

    /// <summary>Sets when something is due; null for never.</summary>
    public void Set(Timed one, TimeSpan? due)
    {
        if (one.Due is not null)
        {
            timed.Remove(one);
        }

        one.Due = due;
        if (due is not null)
        {
            timed.Add(one);
        }
    }

    /// <summary>Takes out the first that is due; null where nothing is.</summary>
    public Timed? Take(TimeSpan now)
    {
        if (timed.Min is not { } first || first.Due > now)
        {
            return null;
        }

        Set(first, null);
        return first;
    }
}
