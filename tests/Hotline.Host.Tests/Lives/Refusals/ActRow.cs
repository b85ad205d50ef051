using Hotline.Host.Commands;

namespace Hotline.Host.Tests.Lives.Refusals;

/// <summary>A line of the table of states, as <c>./hotline policy states</c> prints it from what the product obeys.</summary>
/// <param name="Act">Such as <c>dispatch</c>.</param>
/// <param name="States">Where it is possible.</param>
/// <param name="Roles">By whom.</param>
internal sealed record ActRow(string Act, IReadOnlyList<string> States, IReadOnlyList<string> Roles)
{
    /// <summary>The states, in the order of a life.</summary>
    public static readonly string[] Every = ["registered", "dispatched", "signed", "replied", "closed", "follow-up", "archived"];

    /// <summary>Only people at units, never the hotline's own, may.</summary>
    public bool OnlyAtUnits => Roles.All(role => role is "handler" or "unit-leader");

    public static async Task<IReadOnlyList<ActRow>> AllAsync()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        Assert.Equal((0, ""), (await CommandLine.RunAsync(["policy", "states"], output, errors), errors.ToString()));
        return
        [
            .. output.ToString().Split('\n').SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
                .Where(line => line.StartsWith('|')).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Select(cells => new ActRow(cells[1], cells[2].Split(", "), cells[3].Split(", "))),
        ];
    }
}
