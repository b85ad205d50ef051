using Hotline.Cases.Policies;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Policies;

/// <summary>The regulations that ship with the product, each read once.</summary>
internal static class Regulations
{
    public static Policy Hanjiang { get; } = Load("hanjiang-2016");

    private static Policy Load(string id)
    {
        var loaded = PolicyFile.Load(Repository.Path("policies", $"{id}.yaml"));
        return loaded.Value ?? throw new InvalidOperationException(string.Join(Environment.NewLine, loaded.Errors));
    }
}
