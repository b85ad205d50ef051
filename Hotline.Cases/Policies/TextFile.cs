namespace Hotline.Cases.Policies;

/// <summary>Reads a small text file, a failure being an error like any other.</summary>
internal static class TextFile
{
    // A policy has some tens of kilobytes; what is larger is not one.
    private const long MaxBytes = 4 * 1024 * 1024;

    public static string? Read(string path, YamlReader reader)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                reader.Add(0, "file", "expected at most 4 MB");
                return null;
            }

            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            reader.Add(0, "file", failure.Message);
            return null;
        }
    }
}
