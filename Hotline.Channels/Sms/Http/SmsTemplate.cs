using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hotline.Channels.Sms.Http;

/// <summary>How a value is written where it stands.</summary>
internal enum Escaping
{
    /// <summary>Percent-encoded: a part of an address, a field of a form.</summary>
    Percent,

    /// <summary>The inside of a JSON string.</summary>
    Json,

    /// <summary>A header field: nothing but visible ASCII and spaces.</summary>
    Header,
}

/// <summary>Fills the placeholders of a provider's templates. A placeholder nobody knows stays as it is, so that JSON's own braces do no harm.</summary>
internal static class SmsTemplate
{
    internal static string Fill(string template, IReadOnlyDictionary<string, string> values, Escaping escaping)
    {
        var filled = new StringBuilder(template.Length);
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf('{', at);
            var close = open < 0 ? -1 : template.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            filled.Append(template, at, open - at);
            if (values.TryGetValue(template[(open + 1)..close], out var value))
            {
                filled.Append(Escape(value, escaping));
                at = close + 1;
            }
            else
            {
                filled.Append('{');
                at = open + 1;
            }
        }

        return filled.Append(template, at, template.Length - at).ToString();
    }

    private static string Escape(string value, Escaping escaping) => escaping switch
    {
        Escaping.Percent => Uri.EscapeDataString(value),
        Escaping.Json => JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        Escaping.Header => string.Concat(value.Where(character => character is >= ' ' and <= '~')),
    };
}
