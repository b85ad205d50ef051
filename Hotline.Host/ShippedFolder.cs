namespace Hotline.Host;

/// <summary>Finds what comes with the product: beside the executable, or in the source tree it was built from.</summary>
internal static class ShippedFolder
{
    public static string? Find(string relative)
    {
        var besideExecutable = Path.Combine(AppContext.BaseDirectory, relative);
        if (Directory.Exists(besideExecutable))
        {
            return besideExecutable;
        }

        for (var folder = Directory.GetParent(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hotline.sln")))
            {
                var inTree = Path.Combine(folder.FullName, relative);
                return Directory.Exists(inTree) ? inTree : null;
            }
        }

        return null;
    }
}
