using System.Buffers;
using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>
/// The <c>;name=value</c> list at the end of a header or URI, kept as text and searched on demand: lists are short and most entries
/// are never asked for. Names compare without case (RFC 3261 §7.3.1).
/// </summary>
internal readonly struct SipParameters : IEquatable<SipParameters>
{
    private static readonly SearchValues<byte> ValueStops = SearchValues.Create(";,\"<> \t?"u8);

    private readonly string? _text;

    private SipParameters(string? text) => _text = text;

    public static SipParameters None => default;

    public bool IsEmpty => string.IsNullOrEmpty(_text);

    /// <summary>Takes every parameter that follows; false where one is malformed.</summary>
    /// <param name="scanner">Stands behind them afterwards.</param>
    /// <param name="parameters">What was read.</param>
    /// <param name="keep">False to see only whether they are well formed: none is then kept, and nothing is allocated.</param>
    public static bool TryTake(ref SipScanner scanner, out SipParameters parameters, bool keep = true)
    {
        var whole = scanner.Rest;
        var start = scanner.Position;
        parameters = default;
        while (scanner.TryTakeSeparator((byte)';'))
        {
            if (scanner.TakeToken().IsEmpty)
            {
                return false;
            }

            if (!scanner.TryTakeSeparator((byte)'='))
            {
                continue;
            }

            if (scanner.Peek == (byte)'"' ? scanner.TakeQuoted().IsEmpty : scanner.TakeUntilAny(ValueStops).IsEmpty)
            {
                return false;
            }
        }

        var taken = whole[..(scanner.Position - start)];
        parameters = new SipParameters(taken.IsEmpty || !keep ? null : Encoding.UTF8.GetString(taken));
        return true;
    }

    /// <summary>Whether the parameter stands in the list, with or without a value.</summary>
    public bool Has(string name) => TryFind(name, out _);

    /// <summary>The value as written; null where the parameter is absent, empty where it has none.</summary>
    public string? this[string name] => TryFind(name, out var value) ? value.ToString() : null;

    /// <summary>The value with quotes removed and escapes resolved; null where the parameter is absent.</summary>
    public string? Unquoted(string name) => TryFind(name, out var value) ? SipScanner.Unquote(value) : null;

    /// <summary>The list with one parameter added or replaced. A null value writes the bare name.</summary>
    public SipParameters With(string name, string? value)
    {
        var added = value is null ? $";{name}" : $";{name}={value}";
        return new SipParameters(Without(name)._text + added);
    }

    public SipParameters Without(string name)
    {
        if (!Has(name))
        {
            return this;
        }

        var result = new StringBuilder();
        foreach (var (key, value) in this)
        {
            if (!key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                result.Append(';').Append(key);
                if (value.Length > 0)
                {
                    result.Append('=').Append(value);
                }
            }
        }

        return new SipParameters(result.Length == 0 ? null : result.ToString());
    }

    public Enumerator GetEnumerator() => new(_text);

    public bool Equals(SipParameters other) => string.Equals(_text ?? "", other._text ?? "", StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is SipParameters other && Equals(other);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text ?? "");

    public override string ToString() => _text ?? "";

    private bool TryFind(string name, out ReadOnlySpan<char> value)
    {
        foreach (var (key, found) in this)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                value = found;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>One parameter: its name, and its value as written (empty where it has none).</summary>
    internal readonly ref struct Entry(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        private readonly ReadOnlySpan<char> _name = name;
        private readonly ReadOnlySpan<char> _value = value;

        public void Deconstruct(out ReadOnlySpan<char> name, out ReadOnlySpan<char> value)
        {
            name = _name;
            value = _value;
        }
    }

    /// <summary>Walks the list in order.</summary>
    internal ref struct Enumerator(string? text)
    {
        private ReadOnlySpan<char> _rest = text;

        public Entry Current { get; private set; }

        public bool MoveNext()
        {
            _rest = _rest.TrimStart(" \t;");
            if (_rest.IsEmpty)
            {
                return false;
            }

            var end = 0;
            var quoted = false;
            while (end < _rest.Length && (quoted || _rest[end] != ';'))
            {
                if (_rest[end] == '"')
                {
                    quoted = !quoted;
                }
                else if (quoted && _rest[end] == '\\')
                {
                    end++;
                }

                end++;
            }

            end = Math.Min(end, _rest.Length);
            var entry = _rest[..end];
            _rest = _rest[end..];
            var equal = entry.IndexOf('=');
            Current = equal < 0 ? new Entry(entry.Trim(), default) : new Entry(entry[..equal].Trim(), entry[(equal + 1)..].Trim());
            return true;
        }
    }
}
