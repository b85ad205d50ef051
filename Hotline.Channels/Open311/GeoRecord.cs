using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace Hotline.Channels.Open311;

/// <summary>What an answer holds under a name.</summary>
internal abstract record GeoValue
{
    /// <summary>Words; null where there are none.</summary>
    internal sealed record Words(string? Text) : GeoValue;

    /// <summary>A number; null where there is none.</summary>
    internal sealed record Number(double? Value) : GeoValue;

    /// <summary>Yes or no.</summary>
    internal sealed record Flag(bool Value) : GeoValue;

    /// <summary>Records of one kind.</summary>
    internal sealed record Records(string Item, IReadOnlyList<GeoRecord> Items) : GeoValue;

    /// <summary>Plain words of one kind.</summary>
    internal sealed record List(string Item, IReadOnlyList<string> Items) : GeoValue;
}

/// <summary>A record of an answer: names with values, in order.</summary>
internal sealed record GeoRecord(params IReadOnlyList<(string Name, GeoValue Value)> Fields);

/// <summary>An answer in both of the standard's forms.</summary>
internal static class GeoWriter
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly XmlWriterSettings Xml = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>A list: an array in JSON, a root with items in XML.</summary>
    internal static byte[] Write(bool json, string root, string item, IReadOnlyList<GeoRecord> records) => json
        ? ToJson(writer => Write(writer, new GeoValue.Records(item, records)))
        : ToXml(root, writer => Write(writer, new GeoValue.Records(item, records)));

    /// <summary>One record: an object in JSON, the root itself in XML.</summary>
    internal static byte[] Write(bool json, string root, GeoRecord record) => json
        ? ToJson(writer => Write(writer, record))
        : ToXml(root, writer => Write(writer, record));

    private static byte[] ToJson(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    private static byte[] ToXml(string root, Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, Xml))
        {
            writer.WriteStartElement(root);
            write(writer);
            writer.WriteEndElement();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, GeoRecord record)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in record.Fields)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, GeoValue value)
    {
        switch (value)
        {
            case GeoValue.Number { Value: { } number }:
                writer.WriteNumberValue(number);
                break;
            case GeoValue.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case GeoValue.Words { Text: { } text }:
                writer.WriteStringValue(text);
                break;
            case GeoValue.Records records:
                writer.WriteStartArray();
                foreach (var record in records.Items)
                {
                    Write(writer, record);
                }

                writer.WriteEndArray();
                break;
            case GeoValue.List list:
                writer.WriteStartArray();
                foreach (var words in list.Items)
                {
                    writer.WriteStringValue(words);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    private static void Write(XmlWriter writer, GeoRecord record)
    {
        foreach (var (name, value) in record.Fields)
        {
            writer.WriteStartElement(name);
            Write(writer, value);
            writer.WriteEndElement();
        }
    }

    private static void Write(XmlWriter writer, GeoValue value)
    {
        switch (value)
        {
            case GeoValue.Number number:
                writer.WriteString(number.Value?.ToString(CultureInfo.InvariantCulture) ?? "");
                break;
            case GeoValue.Flag flag:
                writer.WriteString(flag.Value ? "true" : "false");
                break;
            case GeoValue.Words words:
                // XML knows no way to write the control characters of a pasted text (XML 1.0 §2.2).
                writer.WriteString(string.Concat((words.Text ?? "").EnumerateRunes().Where(rune => rune.Value > 0xffff || XmlConvert.IsXmlChar((char)rune.Value)).Select(rune => rune.ToString())));
                break;
            case GeoValue.Records records:
                foreach (var record in records.Items)
                {
                    writer.WriteStartElement(records.Item);
                    Write(writer, record);
                    writer.WriteEndElement();
                }

                break;
            case GeoValue.List list:
                foreach (var words in list.Items)
                {
                    writer.WriteElementString(list.Item, words);
                }

                break;
            default:
                throw new InvalidOperationException($"Unknown value {value.GetType().Name}.");
        }
    }
}
