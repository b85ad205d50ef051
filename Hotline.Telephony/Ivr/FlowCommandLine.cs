namespace Hotline.Telephony.Ivr;

/// <summary>Finds the <c>flow</c> command and runs it.</summary>
internal static class FlowCommandLine
{
    private const string Help = """
        Usage: flow check [FILE]            what is wrong with the call flows, or with one more file
               flow draw [FILE]             a Mermaid flowchart of the flow
               flow run [FILE] [OPTIONS]    what a caller would hear; without FILE the flow that answers --called

        Options of run
          --called NUMBER        the number that is rung                  (that of the hotline)
          --at "DATE TIME"       when, local time, as "2026-11-22 09:00"  (now)
          --keys KEYS            what the caller presses, one key at each question: 0-9 * # and - for silence;
                                 without it keys are asked for, an empty line is silence
          --ahead N              callers before this one                  (0)
          --answer-after TIME    how long until an agent answers          (20s)
          --no-transfer          whoever the flow transfers to does not answer
          --case NUMBER=STATE    a case the caller may ask after: registered, dispatched, handling, replied, closed;
                                 NUMBER/CODE=STATE one that only its query code opens
        Exit code: 0 all is well, 1 something is wrong with a flow, 2 the command was not understood
        """;

    /// <summary>See <see cref="FlowCommands.RunAsync"/>.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TelephonyOptions options, Func<ICityHours> hours, TimeProvider time, TextReader input, TextWriter output, TextWriter errors)
    {
        if (arguments.Count == 0 || arguments.Contains("--help", StringComparer.Ordinal) || arguments.Contains("-h", StringComparer.Ordinal))
        {
            await output.WriteLineAsync(Help);
            return arguments.Count == 0 ? 2 : 0;
        }

        if (RehearsalOrder.Read(arguments, out var fault) is not { } order)
        {
            await errors.WriteLineAsync($"hotline: {fault}; see flow --help");
            return 2;
        }

        var faults = new List<string>();
        var set = FlowSetReader.Read(order.File is null ? options : options with { CallFlowFile = FileOf(order.File, options) }, faults);
        foreach (var line in faults)
        {
            await errors.WriteLineAsync(line);
        }

        if (set is null)
        {
            return 1;
        }

        var profile = order.File is null ? set.Find(order.Called ?? options.HotlineNumber) ?? set.Default : set.Default;
        switch (order.Verb)
        {
            case "check":
                var flows = set.Profiles.Prepend(set.Default).Select(one => one.Flow.Name).Distinct(StringComparer.Ordinal).ToList();
                await output.WriteLineAsync($"sound: flows {string.Join(", ", flows)}; {set.Profiles.Count + 1} profiles, {set.Queues.Groups.Count} groups, {set.Prompts.Names.Count()} prompts");
                return 0;
            case "draw":
                await output.WriteAsync(FlowDiagram.Draw(profile.Flow));
                return 0;
            default:
                var city = hours();
                var texts = PromptTexts.Read(options.PromptFolders);
                using (var rehearsal = new FlowRehearsal(set, profile, order.PlanFor(city, time), city, order.Keys(input, output), texts, output))
                {
                    await rehearsal.RunAsync();
                }

                return 0;
        }
    }

    // A path, or the name of a flow beside the default one.
    private static string FileOf(string named, TelephonyOptions options)
    {
        var beside = Path.Combine(Path.GetDirectoryName(options.CallFlowFile) ?? "", named);
        return File.Exists(named) ? Path.GetFullPath(named)
            : File.Exists(beside) ? beside
            : File.Exists(beside + ".yaml") ? beside + ".yaml"
            : Path.GetFullPath(named);
    }
}
