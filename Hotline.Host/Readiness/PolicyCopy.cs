namespace Hotline.Host.Readiness;

/// <summary>The policy folder as it was at the last good start, kept in the data folder: what is gone by when the folder itself is gone.</summary>
internal static class PolicyCopy
{
    private const string Folder = "policies.copy";

    /// <summary>The copy; null where there is none.</summary>
    public static string? Find(string dataFolder) => Path.Combine(dataFolder, Folder) is var copy && Directory.Exists(copy) ? copy : null;

    /// <summary>Keeps what was just read and found good. The copy is whole, or the one before.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Keep(string policyFolder, string dataFolder)
    {
        var (copy, fresh, old) = (Path.Combine(dataFolder, Folder), Path.Combine(dataFolder, $"{Folder}.new"), Path.Combine(dataFolder, $"{Folder}.old"));
        Remove(fresh);
        Remove(old);
        foreach (var file in Directory.EnumerateFiles(policyFolder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(fresh, Path.GetRelativePath(policyFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        if (Directory.Exists(copy))
        {
            Directory.Move(copy, old);
        }

        Directory.Move(fresh, copy);
        Remove(old);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
