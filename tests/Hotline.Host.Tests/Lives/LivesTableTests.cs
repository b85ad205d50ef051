using System.Reflection;
using System.Text.RegularExpressions;
using Hotline.Testing;

namespace Hotline.Host.Tests.Lives;

/// <summary><c>docs/lives.md</c> is true: it names each of these tests, no other, and every regulation's cell of every branch.</summary>
public sealed partial class LivesTableTests
{
    private const int Regulations = 6;

    private static readonly string[] Lines = File.ReadAllLines(Repository.Path("docs", "lives.md"));

    [Fact]
    public void Every_life_is_named_once_and_every_name_is_a_test()
    {
        var named = Lines.Select(line => Life().Match(line)).Where(match => match.Success).Select(match => match.Groups["test"].Value).ToList();
        var tests = typeof(City).Assembly.GetTypes().Where(type => type.Namespace == typeof(City).Namespace && type != typeof(LivesTableTests))
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes().OfType<FactAttribute>().Any()).Select(method => $"{type.Name}.{method.Name}"));
        Assert.Equal(tests.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_branch_has_a_life_or_a_dash_under_every_regulation()
    {
        var known = Lines.Select(line => Life().Match(line)).Where(match => match.Success).Select(match => match.Groups["id"].Value).ToHashSet(StringComparer.Ordinal);
        var rows = Lines.SkipWhile(line => !line.StartsWith("| branch |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).ToList();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var cells = row.Trim('|').Split('|', StringSplitOptions.TrimEntries)[1..];
            Assert.Equal(Regulations, cells.Length);
            Assert.All(cells.SelectMany(cell => cell.Split(' ')), id => Assert.True(id == "–" || known.Contains(id), $"{id} in: {row}"));
            Assert.Contains(cells, cell => cell != "–");
        }

        Assert.All(known, id => Assert.Contains(rows, row => row.Contains($" {id} ", StringComparison.Ordinal)));
    }

    [GeneratedRegex("^\\| (?<id>[A-Z][0-9]+) \\| `(?<test>[^`]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Life();
}
