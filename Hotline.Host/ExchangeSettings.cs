using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host;

/// <summary>The settings of other installations: <c>Exchange:NAME:…</c>.</summary>
internal static class ExchangeSettings
{
    /// <summary>Reads them, and refuses a platform that the policies do not name: what is said about it would be without effect.</summary>
    public static List<ExchangeOptions> Read(SettingsReader reader, string? exchangeFile)
    {
        if (CaseServices.ExchangeNames(exchangeFile) is { } names)
        {
            foreach (var unknown in reader.Sections("Exchange").Except(names, StringComparer.Ordinal))
            {
                reader.Refuse($"Exchange:{unknown}: expected a platform of exchange.yaml ({(names.Count == 0 ? "it names none" : string.Join(", ", names))})");
            }
        }

        var standard = new ExchangeOptions { Name = "", KeyId = "", Key = "" };
        return [.. reader.Sections("Exchange").Select(name => standard with
        {
            Name = name,
            Url = reader.Text($"Exchange:{name}:Url"),
            KeyId = reader.RequiredText($"Exchange:{name}:KeyId"),
            Key = reader.RequiredText($"Exchange:{name}:Key"),
            OtherKeyId = reader.Text($"Exchange:{name}:OtherKeyId"),
            OtherKey = reader.Text($"Exchange:{name}:OtherKey"),
            AllowPrivate = reader.Choice($"Exchange:{name}:AllowPrivate", Answer.No) == Answer.Yes,
            Timeout = reader.Duration($"Exchange:{name}:Timeout", standard.Timeout),
        })];
    }

    private enum Answer
    {
        No,
        Yes,
    }
}
