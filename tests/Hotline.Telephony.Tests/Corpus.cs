namespace Hotline.Telephony.Tests;

/// <summary>The test inputs under tests/corpus.</summary>
internal static class Corpus
{
    private static readonly string Root = Path.Combine(FindRepository(), "tests", "corpus");

    public static byte[] Read(string folder, string name) => File.ReadAllBytes(Path.Combine(Root, folder, name));

    public static IReadOnlyList<string> Names(string folder, string pattern) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hotline.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Hotline.sln lies in no folder above the tests.");
    }
}
