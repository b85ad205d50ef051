namespace Hotline.Channels.Receiving;

/// <summary>Remembers the last so many keys; the oldest is forgotten. Not thread-safe.</summary>
internal sealed class RecentSet(int capacity)
{
    private readonly HashSet<string> keys = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>As if it had never been there; it comes to the end of the line when it is added again.</summary>
    internal void Remove(string key) => keys.Remove(key);

    internal bool Contains(string key) => keys.Contains(key);

    internal void Add(string key)
    {
        if (!keys.Add(key))
        {
            return;
        }

        order.Enqueue(key);
        if (order.Count > capacity)
        {
            keys.Remove(order.Dequeue());
        }
    }
}
