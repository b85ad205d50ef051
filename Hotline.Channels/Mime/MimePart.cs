namespace Hotline.Channels.Mime;

/// <summary>A header field as it stands, unfolded, each byte a character.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">Without the spaces around it.</param>
internal readonly record struct MimeField(string Name, string Value);

/// <summary>A part of a mail, the mail itself among them: its header, and where its body lies (RFC 2045, 2046).</summary>
internal sealed class MimePart(IReadOnlyList<MimeField> fields, ReadOnlyMemory<byte> body, string mediaType, IReadOnlyDictionary<string, string> parameters)
{
    internal IReadOnlyList<MimeField> Fields => fields;

    /// <summary>The body as it was carried.</summary>
    internal ReadOnlyMemory<byte> Body => body;

    /// <summary>Type and subtype in lower case.</summary>
    internal string MediaType => mediaType;

    /// <summary>Parameters of the content type by their names in lower case, decoded (RFC 2231).</summary>
    internal IReadOnlyDictionary<string, string> Parameters => parameters;

    /// <summary>Parts of a multipart; the mail inside a message/rfc822.</summary>
    internal List<MimePart> Children { get; } = [];

    /// <summary>The first field of that name (lower case), unfolded; null where there is none.</summary>
    internal string? Field(string name)
    {
        foreach (var field in fields)
        {
            if (field.Name == name)
            {
                return field.Value;
            }
        }

        return null;
    }

    /// <summary>The body with its transfer encoding taken off.</summary>
    internal byte[] Content => TransferEncoding.Decode(Field("content-transfer-encoding"), body.Span);

    /// <summary>The body as text, by its charset.</summary>
    internal string Text => Charsets.Decode(parameters.GetValueOrDefault("charset"), Content);

    /// <summary>The name of a file, decoded; null for none.</summary>
    internal string? FileName
    {
        get
        {
            var disposition = Field("content-disposition") is { } value ? HeaderParameters.Read(value).Parameters : null;
            return disposition?.GetValueOrDefault("filename") ?? parameters.GetValueOrDefault("name");
        }
    }

    /// <summary>Whether it is meant to be kept, not read: it says so, or has a file's name.</summary>
    internal bool IsAttachment =>
        Field("content-disposition")?.StartsWith("attachment", StringComparison.OrdinalIgnoreCase) == true
        || !(mediaType.StartsWith("text/", StringComparison.Ordinal) || Children.Count > 0)
        || FileName is not null;

    /// <summary>This part and all inside it, in order.</summary>
    internal IEnumerable<MimePart> All => Children.SelectMany(child => child.All).Prepend(this);
}
