using Hotline.Cases.Policies;
using Hotline.Cases.Supervision;

namespace Hotline.Cases.Commands;

/// <summary><c>policy supervision</c>: the page docs/supervision.md.</summary>
internal static class PolicySupervisionCommand
{
    public static int Run(IEnumerable<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new PolicyArguments(words, ["--policies"], []);
        var folder = arguments.Value("--policies") ?? PolicyFolder.Default;
        if (!Directory.Exists(folder))
        {
            arguments.Mistake($"no folder '{folder}'; give it with --policies");
        }

        if (arguments.Mistakes.Count > 0)
        {
            PolicyFolder.Refuse(arguments, errors);
            return 2;
        }

        var shelf = PolicyShelf.Load(folder);
        foreach (var error in shelf.Errors)
        {
            errors.WriteLine($"hotline: {error}");
        }

        if (shelf.Value is not { } policies)
        {
            return 2;
        }

        output.Write(SupervisionPage.Write(policies.Policies));
        return 0;
    }
}
