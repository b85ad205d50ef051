using System.Globalization;
using Hotline.Telephony.Ivr;

namespace Hotline.Telephony;

/// <summary>The <c>flow</c> commands: call flows checked, drawn and rehearsed, without a telephone.</summary>
public static class FlowCommands
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
          --case NUMBER=STATE    a case the caller may ask after: registered, dispatched, handling, replied, closed
        Exit code: 0 all is well, 1 something is wrong with a flow, 2 the command was not understood
        """;

    /// <summary>Carries a command out.</summary>
    /// <param name="arguments">What stands behind <c>flow</c>.</param>
    /// <param name="options">Where flows, queues and prompts are.</param>
    /// <param name="hours">The city's hours; asked by <c>run</c> only.</param>
    /// <param name="time">The clock, for <c>run</c> without <c>--at</c>.</param>
    /// <param name="input">Where keys are read that <c>--keys</c> does not give.</param>
    /// <param name="output">What was asked for.</param>
    /// <param name="errors">What is wrong.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, TelephonyOptions options, Func<ICityHours> hours, TimeProvider time, TextReader input, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(output);
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

    /// <summary>A command line of <c>flow</c>, taken apart.</summary>
    private sealed record RehearsalOrder(string Verb, string? File)
    {
        public string? Called { get; private init; }

        private DateTime? At { get; init; }

        private string? Pressed { get; init; }

        private RehearsalPlan Given { get; init; } = new() { At = default };

        public static RehearsalOrder? Read(IReadOnlyList<string> arguments, out string fault)
        {
            fault = $"expected check, draw or run; found '{arguments[0]}'";
            if (arguments[0] is not ("check" or "draw" or "run"))
            {
                return null;
            }

            var order = new RehearsalOrder(arguments[0], null);
            for (var at = 1; at < arguments.Count; at++)
            {
                var word = arguments[at];
                if (!word.StartsWith("--", StringComparison.Ordinal))
                {
                    order = order with { File = word };
                    continue;
                }

                var value = word == "--no-transfer" ? "" : at + 1 < arguments.Count ? arguments[++at] : null;
                fault = value is null ? $"{word} needs a value" : $"'{value}' is nothing for {word}";
                if (value is null || order.With(word, value) is not { } next)
                {
                    return null;
                }

                order = next;
            }

            return order;
        }

        public RehearsalPlan PlanFor(ICityHours hours, TimeProvider time) => Given with
        {
            At = At is { } local ? new DateTimeOffset(local, hours.Zone.GetUtcOffset(local)) : time.GetUtcNow(),
        };

        /// <summary>The keys of the script, or those typed.</summary>
        public Func<char?> Keys(TextReader input, TextWriter output)
        {
            var waiting = new Queue<char>((Pressed ?? "").Where(key => !char.IsWhiteSpace(key)));
            return () =>
            {
                if (waiting.Count == 0 && Pressed is null)
                {
                    output.Write("key? ");
                    output.Flush();
                    foreach (var key in input.ReadLine() ?? "")
                    {
                        waiting.Enqueue(key);
                    }
                }

                return waiting.TryDequeue(out var pressed) && pressed != '-' ? pressed : null;
            };
        }

        private RehearsalOrder? With(string option, string value)
        {
            switch (option)
            {
                case "--called":
                    return this with { Called = value };
                case "--at":
                    return DateTime.TryParseExact(value, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? this with { At = local } : null;
                case "--keys":
                    return value.All(key => char.IsAsciiDigit(key) || key is '*' or '#' or '-' or ' ') ? this with { Pressed = value } : null;
                case "--ahead":
                    return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var ahead) && ahead < 1000 ? this with { Given = Given with { Ahead = ahead } } : null;
                case "--answer-after":
                    return Seconds(value) is { } after ? this with { Given = Given with { AnswerAfter = after } } : null;
                case "--no-transfer":
                    return this with { Given = Given with { TransferAnswers = false } };
                case "--case":
                    return value.Split('=') is [var number, var word] && Enum.TryParse<InquiryState>(word, ignoreCase: true, out var state)
                        ? this with { Given = Given with { Cases = new Dictionary<string, InquiryState>(Given.Cases, StringComparer.Ordinal) { [number] = state } } }
                        : null;
                default:
                    return null;
            }
        }

        private static TimeSpan? Seconds(string value)
        {
            var unit = value.EndsWith("min", StringComparison.Ordinal) ? 60 : 1;
            return int.TryParse(value.TrimEnd('m', 'i', 'n', 's'), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 100_000
                ? TimeSpan.FromSeconds(count * unit)
                : null;
        }
    }
}
