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

    /// <summary>
    /// About 200 bytes each. Some phones use no nonce twice: 10,000 of them that register every minute leave 50,000 within <see cref="Lifetime"/>.
    /// When full, credentials with a new nonce are asked for again until old ones expire.
    /// </summary>
    public const int MaxCounts = 100_000;

    private const int SealedBytes = 16;
    private const int TotalBytes = 32;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Dictionary<string, uint> _counts = new(StringComparer.Ordinal);
    private readonly Queue<(string Nonce, long At)> _byAge = new();
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
    /// <param name="nonce">As it was shown.</param>
    /// <param name="address">Who shows it.</param>
    /// <param name="at">When we made it; 0 where it is not ours.</param>
    public NonceVerdict Judge(string nonce, IPAddress address, out long at) => TryRead(nonce, address, out at)
        ? IsYoung(at) ? NonceVerdict.Fresh : NonceVerdict.Stale
        : NonceVerdict.Foreign;

    /// <summary>Uses a fresh nonce after its credentials proved right: each count once, in rising order (RFC 7616 §3.4). False where it was used before.</summary>
    public bool TryUse(string nonce, long at, uint count)
    {
        lock (_lock)
        {
            if (!IsYoung(at))
            {
                return false;
            }

            if (_counts.TryGetValue(nonce, out var used))
            {
                _counts[nonce] = Math.Max(count, used);
                return count > used;
            }

            if (count == 0 || !HasRoom())
            {
                return false;
            }

            _counts.Add(nonce, count);
            _byAge.Enqueue((nonce, at));
            return true;
        }
    }

    private bool IsYoung(long at) => time.GetElapsedTime(at) <= Lifetime;

    // One that is too old is stale by itself: its count need not be known any more.
    private bool HasRoom()
    {
        while (_byAge.TryPeek(out var oldest) && !IsYoung(oldest.At))
        {
            _counts.Remove(_byAge.Dequeue().Nonce);
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
