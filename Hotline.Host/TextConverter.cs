using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Hotline.Host;

/// <summary>
/// Reads text that every database, screen and document keeps as it is; a control character other than tab and line ends, or half a character, is refused
/// and named, rather than dropped or replaced on the way. What is kept is what XML 1.0 §2.2 can write.
/// </summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }

        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException half)
        {
            throw new OddTextException("contains half a character (a lone surrogate), or bytes that are no UTF-8", half);
        }

        foreach (var character in text!)
        {
            if (!XmlConvert.IsXmlChar(character) && !char.IsSurrogate(character))
            {
                throw new OddTextException($"contains the character U+{(int)character:X4}, which is no text", null);
            }
        }

        return text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

/// <summary>A text with something in it that is no text.</summary>
internal sealed class OddTextException(string message, Exception? inner) : JsonException(message, inner);
