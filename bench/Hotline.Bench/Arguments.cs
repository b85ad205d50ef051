using System.Globalization;

namespace Hotline.Bench;

/// <summary>Options after the command: <c>--name VALUE</c>, <c>--name=VALUE</c>, or <c>--name</c> alone for a switch.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string?> given = new(StringComparer.Ordinal);

    /// <param name="words">The command line behind the command.</param>
    /// <param name="switches">Options without a value.</param>
    /// <param name="values">Options with one.</param>
    /// <exception cref="UsageException">An option is unknown or lacks its value.</exception>
    internal Arguments(IReadOnlyList<string> words, IReadOnlyCollection<string> switches, IReadOnlyCollection<string> values)
    {
        for (var i = 0; i < words.Count; i++)
        {
            var parts = words[i].Split('=', 2);
            var name = parts[0];
            if (switches.Contains(name, StringComparer.Ordinal) && parts.Length == 1)
            {
                given[name] = null;
            }
            else if (values.Contains(name, StringComparer.Ordinal))
            {
                given[name] = parts.Length == 2 ? parts[1]
                    : i + 1 < words.Count ? words[++i]
                    : throw new UsageException($"{name} needs a value");
            }
            else
            {
                throw new UsageException($"unknown: {words[i]}");
            }
        }
    }

    internal bool Has(string name) => given.ContainsKey(name);

    internal string? Text(string name) => given.GetValueOrDefault(name);

    internal int Whole(string name, int otherwise, int from, int to)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to
            ? value
            : throw new UsageException($"{name}: a whole number from {from} to {to} is expected, not '{text}'");
    }
}
