namespace Hotline.Telephony.Acd;

/// <summary>What a caller wants of the line.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Group">The skill group; null, or one that the plan does not have, for the first.</param>
/// <param name="Priority">A priority of the plan; null for none.</param>
/// <param name="LastAgent">Rung before others where they are free: they know the matter.</param>
/// <param name="WaitingSince">Since when the caller waits, where they have waited elsewhere before; null for now.</param>
internal sealed record CallerRequest(CallId CallId, string? Group = null, string? Priority = null, string? LastAgent = null, Moment? WaitingSince = null)
{
    /// <summary>Sites may be passed by one caller at most: whoever was sent on so often is served where they are.</summary>
    public const int MostSites = 3;

    /// <summary>The sites that had the caller before us, the first first: they never go back there. Null for a caller of our own.</summary>
    public IReadOnlyList<string>? Passed { get; init; }

    /// <summary>Has hung up, to be called back: nobody is there to be brought to another site.</summary>
    public bool IsAbsent { get; init; }
}

/// <summary>A caller in line. Changed only by <see cref="Distributor"/> and its parts.</summary>
internal sealed class WaitingCaller(CallerRequest request, TimeSpan headStart, Moment since, long order) : Timed(order)
{
    public CallerRequest Request { get; } = request;

    public CallId CallId => Request.CallId;

    public Moment Since { get; } = since;

    /// <summary>Who is less is served before: the time of coming, less what the priority is worth.</summary>
    public TimeSpan Rank { get; } = since.Elapsed - headStart;

    /// <summary>The lines they stand in: their own, then those they overflowed to.</summary>
    public List<GroupLine> Lines { get; } = [];

    /// <summary>The agents being rung for this caller; one, but for groups that ring several.</summary>
    public List<Offer> Offers { get; } = [];

    /// <summary>Keeps the place and is not served: they are about to hang up, to be called back.</summary>
    public bool Parked { get; set; }

    /// <summary>The site where an agent is looked for, too; null for none. One at a time.</summary>
    public string? Site { get; set; }

    /// <summary>By site, before when they are not brought there again.</summary>
    public Dictionary<string, TimeSpan> SiteNotBefore { get; } = new(StringComparer.Ordinal);

    /// <summary>Has hung up or is about to: nobody is there to be brought to another site.</summary>
    public bool IsAbsent { get; set; } = request.IsAbsent;

    /// <summary>Was left without an offer for some time.</summary>
    public bool LeftWaiting { get; set; }

    /// <summary>How long their line had starved when they came: by how much more it has tells whether this answer says how fast it moves.</summary>
    public TimeSpan StarvedAtEntry { get; set; }

    public GroupLine Home => Lines[0];

    /// <summary>The order in which callers are served.</summary>
    public static Comparer<WaitingCaller> InOrder { get; } = Comparer<WaitingCaller>.Create((one, other) =>
        one.Rank.CompareTo(other.Rank) is not 0 and var byRank ? byRank : one.Order.CompareTo(other.Order));
}

/// <summary>Callers in the order in which they are served. A caller keeps the place while agents are rung, until one answers.</summary>
internal sealed class WaitingLine
{
    // Thousands at most, and nearly all join at the end and leave at the front: moving a few kilobytes beats a tree, and knows the place of each.
    private readonly List<WaitingCaller> callers = [];

    public IReadOnlyList<WaitingCaller> Callers => callers;

    public int Count => callers.Count;

    public WaitingCaller? First => callers.Count == 0 ? null : callers[0];

    public void Add(WaitingCaller caller) => callers.Insert(~callers.BinarySearch(caller, WaitingCaller.InOrder), caller);

    /// <summary>False where the caller does not stand here.</summary>
    public bool Remove(WaitingCaller caller)
    {
        var index = callers.BinarySearch(caller, WaitingCaller.InOrder);
        if (index < 0)
        {
            return false;
        }

        callers.RemoveAt(index);
        return true;
    }

    /// <summary>Place in line, 1 being next.</summary>
    public int PositionOf(WaitingCaller caller) => callers.BinarySearch(caller, WaitingCaller.InOrder) + 1;
}
