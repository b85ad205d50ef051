using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hotline.Telephony.WebRtc;

/// <summary>
/// One direction's cipher of RTP or RTCP: protects a packet where it stands. The packet's number is known to the caller. Not thread-safe.
/// </summary>
internal abstract class SrtpCipher : IDisposable
{
    /// <summary>The cipher of a profile.</summary>
    public static SrtpCipher Create(SrtpProfile profile, SrtpKeys keys) => profile switch
    {
        SrtpProfile.AesCm128HmacSha1 => new CounterModeCipher(keys),
        SrtpProfile.AeadAes128Gcm => new GaloisCipher(keys),
    };

    /// <summary>Bytes of the tag.</summary>
    public abstract int TagLength { get; }

    /// <summary>Encrypts what follows the header and writes the tag.</summary>
    /// <param name="header">In the clear, authenticated.</param>
    /// <param name="body">Encrypted in place.</param>
    /// <param name="trailer">Authenticated after the body: the rollover counter of RTP (AES-CM), the index word of RTCP.</param>
    /// <param name="tag">Takes the tag.</param>
    /// <param name="ssrc">The packet's source.</param>
    /// <param name="index">48 bits of RTP, 31 of RTCP.</param>
    public abstract void Seal(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, Span<byte> tag, uint ssrc, ulong index);

    /// <summary>The reverse; false, with the body as it was or worthless, where the tag is wrong.</summary>
    public abstract bool TryOpen(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, ReadOnlySpan<byte> tag, uint ssrc, ulong index);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the keys.</summary>
    protected abstract void Dispose(bool disposing);

    /// <summary>AES-CM and HMAC-SHA1 with 80 bits (RFC 3711 §4.1.1, §4.2.1).</summary>
    private sealed class CounterModeCipher : SrtpCipher
    {
        private const int BlockLength = 16;
        private const int MaxBlocks = 128;

        private readonly byte[] _salt;
        private readonly byte[] _counters = new byte[MaxBlocks * BlockLength];
        private readonly byte[] _stream = new byte[MaxBlocks * BlockLength];
        private readonly Aes _aes = Aes.Create();
        private readonly ICryptoTransform _encryptor;
        private readonly IncrementalHash _hash;

        public CounterModeCipher(SrtpKeys keys)
        {
            _salt = keys.Salt;
            (_aes.Key, _aes.Mode, _aes.Padding) = (keys.Encryption, CipherMode.ECB, PaddingMode.None);
            _encryptor = _aes.CreateEncryptor();
            _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, keys.Authentication);
        }

        public override int TagLength => 10;

        public override void Seal(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, Span<byte> tag, uint ssrc, ulong index)
        {
            Encrypt(body, ssrc, index);
            Span<byte> whole = stackalloc byte[SHA1.HashSizeInBytes];
            Authenticate(header, body, trailer, whole);
            whole[..TagLength].CopyTo(tag);
        }

        public override bool TryOpen(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, ReadOnlySpan<byte> tag, uint ssrc, ulong index)
        {
            Span<byte> whole = stackalloc byte[SHA1.HashSizeInBytes];
            Authenticate(header, body, trailer, whole);
            if (!CryptographicOperations.FixedTimeEquals(whole[..TagLength], tag))
            {
                return false;
            }

            Encrypt(body, ssrc, index);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            _encryptor.Dispose();
            _aes.Dispose();
        }

        private void Authenticate(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, ReadOnlySpan<byte> trailer, Span<byte> hash)
        {
            _hash.AppendData(header);
            _hash.AppendData(body);
            _hash.AppendData(trailer);
            _hash.GetHashAndReset(hash);
        }

        private void Encrypt(Span<byte> body, uint ssrc, ulong index)
        {
            if (body.IsEmpty)
            {
                return;
            }

            // salt · 2^16 XOR SSRC · 2^64 XOR index · 2^16, and the block's number in the lowest 16 bits.
            Span<byte> start = stackalloc byte[BlockLength];
            start.Clear();
            _salt.CopyTo(start);
            BinaryPrimitives.WriteUInt32BigEndian(start[4..], BinaryPrimitives.ReadUInt32BigEndian(start[4..]) ^ ssrc);
            BinaryPrimitives.WriteUInt64BigEndian(start[8..], BinaryPrimitives.ReadUInt64BigEndian(start[8..]) ^ (index << 16));
            var blocks = (body.Length + BlockLength - 1) / BlockLength;
            for (var block = 0; block < blocks; block++)
            {
                var counter = _counters.AsSpan(block * BlockLength, BlockLength);
                start.CopyTo(counter);
                BinaryPrimitives.WriteUInt16BigEndian(counter[14..], (ushort)block);
            }

            _encryptor.TransformBlock(_counters, 0, blocks * BlockLength, _stream, 0);
            for (var i = 0; i < body.Length; i++)
            {
                body[i] ^= _stream[i];
            }
        }
    }

    /// <summary>AES-GCM (RFC 7714 §8, §9).</summary>
    private sealed class GaloisCipher(SrtpKeys keys) : SrtpCipher
    {
        private const int NonceLength = 12;

        private readonly byte[] _salt = keys.Salt;
        private readonly byte[] _known = new byte[256];
        private readonly byte[] _result = new byte[2048];
        private readonly AesGcm _gcm = new(keys.Encryption, AesGcm.TagByteSizes.MaxSize);

        public override int TagLength => AesGcm.TagByteSizes.MaxSize;

        public override void Seal(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, Span<byte> tag, uint ssrc, ulong index)
        {
            Span<byte> nonce = stackalloc byte[NonceLength];
            WriteNonce(nonce, ssrc, index);
            _gcm.Encrypt(nonce, body, _result.AsSpan(0, body.Length), tag, Known(header, trailer));
            _result.AsSpan(0, body.Length).CopyTo(body);
        }

        public override bool TryOpen(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, ReadOnlySpan<byte> tag, uint ssrc, ulong index)
        {
            Span<byte> nonce = stackalloc byte[NonceLength];
            WriteNonce(nonce, ssrc, index);
            try
            {
                _gcm.Decrypt(nonce, body, tag, _result.AsSpan(0, body.Length), Known(header, trailer));
            }
            catch (AuthenticationTagMismatchException)
            {
                return false;
            }

            _result.AsSpan(0, body.Length).CopyTo(body);
            return true;
        }

        protected override void Dispose(bool disposing) => _gcm.Dispose();

        // Of RTP the 48-bit index is the rollover counter and the sequence number; of RTCP its 31 bits fill the same place.
        private void WriteNonce(Span<byte> nonce, uint ssrc, ulong index)
        {
            nonce.Clear();
            BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
            BinaryPrimitives.WriteUInt32BigEndian(nonce[6..], (uint)(index >> 16));
            BinaryPrimitives.WriteUInt16BigEndian(nonce[10..], (ushort)index);
            for (var i = 0; i < nonce.Length; i++)
            {
                nonce[i] ^= _salt[i];
            }
        }

        private ReadOnlySpan<byte> Known(ReadOnlySpan<byte> header, ReadOnlySpan<byte> trailer)
        {
            header.CopyTo(_known);
            trailer.CopyTo(_known.AsSpan(header.Length));
            return _known.AsSpan(0, header.Length + trailer.Length);
        }
    }
}
