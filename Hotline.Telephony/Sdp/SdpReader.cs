using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Hotline.Telephony.Sdp;

/// <summary>Why a text is no session description we take.</summary>
/// <param name="Reason">Names the rule; holds nothing of the text.</param>
/// <param name="Line">From 1.</param>
internal sealed record SdpRejection(string Reason, int Line);

/// <summary>
/// Reads session descriptions (RFC 8866 §5): pure, linear in the length. Lines may end in CR LF or LF, as §5 allows. Lines we do not look at
/// (i, u, e, p, b, t, r, z, k) are passed over.
/// </summary>
internal static class SdpReader
{
    /// <summary>More than a browser offers in three media; stops a body made of attributes only from becoming objects.</summary>
    private const int MaxLines = 1_000;

    /// <summary>We use one audio medium; a conference offer of a browser has a few dozen.</summary>
    private const int MaxMedia = 64;

    public static bool TryRead(ReadOnlySpan<byte> sdp, [NotNullWhen(true)] out SessionDescription? description, [NotNullWhen(false)] out SdpRejection? rejection)
    {
        var draft = new Draft();
        var number = 0;
        description = null;
        while (!sdp.IsEmpty)
        {
            number++;
            var end = sdp.IndexOf((byte)'\n');
            var line = end < 0 ? sdp : sdp[..end];
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            sdp = end < 0 ? default : sdp[(end + 1)..];
            if (line.IsEmpty && sdp.Trim("\r\n"u8).IsEmpty)
            {
                break;
            }

            var fault = number > MaxLines ? "too many lines"
                : line.Contains((byte)'\r') ? "CR inside a line"
                : line.Length < 2 || line[1] != (byte)'=' ? "line without type"
                : number == 1 && !line.SequenceEqual("v=0"u8) ? "the first line is not v=0"
                : draft.Take((char)line[0], line[2..]);
            if (fault is not null)
            {
                rejection = new SdpRejection(fault, number);
                return false;
            }
        }

        description = draft.Finish();
        rejection = description is null ? new SdpRejection("no origin line", number) : null;
        return description is not null;
    }

    private sealed class Draft
    {
        private readonly List<MediaDescription> _media = [];
        private readonly List<SdpAttribute> _sessionAttributes = [];
        private List<SdpAttribute> _attributes;
        private SessionOrigin? _origin;
        private string _name = "-";
        private ConnectionAddress? _connection;

        public Draft() => _attributes = _sessionAttributes;

        public string? Take(char type, ReadOnlySpan<byte> value)
        {
            switch (type)
            {
                case 'o':
                    return TakeOrigin(value);
                case 's':
                    _name = Encoding.UTF8.GetString(value);
                    return null;
                case 'c':
                    return TakeConnection(value);
                case 'm':
                    return TakeMedia(value);
                case 'a':
                    var colon = value.IndexOf((byte)':');
                    _attributes.Add(colon < 0
                        ? new SdpAttribute(Encoding.UTF8.GetString(value))
                        : new SdpAttribute(Encoding.UTF8.GetString(value[..colon]), Encoding.UTF8.GetString(value[(colon + 1)..])));
                    return null;
                default:
                    return char.IsAsciiLetterLower(type) ? null : "unknown line type";
            }
        }

        public SessionDescription? Finish() => _origin is null ? null : new SessionDescription
        {
            Origin = _origin,
            Name = _name,
            Connection = _connection,
            Attributes = _sessionAttributes,
            Media = _media,
        };

        private static string[] Words(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        private string? TakeOrigin(ReadOnlySpan<byte> value)
        {
            if (_origin is not null || Words(value) is not [var user, var id, var version, var network, var type, var host])
            {
                return "malformed origin";
            }

            _origin = new SessionOrigin(user, id, version, new ConnectionAddress(network, type, host));
            return null;
        }

        private string? TakeConnection(ReadOnlySpan<byte> value)
        {
            if (Words(value) is not [var network, var type, var host])
            {
                return "malformed connection";
            }

            var address = new ConnectionAddress(network, type, host);
            if (_media.Count == 0)
            {
                _connection = address;
            }
            else
            {
                _media[^1] = _media[^1] with { Connection = _media[^1].Connection ?? address };
            }

            return null;
        }

        private string? TakeMedia(ReadOnlySpan<byte> value)
        {
            if (_media.Count == MaxMedia)
            {
                return "too many media";
            }

            if (Words(value) is not [var kind, var ports, var protocol, .. var formats] || formats.Length == 0)
            {
                return "malformed medium";
            }

            var slash = ports.IndexOf('/', StringComparison.Ordinal);
            var count = 1;
            if (!ushort.TryParse(slash < 0 ? ports : ports[..slash], out var port)
                || (slash >= 0 && (!int.TryParse(ports[(slash + 1)..], out count) || count is < 1 or > 65_535)))
            {
                return "malformed port";
            }

            _attributes = [];
            _media.Add(new MediaDescription { Kind = kind, Port = port, PortCount = count, Protocol = protocol, Formats = formats, Attributes = _attributes });
            return null;
        }
    }
}
