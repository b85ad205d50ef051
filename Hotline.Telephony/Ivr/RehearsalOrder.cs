using System.Globalization;

namespace Hotline.Telephony.Ivr;

/// <summary>A command line of <c>flow</c>, taken apart.</summary>
internal sealed record RehearsalOrder(string Verb, string? File)
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
