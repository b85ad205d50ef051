using System.Net;
using System.Net.Sockets;
using Hotline.Host.Access;

namespace Hotline.Host.Commands;

/// <summary>What can be known before anything is opened. All that is wrong is said at once.</summary>
internal static class StartChecks
{
    /// <summary>Makes the data folder where it is not there, and takes it for this process alone; the lock is held until disposed.</summary>
    public static IDisposable Run(HotlineSettings settings)
    {
        var reasons = new List<string>();
        var folderLock = TakeFolder(settings.DataFolder, reasons);
        CheckPort("http", settings.Http, SocketType.Stream, ProtocolType.Tcp, reasons);
        if (settings.Https is { } https)
        {
            CheckPort("https", https, SocketType.Stream, ProtocolType.Tcp, reasons);
        }

        foreach (var tls in settings.Telephony.SipTls)
        {
            CheckPort("sip-tls", tls, SocketType.Stream, ProtocolType.Tcp, reasons);
        }

        foreach (var sip in settings.Telephony.Sip)
        {
            CheckPort("sip", sip, SocketType.Dgram, ProtocolType.Udp, reasons);
            CheckPort("sip", sip, SocketType.Stream, ProtocolType.Tcp, reasons);
        }

        if (reasons.Count == 0)
        {
            return folderLock!;
        }

        folderLock?.Dispose();
        throw new StartRefusedException(reasons);
    }

    /// <summary>Takes the data folder alone, for a command that changes what is in it.</summary>
    public static IDisposable TakeFolder(string folder)
    {
        var reasons = new List<string>();
        return TakeFolder(folder, reasons) ?? throw new StartRefusedException(reasons);
    }

    private static FileStream? TakeFolder(string folder, List<string> reasons)
    {
        try
        {
            Directory.CreateDirectory(folder);
            MakePrivate(AccessServices.KeyFolder(folder));
            var probe = Path.Combine(folder, $".write-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            reasons.Add($"the data folder {folder} cannot be written: {fault.Message}");
            return null;
        }

        try
        {
            return new FileStream(Path.Combine(folder, "hotline.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            reasons.Add($"another Hotline is running on the data folder {folder}; stop it, or choose another folder with --data");
            return null;
        }
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void CheckPort(string name, IPEndPoint endPoint, SocketType type, ProtocolType protocol, List<string> reasons)
    {
        if (endPoint.Port == 0)
        {
            return;
        }

        try
        {
            using var socket = new Socket(endPoint.AddressFamily, type, protocol);
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            if (type == SocketType.Stream && !OperatingSystem.IsWindows())
            {
                // As the servers do: connections of an earlier run that the system still remembers are no hindrance.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            socket.Bind(endPoint);
            if (type == SocketType.Stream)
            {
                socket.Listen();
            }
        }
        catch (SocketException fault)
        {
            var what = $"{name} {endPoint} ({protocol.ToString().ToUpperInvariant()})";
            reasons.Add(fault.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"{what} is in use by another program; stop it, or choose another port with --{name}",
                SocketError.AccessDenied => $"{what} may not be opened by this user; choose a port above 1023 with --{name}",
                SocketError.AddressFamilyNotSupported => $"{what} cannot be opened: this machine has no such addresses; choose another with --{name}",
                SocketError.AddressNotAvailable => $"{what} is no address of this machine; choose another with --{name}",
                _ => $"{what} cannot be opened: {fault.Message}",
            });
        }
    }
}
