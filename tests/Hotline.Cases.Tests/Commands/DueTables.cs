using System.Text;

namespace Hotline.Cases.Tests.Commands;

/// <summary>
/// The tables of docs/regulations/due: each line that begins with <c>$ policy due</c> is a command, what follows is what it prints.
/// </summary>
internal static class DueTables
{
    private const string Prompt = "$ policy ";

    /// <summary>Runs every command of a table again and puts the table together anew.</summary>
    public static async Task<string> WriteAsync(string id, string table, Func<string[], Task<(int Code, string Output, string Errors)>> run)
    {
        var text = new StringBuilder();
        var commands = table.Split('\n').Where(line => line.StartsWith(Prompt, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Contains(id, command, StringComparison.Ordinal));
        foreach (var command in commands)
        {
            var (code, output, errors) = await run(command[Prompt.Length..].Split(' '));
            Assert.True(code == 0, errors);
            text.Append(command).Append('\n').Append(output).Append('\n');
        }

        return text.ToString();
    }
}
