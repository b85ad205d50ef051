using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Commands;

/// <summary>Where the commands find policies and calendar, and how they say that they cannot.</summary>
internal static class PolicyFolder
{
    public const string Default = "policies";

    /// <summary>The version of the policy in force on the day, or the newest where none is or no day is given.</summary>
    public static Policy? Find(string folder, string id, DateOnly? day, PolicyArguments arguments)
    {
        if (!Directory.Exists(folder))
        {
            arguments.Mistake($"no folder '{folder}'; give it with --policies");
            return null;
        }

        if (id.Contains('.', StringComparison.Ordinal) && File.Exists(id))
        {
            var single = PolicyFile.Load(id);
            Keep(single.Errors, arguments);
            return single.Value;
        }

        // The files of one id begin with it: hanjiang-2016.yaml, hanjiang-2016.v2.yaml.
        var files = PolicyShelf.FilesIn(folder).ToList();
        var loaded = files.Where(file => Path.GetFileName(file).Split('.')[0] == id).Select(PolicyFile.Load).ToList();
        if (loaded.Count == 0)
        {
            var known = files.Select(file => Path.GetFileName(file).Split('.')[0]).Distinct(StringComparer.Ordinal).ToList();
            arguments.Mistake($"--policy: expected one of {string.Join(", ", known)}, found '{id}'", NearestName.Of(id, known));
            return null;
        }

        Keep(loaded.SelectMany(one => one.Errors), arguments);
        var versions = loaded.Select(one => one.Value).OfType<Policy>().OrderBy(policy => policy.Version).ToList();
        return versions.LastOrDefault(policy => day is { } given && policy.IsInForce(given)) ?? versions.LastOrDefault();
    }

    public static LegalCalendar? Calendar(string folder, PolicyArguments arguments)
    {
        var loaded = CalendarFile.Load(Path.Combine(folder, "calendar", "cn.yaml"));
        Keep(loaded.Errors, arguments);
        return loaded.Value;
    }

    public static void Refuse(PolicyArguments arguments, TextWriter errors)
    {
        foreach (var mistake in arguments.Mistakes)
        {
            errors.WriteLine($"hotline: {mistake}");
        }
    }

    private static void Keep(IEnumerable<PolicyError> errors, PolicyArguments arguments)
    {
        foreach (var error in errors)
        {
            arguments.Mistake(error.ToString());
        }
    }
}
