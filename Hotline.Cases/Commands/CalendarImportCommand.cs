using System.Globalization;
using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Commands;

/// <summary><c>policy calendar import FILE</c>: a new year from the State Council notice's text, put at the end of the calendar file.</summary>
internal static class CalendarImportCommand
{
    public static int Run(IEnumerable<string> words, TextWriter output, TextWriter errors)
    {
        var arguments = new PolicyArguments(words, ["--policies", "--address"], ["--write"]);
        if (arguments.Words.Count != 1 || !File.Exists(arguments.Words[0]))
        {
            arguments.Mistake("expected one file with the notice's text");
        }

        var file = Path.Combine(arguments.Value("--policies") ?? PolicyFolder.Default, "calendar", "cn.yaml");
        var before = CalendarFile.Load(file);
        foreach (var error in before.Errors)
        {
            arguments.Mistake(error.ToString());
        }

        if (arguments.Mistakes.Count > 0)
        {
            PolicyFolder.Refuse(arguments, errors);
            return 2;
        }

        var year = NoticeText.Read(File.ReadAllText(arguments.Words[0]), arguments.Value("--address"), out var wrong);
        if (year is null)
        {
            foreach (var error in wrong)
            {
                errors.WriteLine($"hotline: {arguments.Words[0]}: {error}");
            }

            return 1;
        }

        if (before.Value!.Published.Any(known => known.Year == year.Year))
        {
            errors.WriteLine($"hotline: {file} has {year.Year.ToString(CultureInfo.InvariantCulture)} already; a second notice is merged by hand");
            return 1;
        }

        var text = CalendarWriter.Write(year);
        output.Write(text);
        if (!arguments.Has("--write"))
        {
            output.WriteLine($"nothing written; --write puts it into {file}");
            return 0;
        }

        // Whole or not at all: written beside the file, then moved over it.
        var grown = File.ReadAllText(file).TrimEnd('\n') + "\n" + text;
        File.WriteAllText(file + ".new", grown);
        var after = CalendarFile.Load(file + ".new");
        if (!after.Succeeded)
        {
            File.Delete(file + ".new");
            foreach (var error in after.Errors)
            {
                errors.WriteLine($"hotline: {error}");
            }

            return 1;
        }

        File.Move(file + ".new", file, overwrite: true);
        output.WriteLine($"written to {file}");
        return 0;
    }
}
