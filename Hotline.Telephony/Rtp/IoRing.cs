using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Hotline.Telephony.Rtp;

/// <summary>
/// The two queues of one io_uring (Linux), shared with the kernel: what is asked for, and what came of it. Entries gather until <see cref="Enter"/> hands all of
/// them over by one system call, which also runs what arrived meanwhile. Used by one thread: the first to enter.
/// </summary>
internal sealed unsafe class IoRing : IDisposable
{
    /// <summary>What may be asked for before the next <see cref="Enter"/>. A power of two.</summary>
    public const int Entries = 512;

    /// <summary>What may have come of it before it is taken; more waits inside the kernel.</summary>
    public const int CompletionEntries = 4096;

    // <linux/io_uring.h>
    private const int SetupCall = 425;
    private const int EnterCall = 426;
    private const int RegisterCall = 427;
    private const uint GivenCompletions = 1 << 3;
    private const uint Disabled = 1 << 6;
    private const uint SubmitAll = 1 << 7;
    private const uint SingleIssuer = 1 << 12;
    private const uint DeferTaskRun = 1 << 13;
    private const uint OneMapping = 1;
    private const uint GetEvents = 1;
    private const uint ExtendedArgument = 1 << 3;
    private const int EnableRings = 12;
    private const long EntriesOffset = 0x10000000;

    private readonly int _ring;
    private readonly byte* _mapped;
    private readonly nint _mappedLength;
    private readonly Submission* _submissions;
    private readonly Offsets _at;
    private bool _enabled;
    private uint _tail;

    private IoRing(int ring, in Parameters parameters)
    {
        _ring = ring;
        _at = parameters.At;
        _mappedLength = (nint)Math.Max(
            _at.SubmissionArray + (parameters.SubmissionCount * sizeof(uint)), _at.Completions + (parameters.CompletionCount * (uint)sizeof(Completion)));
        _mapped = LinuxSockets.MapShared(ring, _mappedLength, 0);
        _submissions = (Submission*)LinuxSockets.MapShared(ring, Entries * sizeof(Submission), EntriesOffset);

        // Each submission stays where it is.
        for (var i = 0u; i < Entries; i++)
        {
            *(uint*)(_mapped + _at.SubmissionArray + (i * sizeof(uint))) = i;
        }

        _tail = *At(_at.SubmissionTail);
    }

    /// <summary>Opens one; null where the system does not allow it or does not know it.</summary>
    public static IoRing? TryOpen()
    {
        // Whoever enters first owns it: the thread that opens it need not be the one that uses it.
        var parameters = new Parameters
        {
            Flags = GivenCompletions | Disabled | SubmitAll | SingleIssuer | DeferTaskRun,
            CompletionCount = CompletionEntries,
        };
        var ring = (int)LinuxSockets.SystemCall(SetupCall, Entries, (nint)(&parameters), 0, 0, 0, 0);
        if (ring < 0)
        {
            return null;
        }

        if ((parameters.Features & OneMapping) == 0 || parameters.SubmissionCount != Entries)
        {
            _ = LinuxSockets.Close(ring);
            return null;
        }

        return new IoRing(ring, parameters);
    }

    /// <summary>Tells the kernel of something it is to keep with the ring; false where it does not know it.</summary>
    public bool TryRegister(int what, void* argument) => LinuxSockets.SystemCall(RegisterCall, _ring, what, (nint)argument, 1, 0, 0) >= 0;

    /// <summary>A cleared entry to fill, or null where the kernel takes none of those that wait. What it points to must stay until the next <see cref="Enter"/>.</summary>
    public Submission* Next(out int place)
    {
        if (Waiting == Entries)
        {
            Enter(0, 0);
        }

        place = (int)(_tail & (Entries - 1));
        if (Waiting == Entries)
        {
            return null;
        }

        _tail++;
        var submission = _submissions + place;
        *submission = default;
        return submission;
    }

    /// <summary>Hands over all entries, runs what has arrived, and waits for so many completions, or so long.</summary>
    /// <param name="completions">How many to wait for; 0: not at all.</param>
    /// <param name="nanoseconds">For how long at most; below 0: for ever.</param>
    public void Enter(int completions, long nanoseconds)
    {
        if (!_enabled)
        {
            _enabled = LinuxSockets.SystemCall(RegisterCall, _ring, EnableRings, 0, 0, 0, 0) >= 0 ? true : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        Volatile.Write(ref *At(_at.SubmissionTail), _tail);
        if (completions == 0 || nanoseconds < 0)
        {
            _ = LinuxSockets.SystemCall(EnterCall, _ring, (nint)Waiting, completions, (nint)GetEvents, 0, 0);
            return;
        }

        var time = new LinuxSockets.Span { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
        var argument = new WaitArgument { Time = (ulong)&time };
        _ = LinuxSockets.SystemCall(
            EnterCall, _ring, (nint)Waiting, completions, (nint)(GetEvents | ExtendedArgument), (nint)(&argument), sizeof(WaitArgument));
    }

    /// <summary>Entries that are not handed over yet.</summary>
    public uint Waiting => _tail - Volatile.Read(ref *At(_at.SubmissionHead));

    /// <summary>Takes the next completion; false when there is none now.</summary>
    public bool TryTake(out Completion completion)
    {
        var head = *At(_at.CompletionHead);
        if (head == Volatile.Read(ref *At(_at.CompletionTail)))
        {
            completion = default;
            return false;
        }

        completion = *((Completion*)(_mapped + _at.Completions) + (head & (CompletionEntries - 1)));
        Volatile.Write(ref *At(_at.CompletionHead), head + 1);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = LinuxSockets.Unmap(_mapped, _mappedLength);
        _ = LinuxSockets.Unmap((byte*)_submissions, Entries * sizeof(Submission));
        _ = LinuxSockets.Close(_ring);
    }

    private uint* At(uint offset) => (uint*)(_mapped + offset);

    /// <summary><c>struct io_uring_sqe</c>, as far as it is used.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    public struct Submission
    {
        [FieldOffset(0)]
        public byte Operation;
        [FieldOffset(1)]
        public byte Flags;
        [FieldOffset(2)]
        public ushort Manner;
        [FieldOffset(4)]
        public int Descriptor;
        [FieldOffset(8)]
        public ulong Offset;
        [FieldOffset(16)]
        public ulong Data;
        [FieldOffset(24)]
        public uint Length;
        [FieldOffset(28)]
        public uint OperationFlags;
        [FieldOffset(32)]
        public ulong Tag;
        [FieldOffset(40)]
        public ushort Buffers;
        [FieldOffset(44)]
        public ushort NameLength;
    }

    /// <summary><c>struct io_uring_cqe</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Completion
    {
        public ulong Tag;
        public int Result;
        public uint Flags;
    }

    /// <summary><c>struct io_uring_params</c></summary>
    [StructLayout(LayoutKind.Sequential, Size = 120)]
    private struct Parameters
    {
        public uint SubmissionCount;
        public uint CompletionCount;
        public uint Flags;
        public uint ThreadProcessor;
        public uint ThreadIdle;
        public uint Features;
        public uint Workers;
        public uint Reserved1;
        public uint Reserved2;
        public uint Reserved3;
        public Offsets At;
    }

    /// <summary><c>struct io_sqring_offsets</c> and <c>struct io_cqring_offsets</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 80)]
    private struct Offsets
    {
        [FieldOffset(0)]
        public uint SubmissionHead;
        [FieldOffset(4)]
        public uint SubmissionTail;
        [FieldOffset(24)]
        public uint SubmissionArray;
        [FieldOffset(40)]
        public uint CompletionHead;
        [FieldOffset(44)]
        public uint CompletionTail;
        [FieldOffset(60)]
        public uint Completions;
    }

    /// <summary><c>struct io_uring_getevents_arg</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct WaitArgument
    {
        public ulong SignalMask;
        public uint SignalMaskLength;
        public uint LeastWait;
        public ulong Time;
    }
}
