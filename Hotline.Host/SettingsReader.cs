using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hotline.Host;

/// <summary>Reads settings one by one, collecting every error, and knows afterwards which keys nobody asked for.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> errors = [];

    /// <summary>What is wrong so far, a line each.</summary>
    public IReadOnlyList<string> Errors => errors;

    public string? Text(string key)
    {
        known.Add(key);
        var text = configuration[key];
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public string RequiredText(string key)
    {
        if (Text(key) is { } text)
        {
            return text;
        }

        errors.Add($"{key} is missing");
        return "";
    }

    /// <summary>Several texts in one value, separated by commas.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        Text(key)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public int Whole(string key, int standard, int least, int most)
    {
        if (Text(key) is not { } text)
        {
            return standard;
        }

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        errors.Add($"{key} must be a whole number from {least} to {most}, not '{text}'");
        return standard;
    }

    public TimeSpan Duration(string key, TimeSpan standard)
    {
        if (Text(key) is not { } text)
        {
            return standard;
        }

        // "15" alone would be read as days.
        if (text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration) && duration >= TimeSpan.Zero)
        {
            return duration;
        }

        errors.Add($"{key} must be a duration such as 00:00:15 (hours:minutes:seconds), not '{text}'");
        return standard;
    }

    public T Choice<T>(string key, T standard)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return standard;
        }

        if (char.IsAsciiLetter(text[0]) && text.All(char.IsAsciiLetterOrDigit) && Enum.TryParse<T>(text, ignoreCase: true, out var choice))
        {
            return choice;
        }

        errors.Add($"{key} must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}, not '{text}'");
        return standard;
    }

    /// <summary>An address with a port; <c>localhost</c> stands for 127.0.0.1.</summary>
    public IPEndPoint EndPoint(string key, IPEndPoint standard) => Text(key) is { } text ? EndPoint(key, text, standard) : standard;

    /// <summary>Addresses with a port, separated by commas, as 127.0.0.1:5060,[::1]:5060.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints(string key, IReadOnlyList<IPEndPoint> standard, int port) =>
        Text(key) is null ? standard : [.. Texts(key).Select(text => EndPoint(key, text, new IPEndPoint(IPAddress.Loopback, port)))];

    private IPEndPoint EndPoint(string key, string text, IPEndPoint standard)
    {
        var literal = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? "127.0.0.1" + text["localhost".Length..] : text;
        if (literal.LastIndexOf(':') is > 0 and var colon
            && literal[colon - 1] is ']' or not ':'
            && IPEndPoint.TryParse(literal, out var endPoint)
            && literal.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') is false)
        {
            return endPoint;
        }

        errors.Add($"{key} must be an address and a port, as 127.0.0.1:{standard.Port}, not '{text}'");
        return standard;
    }

    /// <summary>Addresses, separated by commas.</summary>
    public IReadOnlyList<IPAddress> Addresses(string key)
    {
        var addresses = new List<IPAddress>();
        foreach (var text in Texts(key))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                addresses.Add(address);
            }
            else
            {
                errors.Add($"{key} must be an address, not '{text}'");
            }
        }

        return addresses;
    }

    /// <summary>Networks (<c>10.0.0.0/24</c>) and single addresses in one value, separated by commas.</summary>
    public IReadOnlyList<IPNetwork> Networks(string key)
    {
        var networks = new List<IPNetwork>();
        foreach (var text in Texts(key))
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32));
            }
            else
            {
                errors.Add($"{key} must be addresses and networks such as 10.0.0.0/24, separated by commas; '{text}' is none");
            }
        }

        return networks;
    }

    public Uri WebAddress(string key, Uri standard)
    {
        if (Text(key) is not { } text)
        {
            return standard;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return uri;
        }

        errors.Add($"{key} must be a web address, not '{text}'");
        return standard;
    }

    public bool HasSection(string section) => configuration.GetSection(section).GetChildren().Any();

    /// <summary>The names below a key, in order.</summary>
    public IReadOnlyList<string> Sections(string section) => [.. configuration.GetSection(section).GetChildren().Select(child => child.Key)];

    public void Refuse(string reason) => errors.Add(reason);

    /// <summary>Says of every setting that was given but is not known; a mistyped key must not be silently without effect.</summary>
    public void RefuseUnknownKeys()
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (value is not null && !known.Contains(key) && !key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase))
            {
                errors.Add($"unknown setting {key}");
            }
        }
    }
}
