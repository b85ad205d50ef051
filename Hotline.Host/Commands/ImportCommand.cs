using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Host.Readiness;

namespace Hotline.Host.Commands;

/// <summary>
/// <c>import FILE --mapping M [--dry-run] [--json] [--rejects FILE]</c>: takes in what another platform exported. May run beside the product. How far it is
/// goes to stderr, what came of it to stdout, rows with something wrong into a file of their own; exit code 1 where there are any.
/// </summary>
internal static class ImportCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> ExecuteAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var own = OwnArguments.Read(arguments, ["--mapping", "--rejects"], ["--json", "--dry-run"]);
        var reasons = new List<string>();
        if (!own.Values.TryGetValue("--mapping", out var mapping))
        {
            reasons.Add("--mapping is missing: the file that says what the columns mean, as policies/imports/city-management.yaml");
        }

        if (!Invocation.TryRead(["import", .. own.Rest], out var invocation, out var error))
        {
            reasons.Add(error);
        }
        else if (invocation.Words.Count != 1)
        {
            reasons.Add("import needs one file");
        }

        if (reasons.Count > 0)
        {
            throw new StartRefusedException(reasons);
        }

        var file = invocation!.Words[0];
        var builder = Product.CreateBuilder(invocation.Settings);
        var settings = HotlineSettings.Read(builder.Configuration);
        await using var app = Product.Build(builder, settings);
        await app.Services.GetRequiredService<Opening>().RequireAsync(CancellationToken.None);
        var report = await app.Services.GetRequiredService<IImportDesk>().ImportAsync(file, mapping!, own.Flags.Contains("--dry-run"), ProgressLine.To(errors, "rows"), CancellationToken.None);
        if (report.Refusals.Count > 0)
        {
            throw new StartRefusedException(report.Refusals);
        }

        var rejects = report.Rejected == 0 || report.DryRun ? null : own.Values.GetValueOrDefault("--rejects") ?? $"{file}.rejects";
        if (rejects is not null)
        {
            await File.WriteAllTextAsync($"{rejects}.new", report.Rejects, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
            File.Move($"{rejects}.new", rejects, overwrite: true);
        }

        await output.WriteAsync(own.Flags.Contains("--json") ? AsJson(report, rejects) : Words(report, rejects));
        return report.Rejected == 0 ? 0 : 1;
    }

    private static string AsJson(ImportReport report, string? rejects) => JsonSerializer.Serialize(
        new { report.DryRun, report.Encoding, report.Rows, report.Taken, report.Repeated, report.Rejected, rejectsFile = rejects, faults = report.Faults }, Json) + "\n";

    private static string Words(ImportReport report, string? rejects)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        foreach (var fault in report.Faults)
        {
            text.WriteLine($"line {fault.Line}{(fault.Column.Length == 0 ? "" : $", {fault.Column}")}: {fault.Expected}");
        }

        text.WriteLine($"{report.Rows} rows ({report.Encoding}): {report.Taken} {(report.DryRun ? "good, nothing stored" : "taken in")}, {report.Repeated} known before, {report.Rejected} rejected{(rejects is null ? "" : $", see {rejects}")}");
        return text.ToString();
    }
}
