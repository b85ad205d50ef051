using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Hotline.Telephony.Rtp;

/// <summary>The calls of the Linux C library that the loop needs; layouts are those of 64-bit Linux (glibc and musl agree).</summary>
internal static unsafe partial class LinuxSockets
{
    public const int EpollCloseOnExec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollRemove = 2;
    public const uint EpollIn = 1;
    public const int EventNonBlocking = 0x800;
    public const int EventCloseOnExec = 0x80000;
    public const int DoNotWait = 0x40;
    public const int NoSignal = 0x4000;
    public const int Truncated = 0x20;
    public const int Interrupted = 4;
    private const int ReadWrite = 3;
    private const int SharedPopulated = 0x8001;

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, byte* interest);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, byte* events, int count, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventCreate(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int descriptor, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int descriptor, void* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "recvfrom")]
    public static partial nint ReceiveFrom(int descriptor, byte* buffer, nint length, int flags, byte* address, uint* addressLength);

    [LibraryImport("libc", EntryPoint = "sendto")]
    public static partial nint SendTo(int descriptor, byte* buffer, nint length, int flags, byte* address, uint addressLength);

    [LibraryImport("libc", EntryPoint = "connect")]
    public static partial int Connect(int descriptor, byte* address, uint addressLength);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    public static partial int SetPriority(int which, uint who, int niceness);

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    public static partial int Sleep(Span* time, void* left);

    /// <summary>Takes integers and pointers only; below 0 for an error.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    public static partial nint SystemCall(nint number, nint first, nint second, nint third, nint fourth, nint fifth, nint sixth);

    /// <summary>Memory that the kernel shares through a descriptor.</summary>
    /// <exception cref="Win32Exception">It is not given.</exception>
    public static byte* MapShared(int descriptor, nint length, long offset)
    {
        var mapped = Map(null, length, ReadWrite, SharedPopulated, descriptor, (nint)offset);
        return mapped != (byte*)-1 ? mapped : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(byte* address, nint length);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial byte* Map(byte* address, nint length, int protection, int flags, int descriptor, nint offset);

    /// <summary><c>struct timespec</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Span
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
