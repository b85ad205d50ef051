using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Telephony.Sip.Registrar;

/// <summary>What a nonce shown to us is.</summary>
internal enum NonceVerdict
{
    /// <summary>Ours and young; the count is higher than any before.</summary>
    Fresh,

    /// <summary>Ours and too old, or its count was used before (RFC 7616 §5.12: a replay).</summary>
    Stale,

    /// <summary>Not ours, or of before our start, or sent to another address.</summary>
    Foreign,
}

/// <summary>
/// Nonces that carry their own time and a seal over it and the address they were sent to (RFC 7616 §5.4): a challenge costs no memory, and credentials made with
/// one prove that their sender receives what is sent to its address. What is kept is the highest count per nonce that
/// authenticated somebody, so only holders of an account can make it grow, up to a limit.
/// </summary>
internal sealed class Nonces(TimeProvider time)
{
    /// <summary>Long enough for a person's phone to answer, short enough that what is overheard is soon worthless.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>About 100 bytes each. When full, credentials with a new nonce are asked for again until old ones expire.</summary>
    public const int MaxCounts = 20_000;

    private const int SealedBytes = 16;
    private const int TotalBytes = 32;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, (uint Count, long At)> _counts = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public string New(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[TotalBytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.GetTimestamp());
        RandomNumberGenerator.Fill(bytes[8..SealedBytes]);
        Seal(bytes[..SealedBytes], address, bytes[SealedBytes..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whether the nonce is ours and young; its count is not looked at.</summary>
    public NonceVerdict Judge(string nonce, IPAddress address) => TryRead(nonce, address, out var at)
        ? time.GetElapsedTime(at) <= Lifetime ? NonceVerdict.Fresh : NonceVerdict.Stale
        : NonceVerdict.Foreign;

    /// <summary>Uses a nonce after its credentials proved right: each count once, in rising order (RFC 7616 §3.4).</summary>
    public NonceVerdict Use(string nonce, IPAddress address, uint count)
    {
        var verdict = Judge(nonce, address);
        if (verdict is not NonceVerdict.Fresh)
        {
            return verdict;
        }

        lock (_lock)
        {
            if (_counts.TryGetValue(nonce, out var used) ? count <= used.Count : count == 0 || !HasRoom())
            {
                return NonceVerdict.Stale;
            }

            _counts[nonce] = (count, time.GetTimestamp());
            return NonceVerdict.Fresh;
        }
    }

    private bool HasRoom()
    {
        if (_counts.Count < MaxCounts)
        {
            return true;
        }

        foreach (var (nonce, _) in _counts.Where(entry => time.GetElapsedTime(entry.Value.At) > Lifetime).ToList())
        {
            _counts.Remove(nonce);
        }

        return _counts.Count < MaxCounts;
    }

    private bool TryRead(string nonce, IPAddress address, out long at)
    {
        at = 0;
        Span<byte> bytes = stackalloc byte[TotalBytes];
        Span<byte> expected = stackalloc byte[SealedBytes];
        if (nonce.Length != Base64Url.GetEncodedLength(TotalBytes) || !Ascii.IsValid(nonce)
            || Base64Url.DecodeFromChars(nonce, bytes, out _, out var written) != System.Buffers.OperationStatus.Done || written != TotalBytes)
        {
            return false;
        }

        Seal(bytes[..SealedBytes], address, expected);
        at = BinaryPrimitives.ReadInt64BigEndian(bytes);
        return CryptographicOperations.FixedTimeEquals(bytes[SealedBytes..], expected);
    }

    private void Seal(ReadOnlySpan<byte> content, IPAddress address, Span<byte> seal)
    {
        Span<byte> all = stackalloc byte[SealedBytes + 16];
        content.CopyTo(all);
        address.TryWriteBytes(all[SealedBytes..], out var written);
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, all[..(SealedBytes + written)], full);
        full[..SealedBytes].CopyTo(seal);
    }
}
