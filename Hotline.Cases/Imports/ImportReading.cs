using System.Globalization;
using System.Xml;
using Hotline.Cases.Calendar;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Imports;

/// <summary>A row becomes a message, or all that is wrong with it: pure.</summary>
internal sealed class ImportReading(ImportMapping mapping, CaseRules rules, DateTimeOffset now)
{
    private const int LongestId = 58;
    private const int LongestText = 4000;
    private const int LongestPlace = 200;
    private const int LongestName = 50;
    private const int LongestPhone = 30;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    /// <summary>Columns that the mapping names and the file lacks.</summary>
    public IEnumerable<ImportFault> Missing(ImportRows rows) => mapping.Columns.Values
        .Where(column => rows.Rows.Count > 0 && !rows.Columns.Contains(column, StringComparer.Ordinal))
        .Select(column => new ImportFault(1, column, "expected a column of this name"));

    public (MessageReceived? Message, IReadOnlyList<ImportFault> Faults) Read(ImportRow row)
    {
        if (row.Values is null)
        {
            return (null, [new ImportFault(row.Line, "", row.Fault!)]);
        }

        var faults = new List<ImportFault>();
        var id = Text(ImportField.ExternalId, LongestId, required: true);
        if (id.Length > 0 && !seen.Add(id))
        {
            Refuse(ImportField.ExternalId, "expected an id that no row before has");
        }

        var phone = Text(ImportField.RequesterPhone, LongestPhone);
        if (phone.Length > 0 && PhoneNumber.Key(phone).Length < 5)
        {
            Refuse(ImportField.RequesterPhone, "expected a telephone number");
        }

        var type = Word(ImportField.RequestType);
        if (type.Length > 0 && rules.Type(type) is null)
        {
            Refuse(ImportField.RequestType, $"expected one of {string.Join(", ", rules.Policy.RequestTypes.Select(known => Names<RequestType>.Text(known)))}, or a word that 'values' translates");
        }

        var category = Word(ImportField.Category);
        if (category.Length > 0 && !rules.KnowsCategory(category))
        {
            Refuse(ImportField.Category, "expected a code of the category tree, or a word that 'values' translates");
        }

        var confidential = Word(ImportField.Confidential);
        if (confidential is not ("" or "true" or "false"))
        {
            Refuse(ImportField.Confidential, "expected true or false, or a word that 'values' translates");
        }

        var arrived = Arrived();
        var message = new MessageReceived
        {
            From = new Correspondent(mapping.Medium, ContactAddress.IsPhone(mapping.Medium) ? phone : $"{mapping.Name}/{id}"),
            ExternalId = $"{mapping.Name}/{id}",
            To = mapping.Name,
            Text = Text(ImportField.Text, LongestText, required: true),
            Name = Optional(Text(ImportField.RequesterName, LongestName)),
            Phone = Optional(phone),
            Place = Optional(Text(ImportField.Place, LongestPlace)),
            RequestType = Optional(type),
            CategoryCode = Optional(category),
            Confidential = confidential == "true",
            ArrivedAt = arrived,
        };
        return faults.Count == 0 ? (message, []) : (null, faults);

        void Refuse(ImportField field, string expected) => faults.Add(new ImportFault(row.Line, mapping.Columns[field], expected));

        string Text(ImportField field, int longest, bool required = false)
        {
            var text = mapping.Columns.TryGetValue(field, out var column) ? row.Values!.GetValueOrDefault(column, "") : "";
            if (required && text.Length == 0)
            {
                Refuse(field, "expected something");
            }
            else if (text.Length > longest)
            {
                Refuse(field, $"expected at most {longest} characters, found {text.Length}");
            }
            else if (text.FirstOrDefault(character => !XmlConvert.IsXmlChar(character) && !char.IsSurrogate(character), ' ') is not ' ' and var odd)
            {
                Refuse(field, $"expected text, found the character U+{(int)odd:X4}");
            }

            return text;
        }

        string Word(ImportField field)
        {
            var word = Text(field, LongestText);
            return mapping.Values.TryGetValue(field, out var values) && values.TryGetValue(word, out var ours) ? ours : word;
        }

        DateTimeOffset Arrived()
        {
            var text = Text(ImportField.ArrivedAt, LongestText);
            if (text.Length == 0)
            {
                return now;
            }

            if (!DateTime.TryParseExact(text, mapping.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                Refuse(ImportField.ArrivedAt, $"expected a time as {mapping.TimeFormat}");
                return now;
            }

            var at = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), ChinaTime.Offset).ToUniversalTime();
            if (at > now)
            {
                Refuse(ImportField.ArrivedAt, "expected a time that is not to come");
            }

            return at;
        }
    }

    private static string? Optional(string text) => text.Length == 0 ? null : text;
}
