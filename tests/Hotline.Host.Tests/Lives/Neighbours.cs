using Hotline.Testing;

namespace Hotline.Host.Tests.Lives;

/// <summary>Two cities by one clock: a unit of the one above is the one below. Each has its own people, rules and store; letters go between them over HTTP.</summary>
internal sealed class Neighbours(City above, City below, CourierRelay[] lines, TemporaryFolder[] folders) : IAsyncDisposable
{
    /// <summary>The unit above that is the city below.</summary>
    public const string Unit = "town-jiangkou";

    public City Above => above;

    public City Below => below;

    public static async Task<Neighbours> Under(string policyAbove, string policyBelow, string start)
    {
        var time = new ManualTimeProvider(City.At(start));
        var (down, up, folders) = (new CourierRelay(), new CourierRelay(), new[] { new TemporaryFolder(), new TemporaryFolder() });
        var above = await Open(folders[0], policyAbove, time, "below", down.Url, $"below:\n  - {{ name: below, title: 江口平台, unit: {Unit}, requester: true }}\n");
        var below = await Open(folders[1], policyBelow, time, "above", up.Url, "above:\n  - { name: above, title: 县12345平台, sameCategories: true }\n");
        (down.Target, up.Target) = (below.Product.Http, above.Product.Http);
        return new(above, below, [down, up], folders);
    }

    /// <summary>Letters go down, what they are answered comes up, and what that brings about goes down.</summary>
    public async Task Write()
    {
        await above.SendLetters();
        await below.SendLetters();
        await above.SendLetters();
    }

    /// <summary>Moves the clock of both to that moment.</summary>
    public async Task Until(string moment)
    {
        await above.Until(moment);
        await below.Beat();
        await Write();
    }

    public async ValueTask DisposeAsync()
    {
        await above.DisposeAsync();
        await below.DisposeAsync();
        foreach (var line in lines)
        {
            await line.DisposeAsync();
        }

        foreach (var folder in folders)
        {
            folder.Dispose();
        }
    }

    private static async Task<City> Open(TemporaryFolder folder, string policy, ManualTimeProvider time, string peer, string url, string exchange)
    {
        var policies = folder.CopyPolicies();
        await File.WriteAllTextAsync(Path.Combine(policies, "exchange.yaml"), exchange, TestContext.Current.CancellationToken);
        return await City.Under(policy, time, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Policies"] = policies,
            [$"Exchange:{peer}:Url"] = url,
            [$"Exchange:{peer}:KeyId"] = "city-district-1",
            [$"Exchange:{peer}:Key"] = "a-key-that-both-offices-have-in-their-settings",
        });
    }
}
