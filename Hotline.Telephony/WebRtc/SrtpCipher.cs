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
    private sealed unsafe class CounterModeCipher : SrtpCipher
    {
        private const int BlockLength = 16;

        private readonly byte[] _salt;
        private nint _cipher = OpenSsl.CipherContext(OpenSsl.Aes128Counter);
        private nint _mac;

        public CounterModeCipher(SrtpKeys keys)
        {
            _salt = keys.Salt;
            fixed (byte* key = keys.Encryption)
            {
                OpenSsl.Check(OpenSsl.EncryptBegin(_cipher, 0, key, null, 0));
            }

            _mac = OpenSsl.HmacSha1(keys.Authentication);
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
            OpenSsl.CipherContextFree(Interlocked.Exchange(ref _cipher, 0));
            OpenSsl.MacContextFree(Interlocked.Exchange(ref _mac, 0));
        }

        private void Authenticate(ReadOnlySpan<byte> header, ReadOnlySpan<byte> body, ReadOnlySpan<byte> trailer, Span<byte> hash)
        {
            // Begun anew under the same key.
            OpenSsl.Check(OpenSsl.MacBegin(_mac, null, 0, null));
            Update(header);
            Update(body);
            Update(trailer);
            nint written;
            fixed (byte* result = hash)
            {
                OpenSsl.Check(OpenSsl.MacEnd(_mac, result, &written, hash.Length));
            }
        }

        private void Update(ReadOnlySpan<byte> data)
        {
            fixed (byte* bytes = data)
            {
                OpenSsl.Check(OpenSsl.MacUpdate(_mac, bytes, data.Length));
            }
        }

        private void Encrypt(Span<byte> body, uint ssrc, ulong index)
        {
            // salt · 2^16 XOR SSRC · 2^64 XOR index · 2^16; the lowest 16 bits count the blocks.
            var start = stackalloc byte[BlockLength];
            var words = new Span<byte>(start, BlockLength);
            words.Clear();
            _salt.CopyTo(words);
            BinaryPrimitives.WriteUInt32BigEndian(words[4..], BinaryPrimitives.ReadUInt32BigEndian(words[4..]) ^ ssrc);
            BinaryPrimitives.WriteUInt64BigEndian(words[8..], BinaryPrimitives.ReadUInt64BigEndian(words[8..]) ^ (index << 16));
            int written;
            fixed (byte* bytes = body)
            {
                OpenSsl.Check(OpenSsl.EncryptBegin(_cipher, 0, null, start, 0));
                OpenSsl.Check(OpenSsl.EncryptUpdate(_cipher, bytes, &written, bytes, body.Length));
            }
        }
    }

    /// <summary>AES-GCM (RFC 7714 §8, §9).</summary>
    private sealed unsafe class GaloisCipher : SrtpCipher
    {
        private const int NonceLength = 12;

        private readonly byte[] _salt;
        private nint _cipher = OpenSsl.CipherContext(OpenSsl.Aes128Galois);

        public GaloisCipher(SrtpKeys keys)
        {
            _salt = keys.Salt;
            fixed (byte* key = keys.Encryption)
            {
                OpenSsl.Check(OpenSsl.EncryptBegin(_cipher, 0, key, null, 0));
            }
        }

        public override int TagLength => AesGcm.TagByteSizes.MaxSize;

        public override void Seal(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, Span<byte> tag, uint ssrc, ulong index)
        {
            var nonce = stackalloc byte[NonceLength];
            WriteNonce(new(nonce, NonceLength), ssrc, index);
            int written;
            fixed (byte* known = header, more = trailer, bytes = body, result = tag)
            {
                OpenSsl.Check(OpenSsl.EncryptBegin(_cipher, 0, null, nonce, 0));
                OpenSsl.Check(OpenSsl.EncryptUpdate(_cipher, null, &written, known, header.Length));
                OpenSsl.Check(OpenSsl.EncryptUpdate(_cipher, null, &written, more, trailer.Length));
                OpenSsl.Check(OpenSsl.EncryptUpdate(_cipher, bytes, &written, bytes, body.Length));
                OpenSsl.Check(OpenSsl.EncryptEnd(_cipher, bytes + body.Length, &written));
                OpenSsl.Check(OpenSsl.CipherControl(_cipher, OpenSsl.GetTag, TagLength, result));
            }
        }

        public override bool TryOpen(ReadOnlySpan<byte> header, Span<byte> body, ReadOnlySpan<byte> trailer, ReadOnlySpan<byte> tag, uint ssrc, ulong index)
        {
            var nonce = stackalloc byte[NonceLength];
            WriteNonce(new(nonce, NonceLength), ssrc, index);
            int written;
            fixed (byte* known = header, more = trailer, bytes = body, expected = tag)
            {
                OpenSsl.Check(OpenSsl.DecryptBegin(_cipher, 0, null, nonce, 0));
                OpenSsl.Check(OpenSsl.DecryptUpdate(_cipher, null, &written, known, header.Length));
                OpenSsl.Check(OpenSsl.DecryptUpdate(_cipher, null, &written, more, trailer.Length));
                OpenSsl.Check(OpenSsl.DecryptUpdate(_cipher, bytes, &written, bytes, body.Length));
                OpenSsl.Check(OpenSsl.CipherControl(_cipher, OpenSsl.SetTag, TagLength, expected));
                return OpenSsl.DecryptEnd(_cipher, bytes + body.Length, &written) == 1;
            }
        }

        protected override void Dispose(bool disposing) => OpenSsl.CipherContextFree(Interlocked.Exchange(ref _cipher, 0));

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
    }
}
