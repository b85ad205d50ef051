using System.Buffers.Text;
using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>One header line: the long name, and the value as it came, folded lines joined, white space at both ends removed.</summary>
internal readonly record struct SipHeader(string Name, ReadOnlyMemory<byte> Value)
{
    public string Text => Encoding.UTF8.GetString(Value.Span);
}

/// <summary>The headers of a message in their order. Names compare without case.</summary>
internal sealed class SipHeaders
{
    // 16 lines hold the INVITE of a usual phone (10 to 15) without growing
    private SipHeader[] _lines;
    private int _count;

    public SipHeaders(int capacity = 16) => _lines = new SipHeader[capacity];

    public int Count => _count;

    public ReadOnlySpan<SipHeader> Lines => _lines.AsSpan(0, _count);

    public void Add(SipHeader line)
    {
        if (_count == _lines.Length)
        {
            Array.Resize(ref _lines, Math.Max(8, _count * 2));
        }

        _lines[_count++] = line;
    }

    /// <summary>Adds a line of our own making. A line end inside the value, which would start another header, is an error of ours.</summary>
    public void Add(string name, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new ArgumentException($"The value of {name} holds a line end.", nameof(value));
        }

        Add(new SipHeader(name, Encoding.UTF8.GetBytes(value)));
    }

    /// <summary>Replaces the first line of this name, or adds it.</summary>
    public void Set(string name, string value)
    {
        for (var i = 0; i < _count; i++)
        {
            if (Same(_lines[i].Name, name))
            {
                _lines[i] = new SipHeader(name, Encoding.UTF8.GetBytes(value));
                return;
            }
        }

        Add(name, value);
    }

    public bool Has(string name) => TryGet(name, out _);

    /// <summary>The first value of this name.</summary>
    public bool TryGet(string name, out ReadOnlySpan<byte> value)
    {
        foreach (ref readonly var line in Lines)
        {
            if (Same(line.Name, name))
            {
                value = line.Value.Span;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The first value as text; null where absent.</summary>
    public string? Text(string name) => TryGet(name, out var value) ? Encoding.UTF8.GetString(value) : null;

    /// <summary>The first value as a number; null where absent or not a number below 2³².</summary>
    public uint? Number(string name) =>
        TryGet(name, out var value) && Utf8Parser.TryParse(value, out uint number, out var used) && used == value.Length ? number : null;

    public int CountOf(string name)
    {
        var count = 0;
        foreach (ref readonly var line in Lines)
        {
            count += Same(line.Name, name) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Copies every line of this name, in order.</summary>
    public void CopyTo(SipHeaders target, string name)
    {
        foreach (ref readonly var line in Lines)
        {
            if (Same(line.Name, name))
            {
                target.Add(line);
            }
        }
    }

    /// <summary>All addresses of all lines of this name; false where one is malformed.</summary>
    public bool TryGetAddresses(string name, out IReadOnlyList<NameAddress> addresses)
    {
        var list = new List<NameAddress>();
        addresses = list;
        foreach (ref readonly var line in Lines)
        {
            if (Same(line.Name, name) && !NameAddress.TryParseList(line.Value.Span, list))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>All entries of comma-separated lines of this name, such as option tags.</summary>
    public IReadOnlyList<string> Tokens(string name)
    {
        List<string>? tokens = null;
        foreach (ref readonly var line in Lines)
        {
            if (Same(line.Name, name))
            {
                (tokens ??= []).AddRange(line.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return tokens ?? (IReadOnlyList<string>)[];
    }

    // known names are the same object; only extension headers are compared letter by letter
    private static bool Same(string left, string right) =>
        ReferenceEquals(left, right) || (left.Length == right.Length && left.Equals(right, StringComparison.OrdinalIgnoreCase));
}
