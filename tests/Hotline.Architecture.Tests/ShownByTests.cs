using System.Text.RegularExpressions;
using Hotline.Testing;

namespace Hotline.Architecture.Tests;

/// <summary>Where a document says that a test shows something, there is that test.</summary>
public sealed partial class ShownByTests
{
    [Theory]
    [InlineData("centre.md")]
    [InlineData("doors.md")]
    [InlineData("faults.md")]
    [InlineData("softswitch.md")]
    public void Every_test_that_a_document_names_is_there(string document)
    {
        var tests = Directory.EnumerateFiles(Repository.Path("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file)!, StringComparer.Ordinal);
        var named = Named().Matches(File.ReadAllText(Repository.Path("docs", document))).Select(found => (Class: found.Groups["class"].Value, Method: found.Groups["method"].Value)).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named, test => Assert.True(
            tests[test.Class].Any(file => File.ReadAllText(file).Contains($" {test.Method}(", StringComparison.Ordinal)), $"{document} names {test.Class}.{test.Method}, which is not there"));
    }

    [GeneratedRegex("`(?<class>[A-Za-z0-9]+Tests)\\.(?<method>[A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Named();
}
