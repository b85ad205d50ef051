using System.Buffers;
using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>A cursor over one header value whose folded lines have been joined. Reads forward only, so every value is read in linear time.</summary>
internal ref struct SipScanner(ReadOnlySpan<byte> text)
{
    // RFC 3261 §25.1: token
    private static readonly SearchValues<byte> TokenBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"u8);

    private readonly ReadOnlySpan<byte> _text = text;

    public int Position { get; private set; }

    public readonly bool AtEnd => Position >= _text.Length;

    public readonly byte Peek => Position < _text.Length ? _text[Position] : (byte)0;

    public readonly ReadOnlySpan<byte> Rest => _text[Position..];

    public static bool IsToken(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenBytes);

    public void Advance(int count) => Position += count;

    public void SkipWhite()
    {
        while (Position < _text.Length && _text[Position] is (byte)' ' or (byte)'\t')
        {
            Position++;
        }
    }

    public bool TryTake(byte expected)
    {
        if (Peek != expected || AtEnd)
        {
            return false;
        }

        Position++;
        return true;
    }

    /// <summary>Takes a separator with white space allowed on both sides (RFC 3261 §25.1: SEMI, EQUAL, COMMA, SLASH).</summary>
    public bool TryTakeSeparator(byte separator)
    {
        var start = Position;
        SkipWhite();
        if (!TryTake(separator))
        {
            Position = start;
            return false;
        }

        SkipWhite();
        return true;
    }

    /// <summary>Takes a token; empty where none stands here.</summary>
    public ReadOnlySpan<byte> TakeToken()
    {
        var rest = Rest;
        var length = rest.IndexOfAnyExcept(TokenBytes);
        if (length < 0)
        {
            length = rest.Length;
        }

        Position += length;
        return rest[..length];
    }

    public ReadOnlySpan<byte> TakeUntilAny(SearchValues<byte> stops)
    {
        var rest = Rest;
        var length = rest.IndexOfAny(stops);
        if (length < 0)
        {
            length = rest.Length;
        }

        Position += length;
        return rest[..length];
    }

    /// <summary>Takes a quoted string including its quotes; empty where none is, or where it never ends.</summary>
    public ReadOnlySpan<byte> TakeQuoted()
    {
        var rest = Rest;
        if (rest.IsEmpty || rest[0] != (byte)'"')
        {
            return default;
        }

        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == (byte)'\\')
            {
                i++;
            }
            else if (rest[i] == (byte)'"')
            {
                Position += i + 1;
                return rest[..(i + 1)];
            }
        }

        return default;
    }

    /// <summary>The text inside a quoted string, escapes resolved.</summary>
    public static string Unquote(ReadOnlySpan<byte> quoted)
    {
        var inner = quoted.Length >= 2 && quoted[0] == (byte)'"' ? quoted[1..^1] : quoted;
        return inner.Contains((byte)'\\') ? Unescape(Encoding.UTF8.GetString(inner)) : Encoding.UTF8.GetString(inner);
    }

    /// <inheritdoc cref="Unquote(ReadOnlySpan{byte})"/>
    public static string Unquote(ReadOnlySpan<char> quoted)
    {
        var inner = quoted.Length >= 2 && quoted[0] == '"' ? quoted[1..^1] : quoted;
        return inner.Contains('\\') ? Unescape(inner) : inner.ToString();
    }

    private static string Unescape(ReadOnlySpan<char> inner)
    {
        var result = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length)
            {
                i++;
            }

            result.Append(inner[i]);
        }

        return result.ToString();
    }

    /// <summary>Puts text into quotes (RFC 3261 §25.1 quoted-string); line ends, which could start a header of their own, become spaces.</summary>
    public static string Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\')
            {
                result.Append('\\');
            }

            result.Append(char.IsControl(c) ? ' ' : c);
        }

        return result.Append('"').ToString();
    }
}
