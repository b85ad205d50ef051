namespace Hotline.Channels.Receiving;

/// <summary>What a file is by its first bytes: what it calls itself is not believed.</summary>
internal static class ContentSniffer
{
    /// <summary>A media type and its usual ending; <c>application/octet-stream</c> for what is not known.</summary>
    internal static (string MediaType, string Ending) Look(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]))
        {
            return ("image/jpeg", ".jpg");
        }

        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
        {
            return ("image/png", ".png");
        }

        if (content.StartsWith("GIF8"u8))
        {
            return ("image/gif", ".gif");
        }

        if (content.StartsWith("#!AMR"u8))
        {
            return ("audio/amr", ".amr");
        }

        if (content.StartsWith("%PDF-"u8))
        {
            return ("application/pdf", ".pdf");
        }

        if (content.StartsWith("PK\u0003\u0004"u8))
        {
            return ("application/zip", ".zip");
        }

        if (content.Length >= 12 && content[4..8].SequenceEqual("ftyp"u8))
        {
            return ("video/mp4", ".mp4");
        }

        if (content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8))
        {
            return ("image/webp", ".webp");
        }

        return ("application/octet-stream", ".bin");
    }
}
