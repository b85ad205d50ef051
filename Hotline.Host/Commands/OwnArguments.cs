namespace Hotline.Host.Commands;

/// <summary>The arguments of a command that has options of its own, taken out from among the product's settings.</summary>
internal sealed record OwnArguments(IReadOnlyDictionary<string, string> Values, IReadOnlySet<string> Flags, IReadOnlyList<string> Rest)
{
    public static OwnArguments Read(IReadOnlyList<string> arguments, IReadOnlyList<string> valued, IReadOnlyList<string> flags)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var (set, rest) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        for (var index = 0; index < arguments.Count; index++)
        {
            var parts = arguments[index].Split('=', 2);
            if (flags.Contains(arguments[index], StringComparer.Ordinal))
            {
                set.Add(arguments[index]);
            }
            else if (!valued.Contains(parts[0], StringComparer.Ordinal))
            {
                rest.Add(arguments[index]);
            }
            else if (parts.Length == 2)
            {
                values[parts[0]] = parts[1];
            }
            else if (index + 1 < arguments.Count)
            {
                values[parts[0]] = arguments[++index];
            }
        }

        return new OwnArguments(values, set, rest);
    }
}
