using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace Hotline.Host.Live;

/// <summary>Whose live connections are open. Thread-safe.</summary>
internal sealed class LiveConnections
{
    private readonly ConcurrentDictionary<string, (Guid Account, HubCallerContext Connection)> open = new(StringComparer.Ordinal);

    public void Add(Guid account, HubCallerContext connection) => open[connection.ConnectionId] = (account, connection);

    public void Remove(HubCallerContext connection) => open.TryRemove(connection.ConnectionId, out _);

    /// <summary>Breaks off what an account has open.</summary>
    public void Close(Guid account)
    {
        foreach (var (_, (owner, connection)) in open)
        {
            if (owner == account)
            {
                connection.Abort();
            }
        }
    }
}
