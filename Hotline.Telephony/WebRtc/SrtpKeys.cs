using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hotline.Telephony.WebRtc;

/// <summary>Session keys of one direction, for RTP or for RTCP.</summary>
/// <param name="Encryption">16 bytes.</param>
/// <param name="Authentication">20 bytes; not used by GCM.</param>
/// <param name="Salt">14 or 12 bytes.</param>
internal sealed record SrtpKeys(byte[] Encryption, byte[] Authentication, byte[] Salt)
{
    /// <summary>Bytes of an HMAC-SHA1 key.</summary>
    private const int AuthenticationKeyLength = 20;

    private const int BlockLength = 16;

    /// <summary>The session keys that a master key gives (RFC 3711 §4.3.1, key derivation rate 0).</summary>
    /// <param name="profile">What they are for.</param>
    /// <param name="masterKey">16 bytes.</param>
    /// <param name="masterSalt">As long as the profile says.</param>
    /// <param name="control">True for RTCP.</param>
    public static SrtpKeys Derive(SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, bool control)
    {
        // Labels 0 to 2 are RTP's, 3 to 5 RTCP's: encryption, authentication, salt.
        var label = (byte)(control ? 3 : 0);
        return new SrtpKeys(
            Derive(masterKey, masterSalt, label, SrtpProfiles.KeyLength),
            Derive(masterKey, masterSalt, (byte)(label + 1), AuthenticationKeyLength),
            Derive(masterKey, masterSalt, (byte)(label + 2), profile.SaltLength()));
    }

    private static byte[] Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, byte label, int length)
    {
        // The label stands above a 48-bit index of 0, both below the salt of 112 bits; a shorter salt is filled up at its end (RFC 7714 §11).
        Span<byte> counter = stackalloc byte[BlockLength];
        counter.Clear();
        salt.CopyTo(counter);
        counter[7] ^= label;

        using var aes = Aes.Create();
        aes.SetKey(key);
        var stream = new byte[(length + BlockLength - 1) / BlockLength * BlockLength];
        for (var block = 0; block * BlockLength < stream.Length; block++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(counter[14..], (ushort)block);
            aes.EncryptEcb(counter, stream.AsSpan(block * BlockLength, BlockLength), PaddingMode.None);
        }

        return stream[..length];
    }
}
