namespace Hotline.Cases.Policies;

/// <summary>Reads a policy with the categories and units beside it.</summary>
internal static class PolicyFile
{
    /// <summary>Reads and checks a policy.</summary>
    /// <returns>The policy, or every error at once: file, line, key, what was expected, the nearest valid name.</returns>
    public static Loaded<Policy> Load(string path) => throw new NotSupportedException(path);
}
