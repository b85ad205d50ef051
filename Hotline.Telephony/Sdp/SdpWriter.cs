using System.Globalization;
using System.Text;

namespace Hotline.Telephony.Sdp;

/// <summary>Writes session descriptions.</summary>
internal static class SdpWriter
{
    /// <summary>The description in UTF-8, lines ended by CR LF, in the order of RFC 8866 §5.</summary>
    public static byte[] Write(SessionDescription description)
    {
        var text = new StringBuilder(512);
        var origin = description.Origin;
        Line(text, 'v', "0");
        Line(text, 'o', $"{origin.UserName} {origin.SessionId} {origin.Version} {Of(origin.Address)}");
        Line(text, 's', description.Name.Length == 0 ? "-" : description.Name);
        if (description.Connection is { } connection)
        {
            Line(text, 'c', Of(connection));
        }

        Line(text, 't', "0 0");
        Attributes(text, description.Attributes);
        foreach (var media in description.Media)
        {
            var ports = media.PortCount == 1
                ? media.Port.ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{media.Port}/{media.PortCount}");
            Line(text, 'm', $"{media.Kind} {ports} {media.Protocol} {string.Join(' ', media.Formats)}");
            if (media.Connection is { } own)
            {
                Line(text, 'c', Of(own));
            }

            Attributes(text, media.Attributes);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Of(ConnectionAddress address) => $"{address.NetworkType} {address.AddressType} {address.Host}";

    private static void Attributes(StringBuilder text, IReadOnlyList<SdpAttribute> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            Line(text, 'a', value is null ? name : $"{name}:{value}");
        }
    }

    private static void Line(StringBuilder text, char type, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            throw new ArgumentException($"The {type}= line holds a line end.", nameof(value));
        }

        text.Append(type).Append('=').Append(value).Append("\r\n");
    }
}
