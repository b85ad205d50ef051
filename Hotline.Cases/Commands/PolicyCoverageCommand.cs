using System.Globalization;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Commands;

/// <summary>
/// <c>policy coverage</c>: every clause of the digests, the rules that express it and the tests that show it. A test counts by the trait in its source;
/// run from the source tree.
/// </summary>
internal static class PolicyCoverageCommand
{
    public static int Run(IEnumerable<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new PolicyArguments(words, ["--policies", "--regulations", "--tests"], ["--missing"]);
        var folder = arguments.Value("--policies") ?? PolicyFolder.Default;
        var regulations = arguments.Value("--regulations") ?? Path.Combine("docs", "regulations");
        var tests = arguments.Value("--tests") ?? "tests";
        foreach (var needed in new[] { folder, regulations, tests }.Where(path => !Directory.Exists(path)))
        {
            arguments.Mistake($"no folder '{needed}'; run from the source tree, or give --policies, --regulations and --tests");
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

        var covered = ClauseCoverage.Of(RegulationDigest.Read(regulations), policies.Policies, ClauseCoverage.TestsIn(tests));
        foreach (var clause in covered.Where(clause => !arguments.Has("--missing") || !clause.IsShown))
        {
            output.WriteLine($"{clause.Clause.Id}  {clause.Clause.Gist}");
            output.WriteLine($"    rules  {(clause.Rules.IsEmpty ? "none" : string.Join(", ", clause.Rules))}");
            output.WriteLine($"    tests  {(clause.Tests.IsEmpty ? "none" : string.Join(", ", clause.Tests))}");
        }

        var shown = covered.Count(clause => clause.IsShown);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shown} of {covered.Length} clauses shown"));
        return shown == covered.Length ? 0 : 1;
    }
}
