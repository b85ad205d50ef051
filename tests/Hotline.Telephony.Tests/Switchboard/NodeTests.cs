using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Tests that run nodes and phones in one folder; what they keep is closed after them, the newest first.</summary>
public abstract class NodeTests : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> open = [];

    private protected TemporaryFolder Folder { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(open))
        {
            await one.DisposeAsync();
        }

        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<RunningNode> NodeAsync(Func<TelephonyOptions, TelephonyOptions>? decide = null, Action<IServiceCollection>? adjust = null) =>
        Keep(await RunningNode.StartAsync(Folder, decide: decide, adjust: adjust));

    private protected T Keep<T>(T one)
        where T : IAsyncDisposable
    {
        open.Add(one);
        return one;
    }
}
