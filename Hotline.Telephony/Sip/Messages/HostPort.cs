using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>A host and, where given, a port (RFC 3261 §25.1 hostport). An IPv6 address keeps its brackets.</summary>
/// <param name="Host">Name or address as written.</param>
/// <param name="Port">1 to 65535, or 0 where none was given.</param>
internal readonly record struct HostPort(string Host, int Port)
{
    /// <summary>The address where the host is one; null for a name.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host.AsSpan().Trim("[]"), out var address) ? address : null;

    public static HostPort Of(IPEndPoint endPoint) => new(
        endPoint.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{endPoint.Address}]" : endPoint.Address.ToString(),
        endPoint.Port);

    /// <summary>Reads a host, or a host and a port, and nothing else.</summary>
    public static bool TryParse(string text, out HostPort hostPort)
    {
        var scanner = new SipScanner(Encoding.ASCII.GetBytes(text));
        return TryTake(ref scanner, out hostPort) && scanner.AtEnd;
    }

    /// <param name="scanner">Stands behind it afterwards.</param>
    /// <param name="hostPort">What was read.</param>
    /// <param name="keep">False to see only whether it is well formed: the host is then empty, and nothing is allocated.</param>
    public static bool TryTake(ref SipScanner scanner, out HostPort hostPort, bool keep = true)
    {
        hostPort = default;
        var rest = scanner.Rest;
        int length;
        if (!rest.IsEmpty && rest[0] == (byte)'[')
        {
            length = rest.IndexOf((byte)']') + 1;
            if (length == 0 || !IsIPv6(rest[1..(length - 1)]))
            {
                return false;
            }
        }
        else
        {
            length = 0;
            while (length < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'-' or (byte)'.' or (byte)'_'))
            {
                length++;
            }

            if (length == 0 || rest[0] is (byte)'.' or (byte)'-')
            {
                return false;
            }
        }

        var host = keep ? Encoding.ASCII.GetString(rest[..length]) : "";
        scanner.Advance(length);
        if (scanner.Peek != (byte)':' || scanner.AtEnd)
        {
            hostPort = new HostPort(host, 0);
            return true;
        }

        scanner.Advance(1);
        rest = scanner.Rest;
        var digits = 0;
        var port = 0;
        while (digits < rest.Length && char.IsAsciiDigit((char)rest[digits]) && port <= ushort.MaxValue)
        {
            port = (port * 10) + rest[digits] - '0';
            digits++;
        }

        if (digits == 0 || port is 0 or > ushort.MaxValue)
        {
            return false;
        }

        scanner.Advance(digits);
        hostPort = new HostPort(host, port);
        return true;
    }

    public override string ToString() => Port == 0 ? Host : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static bool IsIPv6(ReadOnlySpan<byte> text)
    {
        Span<char> chars = stackalloc char[45];
        return text.Length <= 45 && !text.Contains((byte)'%')
            && Ascii.ToUtf16(text, chars, out var written) == System.Buffers.OperationStatus.Done
            && IPAddress.TryParse(chars[..written], out var address)
            && address.AddressFamily == AddressFamily.InterNetworkV6;
    }
}
