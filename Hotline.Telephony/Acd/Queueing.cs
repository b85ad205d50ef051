namespace Hotline.Telephony.Acd;

/// <summary>The callers, the lines they stand in, and when they overflow.</summary>
internal sealed class Queueing(DueTimes dues, SiteQueueing sites, HashSet<GroupLine> touched, Action<AcdOutcome> decided)
{
    /// <summary>How often a caller's overflow is looked at again that hangs on the length of the line.</summary>
    private static readonly TimeSpan Relook = TimeSpan.FromSeconds(15);

    private readonly Dictionary<CallId, WaitingCaller> byCall = [];
    private readonly Dictionary<string, GroupLine> byName = new(StringComparer.Ordinal);
    private readonly WaitingLine all = new();
    private QueuePlan plan = QueuePlan.OneLine;

    /// <summary>Every caller of every line, in the order in which one agent of all skills would serve them.</summary>
    public IReadOnlyList<WaitingCaller> Callers => all.Callers;

    public IReadOnlyList<GroupLine> Groups { get; private set; } = [];

    public WaitingCaller? Find(CallId call) => byCall.GetValueOrDefault(call);

    public GroupLine GroupOf(string? name) => name is not null && byName.TryGetValue(name, out var group) ? group : Groups[0];

    /// <summary>Works by another plan from now on; callers keep their rank.</summary>
    public void Adopt(QueuePlan next, Moment now)
    {
        plan = next;
        touched.Clear();
        Groups = [.. plan.Groups.Select(settings => new GroupLine(settings, byName.GetValueOrDefault(settings.Name)?.Throughput ?? new Throughput()))];
        byName.Clear();
        foreach (var group in Groups)
        {
            byName.Add(group.Settings.Name, group);
        }

        sites.Adopt(plan.Sites, Find);
        foreach (var caller in all.Callers)
        {
            caller.Lines.Clear();
            Stand(caller, GroupOf(caller.Request.Group));
            LookForOverflow(caller, now);
        }
    }

    /// <summary>The groups an agent belongs to.</summary>
    public Membership[] MembershipsOf(Agent agent) =>
    [
        .. from @group in Groups
           let level = plan.LevelOf(agent.Id, @group.Settings)
           where level is not null
           select new Membership(agent, @group, level.Value),
    ];

    public TimeSpan HeadStartOf(CallerRequest request) =>
        request.Priority is { } priority ? plan.Priorities.GetValueOrDefault(priority) : TimeSpan.Zero;

    public void Add(WaitingCaller caller, Moment now)
    {
        byCall.Add(caller.CallId, caller);
        all.Add(caller);
        var home = GroupOf(caller.Request.Group);
        caller.StarvedAtEntry = home.Throughput.StarvedUntil(now);
        Stand(caller, home);
        decided(new CallerQueued(caller.CallId, home.Settings.Name, caller.Since.Elapsed - caller.Rank, caller.Since));
        LookForOverflow(caller, now);
    }

    public void Remove(WaitingCaller caller)
    {
        byCall.Remove(caller.CallId);
        all.Remove(caller);
        dues.Set(caller, null);
        sites.TakeBack(caller);
        foreach (var group in caller.Lines)
        {
            group.Line.Remove(caller);
            group.Unoffered.Remove(caller);
            touched.Add(group);
        }
    }

    public void Offered(WaitingCaller caller, Offer offer)
    {
        caller.Offers.Add(offer);
        foreach (var group in caller.Lines)
        {
            group.Unoffered.Remove(caller);
            touched.Add(group);
        }
    }

    /// <summary>The caller keeps the place and is not served until <see cref="Unpark"/>. False while a phone rings for them.</summary>
    public bool Park(WaitingCaller caller)
    {
        if (caller.Offers.Count > 0 || caller.Parked)
        {
            return false;
        }

        (caller.Parked, caller.IsAbsent) = (true, true);
        sites.TakeBack(caller);
        foreach (var group in caller.Lines)
        {
            group.Unoffered.Remove(caller);
            touched.Add(group);
        }

        decided(new CallerParked(caller.CallId));
        return true;
    }

    public void Unpark(WaitingCaller caller)
    {
        caller.Parked = false;
        foreach (var group in caller.Lines)
        {
            group.Unoffered.Add(caller);
            touched.Add(group);
        }

        decided(new CallerUnparked(caller.CallId));
    }

    /// <summary>An offer came to nothing. The caller is for others once no phone rings for them any more.</summary>
    public void TakenBack(WaitingCaller caller, Offer offer)
    {
        caller.Offers.Remove(offer);
        if (caller.Offers.Count > 0)
        {
            return;
        }

        foreach (var group in caller.Lines)
        {
            group.Unoffered.Add(caller);
            touched.Add(group);
        }
    }

    /// <summary>Lets a caller into the lines whose conditions are met now, and notes when to look again.</summary>
    public void LookForOverflow(WaitingCaller caller, Moment now)
    {
        TimeSpan? next = null;
        foreach (var overflow in caller.Home.Settings.Overflows)
        {
            var to = overflow.To is null ? null : GroupOf(overflow.To);
            if (to is null ? !sites.MayTake(caller, overflow.Site!) : caller.Lines.Contains(to))
            {
                continue;
            }

            var due = plan.DueOf(overflow, caller.Since, now);
            var notBefore = to is null ? caller.SiteNotBefore.GetValueOrDefault(overflow.Site!) : due;
            if (due > now.Elapsed || notBefore > now.Elapsed)
            {
                next = Earlier(next, due > notBefore ? due : notBefore);
            }
            else if (to is null)
            {
                if (caller.Home.Line.Count <= overflow.LongerThan || !sites.TryAsk(caller, overflow.Site!))
                {
                    next = Earlier(next, now.Elapsed + Relook);
                }
            }
            else if (caller.Home.Line.Count > overflow.LongerThan)
            {
                Stand(caller, to);
                decided(new CallerOverflowed(caller.CallId, to.Settings.Name));
            }
            else
            {
                next = Earlier(next, now.Elapsed + Relook);
            }
        }

        dues.Set(caller, next);
    }

    /// <summary>A site has room: who is due goes there, the first to be served first.</summary>
    public void FillSites(Moment now)
    {
        foreach (var caller in sites.Due())
        {
            LookForOverflow(caller, now);
        }
    }

    private void Stand(WaitingCaller caller, GroupLine group)
    {
        caller.Lines.Add(group);
        group.Line.Add(caller);
        if (caller.Offers.Count == 0 && !caller.Parked)
        {
            group.Unoffered.Add(caller);
        }

        touched.Add(group);
    }

    private static TimeSpan Earlier(TimeSpan? one, TimeSpan other) => one is { } at && at < other ? at : other;
}
