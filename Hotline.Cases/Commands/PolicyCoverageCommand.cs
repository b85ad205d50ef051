using System.Globalization;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Commands;

/// <summary>
/// <c>policy coverage</c>: every clause of the digests, the rules that express it and the tests that show it. A test counts if it passed in the last
/// <c>./hotline test</c>; where there are no results, by the trait in its source. Run from the source tree.
/// </summary>
internal static class PolicyCoverageCommand
{
    public static int Run(IEnumerable<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new PolicyArguments(words, ["--policies", "--regulations", "--tests", "--results"], ["--missing"]);
        var folder = arguments.Value("--policies") ?? PolicyFolder.Default;
        var regulations = arguments.Value("--regulations") ?? Path.Combine("docs", "regulations");
        var tests = arguments.Value("--tests") ?? "tests";
        var results = arguments.Value("--results");
        var run = results ?? Path.Combine("artifacts", "results");
        var ran = results is not null || File.Exists(Path.Combine(run, "Hotline.Cases.Tests.ctrf.json"));
        string[] folders = [folder, regulations, ran ? run : tests];
        foreach (var needed in folders.Where(path => !Directory.Exists(path)))
        {
            arguments.Mistake($"no folder '{needed}'; run from the source tree, or give --policies, --regulations, --tests or --results");
        }

        if (arguments.Mistakes.Count > 0)
        {
            PolicyFolder.Refuse(arguments, errors);
            return 2;
        }

        var shelf = PolicyShelf.Load(folder);
        if (shelf.Value is not { } policies)
        {
            foreach (var error in shelf.Errors)
            {
                errors.WriteLine($"hotline: {error}");
            }

            return 2;
        }

        var covered = ClauseCoverage.Of(RegulationDigest.Read(regulations), policies.Policies, ran ? ClauseCoverage.TestsPassed(run) : ClauseCoverage.TestsIn(tests));
        foreach (var clause in covered.Where(clause => !arguments.Has("--missing") || !clause.IsShown))
        {
            output.WriteLine($"{clause.Clause.Id}  {clause.Clause.Gist}");
            output.WriteLine($"    rules  {(clause.Rules.IsEmpty ? "none" : string.Join(", ", clause.Rules))}");
            output.WriteLine($"    tests  {(clause.Tests.IsEmpty ? "none" : string.Join(", ", clause.Tests))}");
        }

        output.WriteLine(ran ? $"tests that passed, by {run}" : $"no test results at {run}: tests counted by their source");
        output.WriteLine("shown: expressed by a rule and named by such a test; docs/policy-language.md says on which rules running cases act");
        var shown = covered.Count(clause => clause.IsShown);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shown} of {covered.Length} clauses shown"));
        return shown == covered.Length ? 0 : 1;
    }
}
