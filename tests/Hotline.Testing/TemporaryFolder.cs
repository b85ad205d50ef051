namespace Hotline.Testing;

/// <summary>A folder of its own for one test; gone afterwards.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("hotline-test-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The policies as they are shipped, to be changed here.</summary>
    public string CopyPolicies()
    {
        var source = Repository.Path("policies");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(File("policies"), System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            System.IO.File.Copy(file, copy, overwrite: true);
        }

        return File("policies");
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
