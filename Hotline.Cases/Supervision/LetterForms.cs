using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Hotline.Cases.Calendar;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>The city's forms: an HTML page for each kind of letter, with placeholders in double braces. What is put in is escaped.</summary>
internal sealed partial class LetterForms(CaseOptions options)
{
    /// <summary>The form of kinds that have none of their own.</summary>
    public const string Standard = "standard";

    private const int MostBytes = 256 * 1024;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private Dictionary<string, string> forms = new(StringComparer.Ordinal);

    /// <summary>Placeholders that a form may have, with where each comes from.</summary>
    private static readonly Dictionary<string, Func<LetterView, string, string>> Fields = new(StringComparer.Ordinal)
    {
        ["kind"] = (letter, _) => Encoder.Encode(letter.Kind),
        ["number"] = (letter, _) => Encoder.Encode(letter.Number ?? ""),
        ["unit"] = (letter, _) => Encoder.Encode(letter.Unit.Name),
        ["office"] = (letter, city) => Encoder.Encode(letter.Office?.Name ?? $"{city}12345热线"),
        ["city"] = (_, city) => Encoder.Encode(city),
        ["title"] = (letter, _) => Encoder.Encode(letter.Title),
        ["body"] = (letter, _) => string.Concat(letter.Body.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(line => $"<p>{Encoder.Encode(line)}</p>")),
        ["case"] = (letter, _) => Encoder.Encode(letter.CaseNumber ?? ""),
        ["clause"] = (letter, _) => Encoder.Encode(letter.Clause),
        ["due"] = (letter, _) => letter.Due is { } due ? ChinaTime.Local(due).ToString("yyyy年M月d日 H时mm分", CultureInfo.InvariantCulture) : "",
        ["date"] = (letter, _) => ChinaTime.Local(letter.IssuedAt).ToString("yyyy年M月d日", CultureInfo.InvariantCulture),
    };

    /// <summary>Reads every <c>*.html</c> of the folder, all errors at once.</summary>
    /// <exception cref="CaseStartException">A form is wrong.</exception>
    public void Open()
    {
        if (options.LetterFolder is not { } folder)
        {
            return;
        }

        var (read, errors) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.html").Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
        {
            if (new FileInfo(file).Length > MostBytes)
            {
                errors.Add($"{file}: expected at most {MostBytes / 1024} KB");
                continue;
            }

            var form = File.ReadAllText(file);
            errors.AddRange(Placeholder().Matches(form).Select(match => match.Groups["name"].Value).Where(name => !Fields.ContainsKey(name)).Distinct(StringComparer.Ordinal)
                .Select(name => $"{file}: no placeholder '{name}'; expected one of {string.Join(", ", Fields.Keys)}"));
            read[Path.GetFileNameWithoutExtension(file)] = form;
        }

        if (errors.Count > 0)
        {
            throw new CaseStartException(string.Join('\n', errors));
        }

        forms = read;
    }

    /// <summary>The letter on its form; null where the city has neither one for its kind nor a standard one.</summary>
    public string? Fill(LetterView letter, string city) => forms.GetValueOrDefault(letter.Kind) is not { } form && !forms.TryGetValue(Standard, out form)
        ? null
        : Placeholder().Replace(form, match => Fields[match.Groups["name"].Value](letter, city));

    [GeneratedRegex(@"\{\{(?<name>[a-z]+)\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
