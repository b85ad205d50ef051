using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Ivr;

/// <summary>Reads the file of skill groups, and refuses one that names what is not there.</summary>
internal static class QueueFile
{
    private const int HighestLevel = 9;

    private static readonly Dictionary<string, DistributionStrategy> Strategies = new(StringComparer.Ordinal)
    {
        ["longest-idle"] = DistributionStrategy.LongestIdle,
        ["least-calls"] = DistributionStrategy.LeastCalls,
        ["round-robin"] = DistributionStrategy.RoundRobin,
    };

    /// <summary>The plan, or null and every error in <paramref name="errors"/>.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="errors">Takes what is wrong.</param>
    /// <param name="trunks">The trunks there are; null where that is not known.</param>
    public static QueuePlan? Read(string text, FlowErrors errors, IReadOnlyCollection<string>? trunks = null)
    {
        switch (FlowText.Read(text, errors))
        {
            case FlowMap root:
                return Read(new FlowKeys(root, "", errors, FlowNames.None, ["zone", "groups", "priorities", "skills", "site", "sites"]), errors, trunks);
            case { } other:
                errors.Add(other, "", "the keys zone, groups, priorities and skills; found " + other.Kind);
                return null;
            case null:
                return null;
        }
    }

    private static QueuePlan? Read(FlowKeys root, FlowErrors errors, IReadOnlyCollection<string>? trunks)
    {
        var groups = Entries(root, "groups", required: true).Select(entry => ReadGroup(entry.Name, entry.Value, errors)).ToList();
        if (groups.Count == 0 && root.Find("groups") is FlowMap)
        {
            errors.Add(root.Line, 1, "groups", "at least one group");
        }

        var (siteName, sites) = SiteKeys.Read(root, errors, trunks);
        var names = groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal);
        var skills = groups.Select(group => group.Skill ?? group.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in Entries(root, "groups", required: false))
        {
            CheckTargets(name, value, names, sites, errors);
        }

        var plan = new QueuePlan
        {
            Groups = groups,
            Priorities = ReadPriorities(root, errors),
            Skills = ReadSkills(root, skills, errors),
            Zone = ReadZone(root, errors),
            SiteName = siteName,
            Sites = sites,
        };
        return errors.Any ? null : plan;
    }

    private static SkillGroup ReadGroup(FlowScalar name, FlowNode value, FlowErrors errors)
    {
        var path = "groups." + name.Value;
        if (value is not FlowMap map)
        {
            errors.Add(value, path, "the keys of a group, {} for none; found " + value.Kind);
            return new SkillGroup { Name = name.Value };
        }

        var keys = new FlowKeys(map, path, errors, FlowNames.None, ["skill", "level", "strategy", "ring-at-once", "wrap-up", "overflow"]);
        return new SkillGroup
        {
            Name = name.Value,
            Skill = keys.Text("skill", required: false, "the name of a skill")?.Value,
            Level = keys.Whole("level", 1, HighestLevel) ?? 1,
            Strategy = keys.Choice("strategy", Strategies) ?? DistributionStrategy.LongestIdle,
            RingAtOnce = keys.Whole("ring-at-once", 1, 20) ?? 1,
            WrapUp = keys.Duration("wrap-up", TimeSpan.Zero, TimeSpan.FromHours(1)),
            Overflows = [.. Items(keys, "overflow").Select((item, index) => ReadOverflow(item, $"{path}.overflow.{index}", errors)).OfType<Overflow>()],
        };
    }

    private static Overflow? ReadOverflow(FlowNode item, string path, FlowErrors errors)
    {
        if (item is not FlowMap map)
        {
            errors.Add(item, path, "to or site, and when: after, longer-than, from and until; found " + item.Kind);
            return null;
        }

        var keys = new FlowKeys(map, path, errors, FlowNames.None, ["to", "site", "after", "longer-than", "from", "until"]);
        var site = keys.Text("site", required: false, "the name of a site");
        var to = keys.Text("to", required: keys.Find("site") is null, "the name of a group, or site for another site");
        if (to is not null && site is not null)
        {
            errors.Add(map, path, "to or site, not both");
        }

        var (from, until) = (keys.Time("from"), keys.Time("until"));
        if (keys.Find("from") is null != keys.Find("until") is null)
        {
            errors.Add(map, path, "both from and until, or neither");
        }

        return to is null && site is null ? null : new Overflow
        {
            To = to?.Value,
            Site = site?.Value,
            After = keys.Duration("after", TimeSpan.Zero, TimeSpan.FromHours(4)) ?? TimeSpan.Zero,
            LongerThan = keys.Whole("longer-than", 0, 100_000) ?? 0,
            From = from,
            Until = until,
        };
    }

    private static void CheckTargets(FlowScalar name, FlowNode value, HashSet<string> names, IReadOnlyList<Site> sites, FlowErrors errors)
    {
        if (value is not FlowMap map || new FlowKeys(map, "groups." + name.Value, errors, FlowNames.None, null).Find("overflow") is not FlowList list)
        {
            return;
        }

        foreach (var (index, item) in list.Items.Index())
        {
            foreach (var (key, target) in item is FlowMap overflow ? overflow.Entries : [])
            {
                var path = $"groups.{name.Value}.overflow.{index}.{key.Value}";
                switch (key.Value, target)
                {
                    case ("to", FlowScalar to) when !names.Contains(to.Value):
                        errors.Add(to, path, $"the name of a group; there is no group {to.Kind}", NearestName.Of(to.Value, names));
                        break;
                    case ("to", FlowScalar to) when to.Value == name.Value:
                        errors.Add(to, path, "another group than this one");
                        break;
                    case ("site", FlowScalar to) when sites.All(site => site.Name != to.Value):
                        errors.Add(to, path, $"the name of a site; there is no site {to.Kind}", NearestName.Of(to.Value, sites.Select(site => site.Name)));
                        break;
                }
            }
        }
    }

    private static Dictionary<string, TimeSpan> ReadPriorities(FlowKeys root, FlowErrors errors)
    {
        var priorities = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        if (root.Find("priorities") is FlowMap map)
        {
            var keys = new FlowKeys(map, "priorities", errors, FlowNames.None, null);
            foreach (var (name, _) in map.Entries)
            {
                priorities[name.Value] = keys.Duration(name.Value, TimeSpan.Zero, TimeSpan.FromDays(7)) ?? TimeSpan.Zero;
            }
        }
        else if (root.Find("priorities") is { } other)
        {
            errors.Add(other, "priorities", "names with the waiting time each is worth; found " + other.Kind);
        }

        return priorities;
    }

    private static Dictionary<string, IReadOnlyDictionary<string, int>> ReadSkills(FlowKeys root, HashSet<string> known, FlowErrors errors)
    {
        var skills = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
        foreach (var (agent, value) in Entries(root, "skills", required: false))
        {
            var path = "skills." + agent.Value;
            if (value is not FlowMap map)
            {
                errors.Add(value, path, "skills with their levels; found " + value.Kind);
                continue;
            }

            var keys = new FlowKeys(map, path, errors, FlowNames.None, [.. known]);
            skills[agent.Value] = map.Entries
                .DistinctBy(entry => entry.Key.Value, StringComparer.Ordinal)
                .ToDictionary(entry => entry.Key.Value, entry => keys.Whole(entry.Key.Value, 1, HighestLevel) ?? 1, StringComparer.Ordinal);
        }

        return skills;
    }

    private static TimeZoneInfo ReadZone(FlowKeys root, FlowErrors errors)
    {
        const string china = "Asia/Shanghai";
        var named = root.Text("zone", required: false, "a time zone such as " + china);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(named?.Value ?? china, out var zone))
        {
            return zone;
        }

        if (named is not null)
        {
            errors.Add(named, "zone", $"a time zone such as {china}; this machine knows none named {named.Kind}");
        }

        // China has had no summer time since 1991: a machine without zone data counts alike.
        return TimeZoneInfo.CreateCustomTimeZone(china, TimeSpan.FromHours(8), china, china);
    }

    private static IReadOnlyList<(FlowScalar Name, FlowNode Value)> Entries(FlowKeys root, string key, bool required) => root.Find(key) switch
    {
        FlowMap map => map.Entries,
        null when !required => [],
        _ => root.Group(key, "names, each with its keys")?.Entries ?? [],
    };

    private static IReadOnlyList<FlowNode> Items(FlowKeys keys, string key)
    {
        switch (keys.Find(key))
        {
            case FlowList list:
                return list.Items;
            case { } other:
                keys.Errors.Add(other, keys.PathOf(key), "a list; found " + other.Kind);
                return [];
            case null:
                return [];
        }
    }
}
