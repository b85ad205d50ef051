using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Cases.Views;

namespace Hotline.Host.Commands;

/// <summary>
/// <c>policy replay</c>: past cases under a draft regulation. Reads the case store, changes nothing, may run beside the product. How far it is goes to
/// stderr, what came out to stdout.
/// </summary>
internal static class PolicyReplayCommand
{
    private static readonly string[] Own = ["--policy", "--from", "--to"];

    // Written to a terminal or a file, never into a page: Chinese stays readable.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> ExecuteAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        var (own, flags, rest) = OwnArguments.Read(arguments, Own, ["--json"]);
        var reasons = new List<string>();
        var (from, to) = (Day(own, "--from", reasons), Day(own, "--to", reasons));
        if (!own.TryGetValue("--policy", out var file))
        {
            reasons.Add("--policy is missing: the draft's file");
        }
        else if (!File.Exists(file))
        {
            reasons.Add($"--policy: there is no file {file}");
        }

        if (to < from)
        {
            reasons.Add("--to is before --from");
        }

        if (!Invocation.TryRead(["replay", .. rest], out var invocation, out var error))
        {
            reasons.Add(error);
        }

        if (reasons.Count > 0)
        {
            throw new StartRefusedException(reasons);
        }

        var builder = Product.CreateBuilder(invocation!.Settings);
        await using var app = Product.Build(builder, HotlineSettings.Read(builder.Configuration));
        try
        {
            var view = await app.Services.GetRequiredService<IReplayDesk>().ReplayAsync(file!, from, to, ProgressLine.To(errors, "cases"), CancellationToken.None);
            await output.WriteAsync(flags.Contains("--json") ? JsonSerializer.Serialize(view, Json) + "\n" : Words(view));
            return 0;
        }
        catch (CaseStartException refusal)
        {
            throw new StartRefusedException(refusal.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
    }

    private static DateOnly Day(IReadOnlyDictionary<string, string> own, string option, List<string> reasons)
    {
        if (own.TryGetValue(option, out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        reasons.Add($"{option}: a day such as 2026-01-31 is expected{(text is null ? "" : $", not '{text}'")}");
        return default;
    }

    private static string Words(ReplayView view)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        text.WriteLine($"{view.Policy.Id} v{view.Policy.Version} {view.Policy.Title}");
        text.WriteLine($"{view.From:yyyy-MM-dd} to {view.To:yyyy-MM-dd}: {view.Cases} cases, {view.LateCases} of them late ({Share(view.LateCases, view.Cases)})");
        text.WriteLine($"{view.Clocks} limits, {view.Late} broken ({Share(view.Late, view.Clocks)})");
        text.WriteLine();
        text.WriteLine("unit                  clause                    limits     late");
        foreach (var line in view.ByUnitAndClause)
        {
            text.WriteLine($"{line.Unit?.Id ?? "(hotline)",-20}  {line.Clause,-20}  {line.Clocks,10} {line.Late,8}  {Share(line.Late, line.Clocks)}");
        }

        text.WriteLine();
        text.WriteLine("unit                       cases  per working day  most in a day           held, office hours");
        foreach (var load in view.Load)
        {
            text.WriteLine(
                $"{load.Unit.Id,-20}  {load.Cases,10}  {load.CasesPerWorkingDay,15:0.0}  {load.MostInADay,6} on {load.BusiestDay:yyyy-MM-dd}  {load.HeldOfficeHours,19:0}  {load.Unit.Name}");
        }

        if (view.NotRecorded.Count > 0)
        {
            text.WriteLine();
            text.WriteLine($"not counted, for cases do not record what these limit: {string.Join(", ", view.NotRecorded)}");
        }

        return text.ToString();
    }

    private static string Share(int part, int whole) => whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.0} %");
}
