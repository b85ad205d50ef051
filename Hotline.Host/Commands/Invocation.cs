using System.Diagnostics.CodeAnalysis;

namespace Hotline.Host.Commands;

/// <summary>A command line taken apart: which command, which settings, and what is left for the command itself.</summary>
internal sealed record Invocation
{
    /// <summary>Short forms of the settings a person types most often.</summary>
    private static readonly Dictionary<string, string> ShortForms = new(StringComparer.Ordinal)
    {
        ["http"] = "Http",
        ["https"] = "Https",
        ["sip"] = "Sip",
        ["sip-tls"] = "SipTls",
        ["data"] = "Data",
        ["city"] = "City",
        ["agents"] = "Agents",
        ["desk"] = "Desk",
        ["policies"] = "Policies",
    };

    /// <summary>The command; <c>run</c> where none is given.</summary>
    public required string Command { get; init; }

    /// <summary>Settings, by their full key (<c>Sms:Smpp:Host</c>).</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>Words that belong to the command: <c>policy check FILE</c>.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Takes a command line apart. Settings are <c>--Section:Key=value</c>, or a short form, <c>--http VALUE</c> or <c>--http=VALUE</c>.</summary>
    public static bool TryRead(IReadOnlyList<string> arguments, [NotNullWhen(true)] out Invocation? invocation, [NotNullWhen(false)] out string? error)
    {
        invocation = null;
        string? command = null;
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var words = new List<string>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument is "--help" or "-h" or "-?")
            {
                command = "help";
            }
            else if (argument is "--version")
            {
                command = "version";
            }
            else if (!argument.StartsWith("--", StringComparison.Ordinal))
            {
                if (command is null)
                {
                    command = argument;
                }
                else
                {
                    words.Add(argument);
                }
            }
            else
            {
                var equals = argument.IndexOf('=', StringComparison.Ordinal);
                var name = equals < 0 ? argument[2..] : argument[2..equals];
                var isShort = ShortForms.TryGetValue(name, out var key);
                if (!isShort && !name.Contains(':', StringComparison.Ordinal))
                {
                    error = $"unknown option --{name}; see --help";
                    return false;
                }

                if (equals < 0 && (i + 1 >= arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal)))
                {
                    error = $"--{name} needs a value";
                    return false;
                }

                settings[key ?? name] = equals < 0 ? arguments[++i] : argument[(equals + 1)..];
            }
        }

        invocation = new Invocation { Command = command ?? "run", Settings = settings, Words = words };
        error = null;
        return true;
    }
}
