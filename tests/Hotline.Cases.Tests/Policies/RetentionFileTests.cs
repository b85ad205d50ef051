using Hotline.Cases.Policies;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Policies;

public sealed class RetentionFileTests
{
    [Fact]
    public void The_rule_that_is_shipped_is_two_years_with_a_basis()
    {
        var loaded = RetentionFile.Load(Repository.Path("policies", "retention.yaml"));

        Assert.Empty(loaded.Errors);
        Assert.Equal((24, TimeSpan.FromDays(30), TimeSpan.FromHours(72)), (loaded.Value!.KeepMonths, loaded.Value.PackAfter, loaded.Value.ExportValid));
        Assert.NotEmpty(loaded.Value.Basis);
    }

    [Theory]
    [InlineData("keep-months: 5\nbasis: x\n", ":1: keep-months: expected a whole number from 6 to 1200, found '5'")]
    [InlineData("keep-months: 24\n", ":1: basis: missing")]
    [InlineData("basis: x\n", ":1: keep-months: missing")]
    [InlineData("keep-months: 24\nbasis: x\nkeep: 3\n", ":3: keep: unknown key")]
    [InlineData("keep-months: 24\nbasis: x\nexport-valid-hours: 0\n", ":3: export-valid-hours: expected a whole number from 1 to 744")]
    public void What_is_wrong_is_named_by_file_and_line(string text, string error)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("retention.yaml"), text);

        var loaded = RetentionFile.Load(folder.File("retention.yaml"));

        Assert.Null(loaded.Value);
        Assert.StartsWith(folder.File("retention.yaml") + error, Assert.Single(loaded.Errors).ToString(), StringComparison.Ordinal);
    }
}
