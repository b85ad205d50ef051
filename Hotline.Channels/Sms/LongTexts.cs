namespace Hotline.Channels.Sms;

/// <summary>What the parts of one long text have in common.</summary>
internal readonly record struct LongTextKey(string From, string To, int Reference, int Total);

/// <summary>A long text being put together.</summary>
internal sealed class LongText(LongTextKey key, DateTimeOffset begunAt)
{
    // Marks a part that never came.
    private const string Gap = "[…]";

    private readonly (string Text, string Fingerprint)?[] parts = new (string, string)?[key.Total];

    internal LongTextKey Key => key;

    internal DateTimeOffset BegunAt => begunAt;

    internal bool IsComplete => Array.TrueForAll(parts, part => part is not null);

    internal string Text => string.Concat(parts.Select(part => part?.Text ?? Gap));

    /// <summary>Of the parts that came.</summary>
    internal IEnumerable<string> Fingerprints => from part in parts where part is not null select part.Value.Fingerprint;

    /// <summary>False where another part already stands in that place: the reference has come round to a new message.</summary>
    internal bool TryPut(int number, string text, string fingerprint)
    {
        var there = parts[number - 1];
        parts[number - 1] = there ?? (text, fingerprint);
        return there is null || string.Equals(there.Value.Fingerprint, fingerprint, StringComparison.Ordinal);
    }
}

/// <summary>Puts long texts together, in whatever order the parts come, and not more than so many at once. Not thread-safe; pure but for that.</summary>
internal sealed class LongTexts(int capacity, TimeSpan expiry)
{
    // In order of beginning: insertion order of the list.
    private readonly LinkedList<LongText> open = new();
    private readonly Dictionary<LongTextKey, LinkedListNode<LongText>> byKey = [];

    /// <summary>When the oldest gives way; null where none is open.</summary>
    internal DateTimeOffset? NextExpiry => open.First?.Value.BegunAt + expiry;

    /// <summary>Adds a part and gives its text, complete or not. What had to give way for it is put into <paramref name="displaced"/>.</summary>
    internal LongText Add(LongTextKey key, int number, string text, string fingerprint, DateTimeOffset now, List<LongText> displaced)
    {
        if (byKey.TryGetValue(key, out var node))
        {
            if (node.Value.TryPut(number, text, fingerprint))
            {
                return node.Value;
            }

            displaced.Add(Close(node.Value));
        }

        if (open.Count == capacity)
        {
            displaced.Add(Close(open.First!.Value));
        }

        var longText = new LongText(key, now);
        longText.TryPut(number, text, fingerprint);
        byKey[key] = open.AddLast(longText);
        return longText;
    }

    /// <summary>Forgets one that is safe, or will be.</summary>
    internal LongText Close(LongText longText)
    {
        if (byKey.Remove(longText.Key, out var node))
        {
            open.Remove(node);
        }

        return longText;
    }

    /// <summary>Closes what has waited too long.</summary>
    internal IReadOnlyList<LongText> Expire(DateTimeOffset now)
    {
        var expired = new List<LongText>();
        while (open.First is { } oldest && oldest.Value.BegunAt + expiry <= now)
        {
            expired.Add(Close(oldest.Value));
        }

        return expired;
    }
}
