namespace Hotline.Telephony.Sdp;

/// <summary>Writes session descriptions.</summary>
internal static class SdpWriter
{
    /// <summary>The description in UTF-8, lines ended by CR LF, in the order of RFC 8866 §5.</summary>
    public static byte[] Write(SessionDescription description) => throw new NotSupportedException();
}
