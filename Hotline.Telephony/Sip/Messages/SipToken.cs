using System.Security.Cryptography;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>Identifiers nobody can guess (RFC 3261 §19.3: at least 32 random bits; here 96).</summary>
internal static class SipToken
{
    private const int Bytes = 12;

    private static readonly Stock Octets = new();

    public static string NewTag() => New();

    public static string NewCallId() => New();

    public static string NewBranch() => Via.MagicCookie + New();

    private static string New()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        Octets.Take(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Random octets fetched for many tokens at once: a call takes a dozen.</summary>
    private sealed class Stock
    {
        private readonly Lock _lock = new();
        private readonly byte[] _octets = new byte[128 * Bytes];
        private int _used;

        public Stock() => _used = _octets.Length;

        public void Take(Span<byte> target)
        {
            lock (_lock)
            {
                if (_used == _octets.Length)
                {
                    RandomNumberGenerator.Fill(_octets);
                    _used = 0;
                }

                var taken = _octets.AsSpan(_used, Bytes);
                taken.CopyTo(target);
                taken.Clear();
                _used += Bytes;
            }
        }
    }
}
