namespace Hotline.Telephony.Acd;

/// <summary>
/// Callers who are looked for an agent at another site too. They stand in their own line all the while: whichever agent answers first, here or there, has
/// them; a site that refuses, falls silent or has no room costs them nothing.
/// </summary>
internal sealed class SiteQueueing(Action<AcdOutcome> decided)
{
    private readonly Dictionary<string, SiteLine> lines = new(StringComparer.Ordinal);
    private bool closed;

    /// <summary>Works with other sites from now on. Who is at a site that is there no more, or not to be reached any more, is taken back.</summary>
    public void Adopt(IReadOnlyList<Site> sites, Func<CallId, WaitingCaller?> find)
    {
        foreach (var name in lines.Keys.Where(name => sites.All(site => site.Name != name)).ToArray())
        {
            TakeBackAll(lines[name], find);
            lines.Remove(name);
        }

        foreach (var site in sites)
        {
            if (lines.TryGetValue(site.Name, out var line))
            {
                line.Settings = site;
            }
            else
            {
                lines.Add(site.Name, new SiteLine(site));
            }
        }
    }

    /// <summary>From now on nobody is brought anywhere: the node stops.</summary>
    public void Close() => closed = true;

    /// <summary>Whether this caller may be brought to this site at all. Never back to where they were, and not on and on.</summary>
    public bool MayTake(WaitingCaller caller, string site) =>
        !closed && !caller.IsAbsent && !caller.Parked && caller.Site is null && lines.ContainsKey(site)
        && (caller.Request.Passed is not { } passed || (passed.Count < CallerRequest.MostSites && !passed.Contains(site, StringComparer.Ordinal)))
        && caller.SiteNotBefore.GetValueOrDefault(site) < TimeSpan.MaxValue;

    /// <summary>Looks for an agent there too. False where there is no room now: the caller is the next for whom there is some, by rank.</summary>
    public bool TryAsk(WaitingCaller caller, string site)
    {
        var line = lines[site];
        line.Wanting.Remove(caller);
        if (!line.HasRoom || caller.Offers.Count > 0)
        {
            line.Wanting.Add(caller);
            return false;
        }

        Forget(caller);
        caller.Site = site;
        line.There.Add(caller.CallId);
        decided(new SiteAsked(caller.CallId, site));
        return true;
    }

    /// <summary>The site had no room, or is not to be reached. False where it was not asked for this caller any more.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="site">The site.</param>
    /// <param name="isFinal">It never takes this caller.</param>
    /// <param name="now">The moment.</param>
    public bool TryRefuse(WaitingCaller caller, string site, bool isFinal, Moment now)
    {
        if (caller.Site != site)
        {
            return false;
        }

        caller.Site = null;
        lines[site].There.Remove(caller.CallId);
        caller.SiteNotBefore[site] = isFinal ? TimeSpan.MaxValue : now.Elapsed + lines[site].Settings.Again;
        return true;
    }

    /// <summary>An agent there has the caller. False where they are not looked for there any more: hang up there.</summary>
    public static bool Took(WaitingCaller? caller, string site)
    {
        if (caller?.Site != site)
        {
            return false;
        }

        caller.Site = null;
        return true;
    }

    /// <summary>The caller has an agent here, keeps the place to be called back, or has gone: nobody is looked for elsewhere.</summary>
    public void TakeBack(WaitingCaller caller)
    {
        Forget(caller);
        if (caller.Site is { } site)
        {
            caller.Site = null;
            lines[site].There.Remove(caller.CallId);
            decided(new SiteTakenBack(caller.CallId, site));
        }
    }

    /// <summary>The call is over: there is room for another.</summary>
    public void Free(CallId call)
    {
        foreach (var line in lines.Values)
        {
            line.There.Remove(call);
        }
    }

    /// <summary>A site went down or came up. Who is looked for at one that is down is taken back; who talks there goes on.</summary>
    public void Moved(string site, bool isUp, Func<CallId, WaitingCaller?> find)
    {
        if (lines.TryGetValue(site, out var line))
        {
            line.IsUp = isUp;
            if (!isUp)
            {
                foreach (var caller in TakeBackAll(line, find))
                {
                    line.Wanting.Add(caller);
                }
            }
        }
    }

    /// <summary>Callers who are due to be brought to a site that has room now, the first to be served first.</summary>
    public IReadOnlyList<WaitingCaller> Due() => lines.Count == 0 ? [] : [.. lines.Values.Where(line => line.HasRoom).SelectMany(line => line.Wanting.Callers)];

    private WaitingCaller[] TakeBackAll(SiteLine line, Func<CallId, WaitingCaller?> find)
    {
        WaitingCaller[] callers = [.. line.There.Select(find).OfType<WaitingCaller>().OrderBy(caller => caller.Order)];
        foreach (var caller in callers)
        {
            TakeBack(caller);
        }

        return callers;
    }

    private void Forget(WaitingCaller caller)
    {
        foreach (var line in lines.Values)
        {
            line.Wanting.Remove(caller);
        }
    }
}
