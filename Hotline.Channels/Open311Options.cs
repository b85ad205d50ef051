namespace Hotline.Channels;

/// <summary>Open311 GeoReport v2.</summary>
public sealed record Open311Options
{
    /// <summary>Our jurisdiction_id, as <c>city.gov.cn</c>; where it is empty callers need not name one.</summary>
    public string Jurisdiction { get; init; } = "";

    /// <summary>Applications that may hand reports in: by name, their api_key.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reports by one application in ten minutes. Default 300; stops a broken application from filling the case store.</summary>
    public int ReportsPerTenMinutes { get; init; } = 300;

    /// <summary>Every setting that cannot be, in words; empty when all is well.</summary>
    internal IEnumerable<string> Errors()
    {
        foreach (var (name, key) in Keys)
        {
            if (name.Length is 0 or > 40 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            {
                yield return $"Open311:Keys:{name}: a name of at most 40 letters, digits, - and _ is expected";
            }

            if (key.Length < 16)
            {
                yield return $"Open311:Keys:{name}: a key of at least 16 characters is expected";
            }
        }

        if (Keys.Values.Distinct(StringComparer.Ordinal).Count() != Keys.Count)
        {
            yield return "Open311:Keys: each application needs a key of its own";
        }

        if (ReportsPerTenMinutes < 1)
        {
            yield return "Open311:ReportsPerTenMinutes: 1 or more is expected";
        }
    }
}
