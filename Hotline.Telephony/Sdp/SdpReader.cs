namespace Hotline.Telephony.Sdp;

/// <summary>Reads session descriptions: pure, linear in the length.</summary>
internal static class SdpReader
{
    /// <summary>Reads a description. False with the reason and the line (from 1) where it is malformed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> sdp, out SessionDescription description, out string? error) => throw new NotSupportedException();
}
