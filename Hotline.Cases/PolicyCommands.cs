using Hotline.Cases.Commands;
using Hotline.Cases.Policies;

namespace Hotline.Cases;

/// <summary>The <c>policy</c> commands that open no database and no port; <c>policy replay</c> is asked of <see cref="IReplayDesk"/>.</summary>
public static class PolicyCommands
{
    private const string Help = """
        policy check [FILE…]              read policies, category tables, cities and calendars; print every error at once
        policy due --policy ID --type TYPE --at ISO8601 [--category CODE] [--hazard] [--complexity simple|ordinary|complex]
                   [--convenience-list] [--superior-limit ISO8601] [--lang zh|en] [--json]
                                          every clock such a case would carry if each began at --at
        policy replay --policy FILE --from DAY --to DAY [--json]
                                          past cases under a draft: how many would have been late, by unit and clause, and the load
                                          per unit; changes nothing. --data DIR and other settings name the case store
        policy coverage [--missing]       every clause, the rules that express it, the tests that show it
        policy schema                     the JSON Schema of a policy file
        policy keys                       every key of a policy file, as a Markdown table
        policy states                     the states of a case and what moves it, as a Markdown page with a diagram
        policy supervision                who urges and supervises, on what causes and ladders, as a Markdown page
        policy calendar import FILE [--address URL] [--write]
                                          a new year from the text of the State Council's notice

        --policies DIR                    where the policies are (policies)
        """;

    /// <summary>Runs one command.</summary>
    /// <param name="arguments">What follows <c>policy</c> on the command line.</param>
    /// <param name="output">For what was asked for.</param>
    /// <param name="errors">For what is wrong with the asking.</param>
    /// <returns>0: done; 1: it ran and something is wrong; 2: refused, with the reason in <paramref name="errors"/>.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var rest = arguments.Skip(1);
        return Task.FromResult(arguments switch
        {
            ["check", ..] => PolicyCheckCommand.Run(rest, output, errors),
            ["due", ..] => PolicyDueCommand.Run(rest, output, errors),
            ["coverage", ..] => PolicyCoverageCommand.Run(rest, output, errors),
            ["schema"] => Print(output, PolicySchema.Write()),
            ["keys"] => Print(output, PolicyKeys.Write()),
            ["states"] => Print(output, Casework.StateMoves.Page()),
            ["supervision", ..] => PolicySupervisionCommand.Run(rest, output, errors),
            ["calendar", "import", ..] => CalendarImportCommand.Run(arguments.Skip(2), output, errors),
            ["help" or "--help" or "-h", ..] => Print(output, Help + Environment.NewLine),
            _ => Unknown(errors, string.Join(' ', arguments)),
        });
    }

    private static int Print(TextWriter output, string text)
    {
        output.Write(text);
        return 0;
    }

    private static int Unknown(TextWriter errors, string command)
    {
        string[] known = ["check", "due", "replay", "coverage", "schema", "keys", "states", "supervision", "calendar import"];
        var nearest = NearestName.Of(command, known);
        errors.WriteLine($"hotline: policy: expected one of {string.Join(", ", known)}{(nearest is null ? string.Empty : $" (did you mean '{nearest}'?)")}");
        return 2;
    }
}
