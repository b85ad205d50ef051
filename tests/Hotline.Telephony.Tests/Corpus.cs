using Hotline.Testing;

namespace Hotline.Telephony.Tests;

/// <summary>The test inputs under tests/corpus.</summary>
internal static class Corpus
{
    public static byte[] Read(string folder, string name) => File.ReadAllBytes(Repository.Path("tests", "corpus", folder, name));

    public static IReadOnlyList<string> Names(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Repository.Path("tests", "corpus", folder), pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
