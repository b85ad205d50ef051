using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hotline.Cases.Calendar;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Commands;

/// <summary><c>policy due</c>: every clock that such a case would carry if each began at the same moment, in start order.</summary>
internal static class PolicyDueCommand
{
    // Written to a terminal or a file, never into a page: + and Chinese stay readable.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Valued = ["--policy", "--type", "--at", "--category", "--complexity", "--superior-limit", "--policies", "--lang"];

    private static readonly string[] Flags = ["--hazard", "--convenience-list", "--json"];

    public static int Run(IEnumerable<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new PolicyArguments(words, Valued, Flags);
        var folder = arguments.Value("--policies") ?? PolicyFolder.Default;
        var id = arguments.Required("--policy");
        arguments.Required("--type");
        arguments.Required("--at");
        var (type, at, superior) = (arguments.Name<RequestType>("--type"), arguments.Moment("--at"), arguments.Moment("--superior-limit"));
        var complexity = arguments.Name<Complexity>("--complexity");
        var language = arguments.Value("--lang") switch
        {
            null or "en" => ExplanationLanguage.English,
            "zh" => ExplanationLanguage.Chinese,
            var other => Unknown(arguments, other),
        };
        foreach (var word in arguments.Words)
        {
            arguments.Mistake($"unexpected '{word}'");
        }

        Policy? policy = null;
        if (id.Length > 0)
        {
            policy = PolicyFolder.Find(folder, id, at is { } moment ? ChinaTime.Day(moment) : null, arguments);
        }

        var calendar = PolicyFolder.Calendar(folder, arguments);
        var category = Category(arguments, policy);
        if (policy is not null && type is { } wanted && !policy.RequestTypes.Contains(wanted))
        {
            arguments.Mistake($"--type: {policy.Id} takes {string.Join(", ", policy.RequestTypes.Select(Names<RequestType>.Text))}, not '{Names<RequestType>.Text(wanted)}'");
        }

        if (arguments.Mistakes.Count > 0 || policy is null || calendar is null || type is null || at is null)
        {
            PolicyFolder.Refuse(arguments, errors);
            return 2;
        }

        var facts = new CaseFacts(type.Value, arguments.Has("--hazard"), category, complexity, arguments.Has("--convenience-list"));
        var table = DueTable.Of(policy, facts, at.Value, calendar, superior);
        if (arguments.Has("--json"))
        {
            output.WriteLine(WriteJson(table, calendar, language));
        }
        else
        {
            Write(table, calendar, language, output);
        }

        return 0;
    }

    /// <summary>The table as people read it.</summary>
    public static void Write(DueTable table, LegalCalendar country, ExplanationLanguage language, TextWriter output)
    {
        var calendar = country.With(table.Policy.OfficeHours);
        output.WriteLine($"{table.Policy.Id} v{table.Policy.Version.ToString(CultureInfo.InvariantCulture)} {Names<RequestType>.Text(table.Type)} at {Moment(table.At)}");
        foreach (var clock in table.Clocks)
        {
            output.WriteLine($"{Names<ClockName>.Text(clock.Rule.Name),-10} due {Moment(clock.Due)}  {PeriodText.English(clock.Limit)}  {clock.Clause.Id}{(clock.Provisional ? "  provisional" : string.Empty)}");
            for (var index = 0; index < clock.WarningCount; index++)
            {
                output.WriteLine($"           warn {Moment(clock.WarningAt(index, calendar))}  {Names<PolicyRole>.Text(clock.Rule.Warnings[index].To)}");
            }

            if (clock.LateAfter > clock.Due)
            {
                output.WriteLine($"           late after {Moment(clock.LateAfter)}");
            }

            output.WriteLine($"           {clock.Explain(calendar, language)}");
        }

        output.WriteLine(table.Extension is { } extension
            ? $"extension  until {Moment(extension.Until)}  at most {extension.MaxTimes.ToString(CultureInfo.InvariantCulture)}, {(extension.MaxDue is { } most ? $"to {Moment(most)}" : "no bound")}  {extension.Clause.Id}"
            : "extension  none");
        output.WriteLine(table.Return is { } giveBack ? $"return     until {Moment(giveBack.Until)}  {giveBack.Clause.Id}" : "return     none");
    }

    private static string WriteJson(DueTable table, LegalCalendar country, ExplanationLanguage language)
    {
        var calendar = country.With(table.Policy.OfficeHours);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartObject();
            json.WriteString("policy", table.Policy.Id);
            json.WriteString("type", Names<RequestType>.Text(table.Type));
            json.WriteString("at", Moment(table.At));
            json.WriteStartArray("clocks");
            foreach (var clock in table.Clocks)
            {
                json.WriteStartObject();
                json.WriteString("name", Names<ClockName>.Text(clock.Rule.Name));
                json.WriteString("due", Moment(clock.Due));
                json.WriteString("unit", PeriodText.UnitName(clock.Limit.Unit));
                json.WriteNumber("amount", clock.Limit.Amount);
                json.WriteString("clause", clock.Clause.Id);
                json.WriteBoolean("provisional", clock.Provisional);
                json.WriteString("explanation", clock.Explain(calendar, language));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteExtension(json, table.Extension);
            WriteReturn(json, table.Return);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteExtension(Utf8JsonWriter json, ExtensionWindow? window)
    {
        json.WritePropertyName("extension");
        if (window is not { } extension)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("until", Moment(extension.Until));
        json.WriteNumber("maxTimes", extension.MaxTimes);
        if (extension.MaxDue is { } most)
        {
            json.WriteString("maxDue", Moment(most));
        }
        else
        {
            json.WriteNull("maxDue");
        }

        json.WriteString("clause", extension.Clause.Id);
        json.WriteEndObject();
    }

    private static void WriteReturn(Utf8JsonWriter json, ReturnWindow? window)
    {
        json.WritePropertyName("return");
        if (window is not { } giveBack)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("until", Moment(giveBack.Until));
        json.WriteString("clause", giveBack.Clause.Id);
        json.WriteEndObject();
    }

    private static string Moment(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static ExplanationLanguage Unknown(PolicyArguments arguments, string found)
    {
        arguments.Mistake($"--lang: expected zh or en, found '{found}'");
        return ExplanationLanguage.English;
    }

    private static Category? Category(PolicyArguments arguments, Policy? policy)
    {
        if (arguments.Value("--category") is not { } code || policy is null)
        {
            return null;
        }

        if (policy.Categories.Find(code) is { } category)
        {
            return category;
        }

        arguments.Mistake($"--category: {policy.Id} has no class '{code}'", NearestName.Of(code, policy.Categories.All.Select(known => known.Code)));
        return null;
    }
}
