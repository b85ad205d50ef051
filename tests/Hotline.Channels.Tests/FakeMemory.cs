using System.Collections.Concurrent;

namespace Hotline.Channels.Tests;

/// <summary>Notes as the application keeps them, in this process.</summary>
internal sealed class FakeMemory(TimeProvider time) : IChannelMemory
{
    private readonly ConcurrentDictionary<string, (string Value, int Version, DateTimeOffset At)> notes = new(StringComparer.Ordinal);
    private readonly Lock padlock = new();

    public ValueTask<(string Value, int Version)?> FindAsync(string key, CancellationToken cancellationToken) =>
        ValueTask.FromResult<(string, int)?>(notes.TryGetValue(key, out var note) ? (note.Value, note.Version) : null);

    public ValueTask<IReadOnlyList<string>> ListQuietAsync(string beginning, DateTimeOffset since, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<string>>(
            [.. notes.Where(note => note.Key.StartsWith(beginning, StringComparison.Ordinal) && note.Value.At <= since).Select(note => note.Key).Take(100)]);

    public ValueTask<bool> TryKeepAsync(IReadOnlyList<ChannelNote> changes, CancellationToken cancellationToken)
    {
        lock (padlock)
        {
            if (changes.Any(change => (notes.TryGetValue(change.Key, out var note) ? note.Version : 0) != change.Version))
            {
                return ValueTask.FromResult(false);
            }

            foreach (var (key, value, version) in changes)
            {
                if (value.Length == 0)
                {
                    notes.TryRemove(key, out _);
                }
                else
                {
                    notes[key] = (value, version + 1, time.GetUtcNow());
                }
            }

            return ValueTask.FromResult(true);
        }
    }
}
