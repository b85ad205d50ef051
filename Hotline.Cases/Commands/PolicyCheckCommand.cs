using System.Globalization;
using Hotline.Cases.Policies;
using Hotline.Cases.Quality;
using Hotline.Cases.Shifts;

namespace Hotline.Cases.Commands;

/// <summary><c>policy check</c>: reads policies, category tables, cities, calendars, score sheets and shifts and prints every error at once.</summary>
internal static class PolicyCheckCommand
{
    public static int Run(IEnumerable<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new PolicyArguments(words, ["--policies"], []);
        if (arguments.Mistakes.Count > 0)
        {
            PolicyFolder.Refuse(arguments, errors);
            return 2;
        }

        var folder = arguments.Value("--policies") ?? PolicyFolder.Default;
        var files = arguments.Words;
        if (files.Count == 0)
        {
            if (!Directory.Exists(folder))
            {
                errors.WriteLine($"hotline: no folder '{folder}'; give it with --policies");
                return 2;
            }

            files = [.. PolicyShelf.FilesIn(folder), Path.Combine(folder, "calendar", "cn.yaml"), .. Directory.GetFiles(folder, "quality.yaml"), .. Directory.GetFiles(folder, "shifts.yaml")];
        }

        var (wrong, warnings) = (new List<PolicyError>(), new List<PolicyError>());
        foreach (var file in files)
        {
            var (line, found, warned) = Check(file);
            wrong.AddRange(found);
            warnings.AddRange(warned);
            if (found.Count == 0)
            {
                output.WriteLine(line);
            }
        }

        if (arguments.Words.Count == 0 && wrong.Count == 0)
        {
            wrong.AddRange(PolicyShelf.Load(folder).Errors);
        }

        foreach (var error in wrong.Distinct())
        {
            output.WriteLine(error.ToString());
        }

        foreach (var warning in warnings)
        {
            output.WriteLine($"warning: {warning}");
        }

        var count = wrong.Distinct().Count();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} files, {count} errors{(warnings.Count > 0 ? $", {warnings.Count} warnings" : "")}"));
        return count == 0 ? 0 : 1;
    }

    private static (string Line, IReadOnlyList<PolicyError> Errors, IReadOnlyList<PolicyError> Warnings) Check(string file)
    {
        if (file.EndsWith(".csv", StringComparison.Ordinal))
        {
            var table = CategoryTable.Load(file, city: null);
            return (string.Create(CultureInfo.InvariantCulture, $"{file}: {table.Value?.All.Length} classes"), table.Errors, []);
        }

        var first = File.Exists(file) ? File.ReadLines(file) : [];
        if (first.Any(line => line.StartsWith("years:", StringComparison.Ordinal)))
        {
            var calendar = CalendarFile.Load(file);
            return ($"{file}: {calendar.Value?.Published.Length.ToString(CultureInfo.InvariantCulture)} years, the last {calendar.Value?.Published.LastOrDefault()?.Year.ToString(CultureInfo.InvariantCulture)}", calendar.Errors, []);
        }

        if (first.Any(line => line.StartsWith("units:", StringComparison.Ordinal)) && !first.Any(line => line.StartsWith("clauses:", StringComparison.Ordinal)))
        {
            var city = CityFile.Load(file);
            return (string.Create(CultureInfo.InvariantCulture, $"{file}: {city.Value?.Units.Length} units"), city.Errors, []);
        }

        if (first.Any(line => line.StartsWith("sheets:", StringComparison.Ordinal)))
        {
            var quality = SheetFile.Load(file);
            return (string.Create(CultureInfo.InvariantCulture, $"{file}: {quality.Value?.Sheets.Length} score sheets"), quality.Errors, []);
        }

        if (first.Any(line => line.StartsWith("shifts:", StringComparison.Ordinal)))
        {
            var shifts = ShiftFile.Load(file);
            return (string.Create(CultureInfo.InvariantCulture, $"{file}: {shifts.Value?.Shifts.Length} shifts, {shifts.Value?.Rotations.Length} rotations"), shifts.Errors, []);
        }

        var policy = PolicyFile.Load(file);
        return (
            string.Create(CultureInfo.InvariantCulture, $"{file}: {policy.Value?.Id} v{policy.Value?.Version}, {policy.Value?.Clauses.Count} clauses, {policy.Value?.ClauseUses.Length} rules, {policy.Value?.Clocks.Length} clocks, {policy.Value?.Categories.All.Length} classes"),
            policy.Errors,
            policy.Value is { } read ? read.Warnings : []);
    }
}
