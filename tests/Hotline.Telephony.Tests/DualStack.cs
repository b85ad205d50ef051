using System.Net;
using System.Net.Sockets;

namespace Hotline.Telephony.Tests;

/// <summary>Whether this machine has IPv6: a container may be without.</summary>
internal static class DualStack
{
    public const string Absent = "this machine has no IPv6 loopback: run where ::1 is an address";

    public static bool IsHere { get; } = CanBind();

    public static IPEndPoint[] Any { get; } = [new(IPAddress.Loopback, 0), new(IPAddress.IPv6Loopback, 0)];

    private static bool CanBind()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
