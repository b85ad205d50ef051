using System.Text;
using System.Xml;

namespace Hotline.Channels.Receiving;

/// <summary>
/// Text as every database, screen and document keeps it. What came through a door can often not be asked for again: a character that is none (a control character
/// other than tab and line ends, half of a pair; XML 1.0 §2.2) is shown as U+FFFD, the rest stays.
/// </summary>
internal static class Legible
{
    private const char Unreadable = '\uFFFD';

    internal static string Of(string text)
    {
        StringBuilder? legible = null;
        var place = 0;
        while (place < text.Length)
        {
            if (char.IsSurrogatePair(text, place))
            {
                place++;
            }
            else if (!XmlConvert.IsXmlChar(text[place]))
            {
                (legible ??= new StringBuilder(text))[place] = Unreadable;
            }

            place++;
        }

        return legible?.ToString() ?? text;
    }

    internal static InboundMessage Of(InboundMessage message) => message with
    {
        Text = Of(message.Text),
        Subject = OfAny(message.Subject),
        Name = OfAny(message.Name),
        Phone = OfAny(message.Phone),
        Place = OfAny(message.Place),
        Attachments = message.Attachments.Count == 0 ? message.Attachments : [.. message.Attachments.Select(attachment => attachment with { FileName = Of(attachment.FileName) })],
    };

    private static string? OfAny(string? text) => text is null ? null : Of(text);
}
