using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Ivr;

/// <summary>Reads the other sites of the file of skill groups, and what this one is called there.</summary>
internal static class SiteKeys
{
    private const int LongestName = 32;
    private const string NameExpected = "a name of 1 to 32 letters, digits and hyphens";

    /// <summary>The name of this site, null without others; and the others, without those that are wrong.</summary>
    public static (string? Name, IReadOnlyList<Site> Sites) Read(FlowKeys root, FlowErrors errors, IReadOnlyCollection<string>? trunks)
    {
        if (root.Find("sites") is null)
        {
            return (root.Text("site", required: false, NameExpected)?.Value, []);
        }

        var own = root.Text("site", required: true, NameExpected + ": what the other sites call this one");
        if (own is not null && !IsName(own.Value))
        {
            errors.Add(own, "site", NameExpected);
        }

        var sites = new List<Site>();
        foreach (var (name, value) in root.Group("sites", "names, each with its keys")?.Entries ?? [])
        {
            if (ReadSite(name, value, own?.Value, errors, trunks) is { } site)
            {
                if (sites.Exists(other => other.Trunk == site.Trunk))
                {
                    errors.Add(value, $"sites.{name.Value}.trunk", "a trunk of its own: callers are known by it to come from there");
                }

                sites.Add(site);
            }
        }

        return (own?.Value, sites);
    }

    private static Site? ReadSite(FlowScalar name, FlowNode value, string? own, FlowErrors errors, IReadOnlyCollection<string>? trunks)
    {
        var path = "sites." + name.Value;
        if (value is not FlowMap map)
        {
            errors.Add(value, path, "the keys of a site: trunk, number, max and again; found " + value.Kind);
            return null;
        }

        if (!IsName(name.Value) || name.Value == own)
        {
            errors.Add(name, path, name.Value == own ? "another name than that of this site" : NameExpected);
        }

        var keys = new FlowKeys(map, path, errors, FlowNames.None, ["trunk", "number", "max", "again"]);
        var trunk = keys.Text("trunk", required: true, "the name of a trunk");
        if (trunk is not null && trunks?.Contains(trunk.Value, StringComparer.Ordinal) == false)
        {
            errors.Add(trunk, keys.PathOf("trunk"), $"the name of a trunk; there is no trunk {trunk.Kind}", NearestName.Of(trunk.Value, trunks));
        }

        var number = keys.Text("number", required: false, "the number to ring there");
        if (number is not null && number.Value.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            errors.Add(number, keys.PathOf("number"), "digits alone; found " + number.Kind);
        }

        return new Site
        {
            Name = name.Value,
            Trunk = trunk?.Value ?? "",
            Number = number?.Value,
            Max = keys.Whole("max", 1, 1000) ?? 10,
            Again = keys.Duration("again", TimeSpan.FromSeconds(5), TimeSpan.FromHours(1)) ?? TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>Whether a text is a site's name: it travels in a header, several with a plus between.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
