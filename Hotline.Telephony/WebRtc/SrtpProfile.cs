namespace Hotline.Telephony.WebRtc;

/// <summary>How sound is protected. The value is the DTLS-SRTP protection profile (RFC 5764 §4.1.2, RFC 7714 §14.2).</summary>
internal enum SrtpProfile
{
    /// <summary>AES in counter mode and 80 bits of HMAC-SHA1 (RFC 3711): what every phone knows.</summary>
    AesCm128HmacSha1,

    /// <summary>AES in Galois/counter mode (RFC 7714).</summary>
    AeadAes128Gcm,
}

/// <summary>Lengths and names of the profiles.</summary>
internal static class SrtpProfiles
{
    /// <summary>Bytes of a master key, of either profile.</summary>
    public const int KeyLength = 16;

    /// <summary>Bytes that a protected packet may be longer than the packet: the tag and, in SRTCP, the index.</summary>
    public const int MostAdded = 20;

    /// <summary>Bytes of the master salt.</summary>
    public static int SaltLength(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AesCm128HmacSha1 => 14,
        SrtpProfile.AeadAes128Gcm => 12,
    };

    /// <summary>The name in <c>a=crypto</c> (RFC 4568 §6.2, RFC 7714 §14.1).</summary>
    public static string SuiteName(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AesCm128HmacSha1 => "AES_CM_128_HMAC_SHA1_80",
        SrtpProfile.AeadAes128Gcm => "AEAD_AES_128_GCM",
    };
}
