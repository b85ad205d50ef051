using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Commands;

/// <summary>The words and options of a <c>policy</c> command, taken apart; every mistake is kept.</summary>
internal sealed class PolicyArguments
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);
    private readonly List<string> _mistakes = [];

    /// <param name="arguments">What follows the command's name.</param>
    /// <param name="valued">Options that take a value.</param>
    /// <param name="flags">Options that take none.</param>
    public PolicyArguments(IEnumerable<string> arguments, IReadOnlyList<string> valued, IReadOnlyList<string> flags)
    {
        var words = new List<string>();
        string? open = null;
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals > 0 ? argument[..equals] : argument;
            if (open is not null && !argument.StartsWith("--", StringComparison.Ordinal))
            {
                _options[open] = argument;
                open = null;
                continue;
            }

            NeedsValue(open);
            open = null;
            if (valued.Contains(name, StringComparer.Ordinal))
            {
                if (equals > 0)
                {
                    _options[name] = argument[(equals + 1)..];
                }
                else
                {
                    open = name;
                }
            }
            else if (flags.Contains(argument, StringComparer.Ordinal))
            {
                _options[argument] = "true";
            }
            else if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                Mistake($"unknown option {argument}", NearestName.Of(argument, valued.Concat(flags)));
            }
            else
            {
                words.Add(argument);
            }
        }

        NeedsValue(open);
        Words = words;
    }

    public IReadOnlyList<string> Words { get; }

    public IReadOnlyList<string> Mistakes => _mistakes;

    public bool Has(string option) => _options.ContainsKey(option);

    public string? Value(string option) => _options.GetValueOrDefault(option);

    public void Mistake(string what, string? nearest = null) =>
        _mistakes.Add(nearest is null ? what : $"{what} (did you mean '{nearest}'?)");

    private void NeedsValue(string? option)
    {
        if (option is not null)
        {
            Mistake($"{option} needs a value");
        }
    }

    public string Required(string option)
    {
        if (Value(option) is { } value)
        {
            return value;
        }

        Mistake($"{option} is missing");
        return string.Empty;
    }

    public T? Name<T>(string option)
        where T : struct, Enum
    {
        if (Value(option) is not { } text)
        {
            return null;
        }

        if (Names<T>.TryParse(text, out var value))
        {
            return value;
        }

        Mistake($"{option}: expected one of {string.Join(", ", Names<T>.All)}, found '{text}'", NearestName.Of(text, Names<T>.All));
        return null;
    }

    /// <summary>An ISO 8601 moment; without an offset it is meant in Asia/Shanghai.</summary>
    public DateTimeOffset? Moment(string option)
    {
        if (Value(option) is not { } text)
        {
            return null;
        }

        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var local)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            var moment = local.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(local, ChinaTime.Offset) : instant;
            if (moment.Year is > WorkingDayTable.FirstYear and < WorkingDayTable.LastYear)
            {
                return moment;
            }
        }

        Mistake($"{option}: expected a moment such as 2026-11-22T09:30:00+08:00 between {WorkingDayTable.FirstYear + 1} and {WorkingDayTable.LastYear - 1}, found '{text}'");
        return null;
    }
}
