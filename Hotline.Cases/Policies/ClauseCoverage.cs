using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hotline.Cases.Policies;

/// <summary>A test that shows a clause, as its source says.</summary>
/// <param name="ClauseId">Such as <c>hanjiang-2016/11c</c>.</param>
/// <param name="Name">Class and method, such as <c>Hanjiang2016Tests.On_site_within_six_hours_of_the_dispatch</c>.</param>
internal sealed record ClauseTest(string ClauseId, string Name);

/// <summary>What expresses a clause and what shows it.</summary>
internal sealed record CoveredClause(Clause Clause, ImmutableArray<string> Rules, ImmutableArray<string> Tests)
{
    public bool IsShown => !Rules.IsEmpty && !Tests.IsEmpty;
}

/// <summary>Clauses of the digests against the rules of the policies and the tests that name them.</summary>
internal static partial class ClauseCoverage
{
    public static ImmutableArray<CoveredClause> Of(IEnumerable<Clause> listed, IEnumerable<Policy> policies, IEnumerable<ClauseTest> tests)
    {
        var rules = policies.SelectMany(policy => policy.ClauseUses).ToLookup(use => use.Clause.Id, use => use.Rule, StringComparer.Ordinal);
        var shown = tests.ToLookup(test => test.ClauseId, test => test.Name, StringComparer.Ordinal);
        return
        [
            .. listed.Select(clause => new CoveredClause(
                clause,
                [.. rules[clause.Id].Distinct(StringComparer.Ordinal)],
                [.. shown[clause.Id].Distinct(StringComparer.Ordinal)])),
        ];
    }

    /// <summary>
    /// The tests that passed in a run's results (<c>*.ctrf.json</c>, as the test runner writes them), by their trait. A test with several cases counts
    /// only if all of them passed.
    /// </summary>
    public static IEnumerable<ClauseTest> TestsPassed(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.ctrf.json").Order(StringComparer.Ordinal))
        {
            using var results = JsonDocument.Parse(File.ReadAllText(file));
            var runs = results.RootElement.GetProperty("results").GetProperty("tests").EnumerateArray()
                .Where(run => run.TryGetProperty("extra", out var extra) && extra.TryGetProperty("traits", out var traits) && traits.TryGetProperty("Clause", out _))
                .Select(run => (
                    Type: run.GetProperty("extra").GetProperty("type").GetString()!,
                    Method: run.GetProperty("extra").GetProperty("method").GetString()!,
                    Passed: run.GetProperty("status").GetString() == "passed",
                    Clauses: run.GetProperty("extra").GetProperty("traits").GetProperty("Clause").EnumerateArray().Select(clause => clause.GetString()!).ToList()))
                .ToList();
            foreach (var test in runs.GroupBy(run => (run.Type, run.Method)).Where(test => test.All(run => run.Passed)))
            {
                var name = $"{test.Key.Type[(test.Key.Type.LastIndexOf('.') + 1)..]}.{test.Key.Method}";
                foreach (var clause in test.SelectMany(run => run.Clauses).Distinct(StringComparer.Ordinal))
                {
                    yield return new ClauseTest(clause, name);
                }
            }
        }
    }

    /// <summary>The tests in C# sources that carry <c>[Trait("Clause", "…")]</c>.</summary>
    public static IEnumerable<ClauseTest> TestsIn(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var test in Tests(Path.GetFileNameWithoutExtension(file), File.ReadLines(file)))
            {
                yield return test;
            }
        }
    }

    public static IEnumerable<ClauseTest> Tests(string className, IEnumerable<string> lines)
    {
        var clauses = new List<string>();
        foreach (var line in lines)
        {
            if (Trait().Match(line) is { Success: true } trait)
            {
                clauses.Add(trait.Groups["clause"].Value);
            }
            else if (clauses.Count > 0 && Method().Match(line) is { Success: true } method)
            {
                foreach (var clause in clauses)
                {
                    yield return new ClauseTest(clause, $"{className}.{method.Groups["name"].Value}");
                }

                clauses.Clear();
            }
        }
    }

    [GeneratedRegex("""\[Trait\("Clause", "(?<clause>[^"]+)"\)\]""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Trait();

    [GeneratedRegex(@"public (async )?(void|Task|ValueTask) (?<name>\w+)\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Method();
}
