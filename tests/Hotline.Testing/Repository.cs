namespace Hotline.Testing;

/// <summary>Places in the source tree that tests read from.</summary>
public static class Repository
{
    /// <summary>The folder that holds Hotline.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Which build the tests run against: that of <c>./hotline test</c>, or the one these tests were built with.</summary>
    public static string Configuration { get; } =
        Environment.GetEnvironmentVariable("HOTLINE_CONFIGURATION")
        ?? (AppContext.BaseDirectory.Contains($"{System.IO.Path.DirectorySeparatorChar}Release{System.IO.Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug");

    /// <summary>Test inputs that nobody of this project wrote, or null where they are not at hand.</summary>
    public static string? Corpus { get; } = FindCorpus();

    /// <summary>Why a test that reads <see cref="Corpus"/> is skipped.</summary>
    public const string NoCorpus = "the corpus folder is absent: set HOTLINE_CORPUS to it, or put it at ../shared/corpus";

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Hotline.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Hotline.sln.");
    }

    private static string? FindCorpus()
    {
        var folder = Environment.GetEnvironmentVariable("HOTLINE_CORPUS") ?? System.IO.Path.Combine(Root, "..", "shared", "corpus");
        return Directory.Exists(folder) ? System.IO.Path.GetFullPath(folder) : null;
    }
}
