using System.Globalization;
using System.Xml;

namespace Hotline.Channels.WeChat;

/// <summary>What the platform tells us: the elements of its XML by their names, those inside others by their own.</summary>
internal sealed class WeChatEvent(IReadOnlyDictionary<string, string> fields)
{
    internal string From => Field("FromUserName");

    internal string To => Field("ToUserName");

    internal string Type => Field("MsgType");

    internal string Event => Field("Event");

    internal string EventKey => Field("EventKey");

    internal string Content => Field("Content");

    internal string MediaId => Field("MediaId");

    internal DateTimeOffset CreatedAt =>
        long.TryParse(Field("CreateTime"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch;

    /// <summary>What makes it the same one again: MsgId for messages, FromUserName + CreateTime + Event for events (接收事件推送).</summary>
    internal string Key => Field("MsgId") is { Length: > 0 and <= 40 } id ? id : $"{From}-{Field("CreateTime")}-{Event}-{EventKey}";

    internal string Field(string name) => fields.GetValueOrDefault(name, "");
}

/// <summary>The platform's XML, in and out.</summary>
internal static class WeChatXml
{
    private const int MostCharacters = 64 * 1024;
    private const int MostElements = 100;

    // No document type, so no entities and nothing fetched from elsewhere.
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostCharacters,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Reads a document; null where it is none of the platform's.</summary>
    internal static WeChatEvent? Read(string xml)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), Settings);
            var name = "";
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    name = reader.Depth > 0 ? reader.LocalName : "";
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && name.Length > 0 && fields.Count < MostElements)
                {
                    fields.TryAdd(name, reader.Value.Trim());
                }
            }
        }
        catch (XmlException)
        {
            return null;
        }

        return fields.Count > 0 ? new WeChatEvent(fields) : null;
    }

    /// <summary>A passive text reply.</summary>
    internal static string Reply(WeChatEvent answered, string text, DateTimeOffset now) =>
        $"<xml><ToUserName>{Data(answered.From)}</ToUserName><FromUserName>{Data(answered.To)}</FromUserName><CreateTime>{now.ToUnixTimeSeconds()}</CreateTime>"
        + $"<MsgType><![CDATA[text]]></MsgType><Content>{Data(text)}</Content></xml>";

    /// <summary>The envelope of an encrypted reply.</summary>
    internal static string Envelope(string encrypted, string signature, string timestamp, string nonce) =>
        $"<xml><Encrypt>{Data(encrypted)}</Encrypt><MsgSignature>{Data(signature)}</MsgSignature><TimeStamp>{timestamp}</TimeStamp><Nonce>{Data(nonce)}</Nonce></xml>";

    // What ends a CDATA section is divided between two; what XML cannot hold is left out.
    private static string Data(string text) =>
        $"<![CDATA[{string.Concat(text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter))).Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>";
}
