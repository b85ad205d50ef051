using System.Collections.Immutable;

namespace Hotline.Cases.Policies;

/// <summary>Every version of every policy in a folder. A case keeps the version it was accepted under.</summary>
internal sealed class PolicyShelf
{
    private PolicyShelf(ImmutableArray<Policy> policies) => Policies = policies;

    /// <summary>By id, then by version.</summary>
    public ImmutableArray<Policy> Policies { get; }

    /// <summary>Reads every <c>*.yaml</c> in the folder that is a policy: one with a <c>clauses</c> key. Errors of all files at once.</summary>
    /// <param name="folder">Where they are.</param>
    /// <param name="ids">Only these policies, so that a draft of another keeps nobody from starting; none: all.</param>
    public static Loaded<PolicyShelf> Load(string folder, params IReadOnlyCollection<string> ids)
    {
        var loaded = FilesIn(folder).Where(file => ids.Count == 0 || ids.Contains(IdIn(file), StringComparer.Ordinal)).Select(PolicyFile.Load).ToList();
        var errors = loaded.SelectMany(one => one.Errors).ToList();
        var policies = loaded.Select(one => one.Value).OfType<Policy>()
            .OrderBy(policy => policy.Id, StringComparer.Ordinal).ThenBy(policy => policy.Version).ToImmutableArray();
        foreach (var twice in policies.GroupBy(policy => (policy.Id, policy.Version)).Where(same => same.Count() > 1))
        {
            errors.Add(new PolicyError(folder, 0, "version", $"two files hold version {twice.Key.Version} of {twice.Key.Id}"));
        }

        foreach (var (earlier, later) in policies.Zip(policies.Skip(1)).Where(pair => pair.First.Id == pair.Second.Id))
        {
            if (later.EffectiveFrom <= earlier.EffectiveFrom)
            {
                errors.Add(new PolicyError(folder, 0, "effective", $"version {later.Version} of {later.Id} must begin after version {earlier.Version}"));
            }
        }

        return errors.Count > 0 ? new(null, [.. errors]) : new(new PolicyShelf(policies), []);
    }

    /// <summary>The policy files of a folder: those that list clauses. City files and calendars do not.</summary>
    public static IEnumerable<string> FilesIn(string folder) =>
        Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal)
            .Where(file => File.ReadLines(file).Any(line => line.StartsWith("clauses:", StringComparison.Ordinal)));

    private static string? IdIn(string file) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith("id:", StringComparison.Ordinal))?[3..].Split('#')[0].Trim().Trim('"', '\'');

    /// <summary>The version a case was accepted under.</summary>
    public Policy? Find(string id, int version) => Policies.FirstOrDefault(policy => policy.Id == id && policy.Version == version);

    /// <summary>The newest version, in force or not.</summary>
    public Policy? Newest(string id) => Policies.LastOrDefault(policy => policy.Id == id);

    /// <summary>The newest version in force on that day; <see langword="null"/>: none is.</summary>
    public Policy? InForce(string id, DateOnly day) => Policies.LastOrDefault(policy => policy.Id == id && policy.IsInForce(day));
}
