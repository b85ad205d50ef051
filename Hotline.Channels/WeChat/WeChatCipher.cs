using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Channels.WeChat;

/// <summary>
/// Signature and encryption of callbacks (消息加解密说明): SHA-1 over the sorted parts; AES-256-CBC, the IV being the key's first 16 bytes, padded
/// to blocks of 32; inside 16 random bytes, the length in 4 bytes of network order, the message and the AppID.
/// </summary>
internal sealed class WeChatCipher
{
    private const int Block = 32;
    private const int Prefix = 20;

    private readonly string token;
    private readonly byte[]? key;
    private readonly byte[] appId;

    internal WeChatCipher(string token, string? encodingAesKey, string appId)
    {
        this.token = token;
        this.appId = Encoding.UTF8.GetBytes(appId);

        // The 43rd character carries two bits that the platform does not keep zero: decoded by hand, not by a strict decoder.
        key = encodingAesKey is null ? null : Decode(encodingAesKey);
    }

    /// <summary>The signature of these parts, lower-case hex.</summary>
    internal string Sign(params ReadOnlySpan<string> parts)
    {
        var sorted = new List<string>(parts.Length + 1) { token };
        foreach (var part in parts)
        {
            sorted.Add(part);
        }

        sorted.Sort(StringComparer.Ordinal);
#pragma warning disable CA5350 // the platform's own choice
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(sorted))));
#pragma warning restore CA5350
    }

    /// <summary>Whether a signature fits; takes the same time whatever is wrong with it.</summary>
    internal bool Fits(string signature, params ReadOnlySpan<string> parts) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(parts)), Encoding.UTF8.GetBytes(signature));

    /// <summary>The message inside; null whatever is wrong with it, so that nobody learns what.</summary>
    internal string? Decrypt(string encrypted)
    {
        var cipher = new byte[encrypted.Length];
        if (key is null || !Convert.TryFromBase64String(encrypted, cipher, out var length) || length == 0 || length % 16 != 0)
        {
            return null;
        }

        using var aes = Aes.Create();
        aes.Key = key;
        var plain = aes.DecryptCbc(cipher.AsSpan(0, length), key.AsSpan(0, 16), PaddingMode.None);
        var padding = plain[^1];
        if (padding is 0 or > Block || plain.Length < Prefix + padding)
        {
            return null;
        }

        var content = plain.AsSpan(0, plain.Length - padding);
        var size = BinaryPrimitives.ReadInt32BigEndian(content[16..]);
        return size >= 0 && size <= content.Length - Prefix && content[(Prefix + size)..].SequenceEqual(appId)
            ? Encoding.UTF8.GetString(content.Slice(Prefix, size))
            : null;
    }

    /// <summary>Encrypts a message, with 16 random bytes before it.</summary>
    internal string Encrypt(string message, ReadOnlySpan<byte> random16)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var size = Prefix + text.Length + appId.Length;
        var padding = Block - (size % Block);
        var plain = new byte[size + padding];
        random16[..16].CopyTo(plain);
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(16), text.Length);
        text.CopyTo(plain, Prefix);
        appId.CopyTo(plain, Prefix + text.Length);
        plain.AsSpan(size).Fill((byte)padding);
        using var aes = Aes.Create();
        aes.Key = key ?? throw new InvalidOperationException("No EncodingAESKey.");
        return Convert.ToBase64String(aes.EncryptCbc(plain, aes.Key.AsSpan(0, 16), PaddingMode.None));
    }

    private static byte[] Decode(string encodingAesKey)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var bytes = new byte[32];
        for (var bit = 0; bit < 256; bit++)
        {
            var six = Alphabet.IndexOf(encodingAesKey[bit / 6], StringComparison.Ordinal);
            if ((six & (0x20 >> (bit % 6))) != 0)
            {
                bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
            }
        }

        return bytes;
    }
}
