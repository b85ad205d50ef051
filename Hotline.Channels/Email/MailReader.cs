using System.Security.Cryptography;
using System.Text;
using Hotline.Channels.Mime;
using Hotline.Channels.Receiving;

namespace Hotline.Channels.Email;

/// <summary>What a mail is to us: a message, and where it is a bounce, the report of one of ours.</summary>
internal sealed record ReadMail(InboundMessage Message, DeliveryReport? Report);

/// <summary>Makes a message of a mail. Pure: the same mail, the same message; one that cannot be read is kept whole.</summary>
internal static class MailReader
{
    /// <summary>Received lines of a mail that goes in a circle (RFC 5321 §6.3 suggests 100 for servers).</summary>
    private const int MostHops = 50;

    private const int MostAttachments = 100;

    internal static ReadMail Read(byte[] mail, string ourAddress, MimeLimits limits, DateTimeOffset now)
    {
        try
        {
            var (root, rejection) = MimeReader.Read(mail, limits);
            return root is null ? Unread(mail, ourAddress, Code(rejection!.Fault), now) : Read(root, mail, ourAddress, now);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException or OverflowException or OutOfMemoryException)
        {
            // A fault of ours must not lose a mail: it becomes a case that shows it.
            return Unread(mail, ourAddress, "unreadable", now);
        }
    }

    /// <summary>The id under which a mail of that Message-ID is stored begins so.</summary>
    internal static string IdPrefix(string messageId) => Hash(messageId, 16) + "-";

    private static ReadMail Read(MimePart root, byte[] mail, string ourAddress, DateTimeOffset now)
    {
        var from = HeaderText.Mailboxes(root.Field("from") ?? root.Field("sender") ?? "").AsEnumerable().FirstOrDefault(mailbox => mailbox.Address.Contains('@', StringComparison.Ordinal))
            ?? new Mailbox("", "unknown@invalid");
        var subject = HeaderText.Decode(root.Field("subject") ?? "").Trim();
        var messageId = HeaderText.Ids(root.Field("message-id")) is [var id, ..] ? id : null;
        var (text, folded) = Words(root);
        var answered = HeaderText.Ids(root.Field("in-reply-to")).Concat(HeaderText.Ids(root.Field("references"))).Distinct(StringComparer.Ordinal).TakeLast(20).ToList();
        var bounce = root.MediaType == "multipart/report" ? Bounce.Read(root) : null;
        var ours = answered.Append(bounce?.MessageId ?? "").Select(id => MailWriter.KeyOf(id, ourAddress)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var automatic = IsAutomatic(root, from.Address, ourAddress);
        return new ReadMail(
            new InboundMessage
            {
                Channel = ChannelKind.Email,
                ExternalId = Identify(root, messageId, from.Address, subject, mail),
                From = from.Address,
                To = ourAddress,
                Name = from.Name.Length > 0 ? from.Name : null,
                Subject = subject.Length > 0 ? subject : null,
                Text = folded ? $"{text}\n（以下引用的历史邮件已折叠，见附件原件）" : text,
                CaseNumber = CaseReference.Find(subject) ?? CaseReference.Find(text),
                Thread = messageId is not null && IsPlain(messageId) ? $"<{messageId}>" : null,
                AnswersKeys = ours,
                Continues = [.. answered.Select(IdPrefix)],
                Attachments = [.. Attachments(root), new InboundAttachment("original.eml", "message/rfc822", mail)],
                Automatic = automatic,
                Acknowledge = !automatic,
                ReceivedAt = now,
            },
            bounce is { Failed: { } failed } && ours.Count > 0
                ? new DeliveryReport { Channel = ChannelKind.Email, ProviderId = MailWriter.ProviderId(ours[^1]), Delivered = !failed, State = bounce.Status, ReceivedAt = now }
                : null);
    }

    private static ReadMail Unread(byte[] mail, string ourAddress, string why, DateTimeOffset now) => new(
        new InboundMessage
        {
            Channel = ChannelKind.Email,
            ExternalId = Convert.ToHexStringLower(SHA256.HashData(mail))[..40],
            From = "unknown@invalid",
            To = ourAddress,
            Text = "",
            Attachments = [new InboundAttachment("original.eml", "message/rfc822", mail)],
            Quarantine = why,
            ReceivedAt = now,
        },
        null);

    /// <summary>
    /// The same mail, though two mailboxes got it, has the same id; two mails of one Message-ID but different senders, dates or headings have not.
    /// </summary>
    private static string Identify(MimePart root, string? messageId, string from, string subject, byte[] mail)
    {
        var traits = $"{from.ToLowerInvariant()}\n{root.Field("date")}\n{subject}";
        return messageId is null
            ? $"{Hash($"{traits}\n{Convert.ToHexString(SHA256.HashData(root.Body.Span))}", 16)}-none"
            : IdPrefix(messageId) + Hash(traits, 6);
    }

    private static (string Text, bool Folded) Words(MimePart root)
    {
        var readable = root.All.Where(part => part.Children.Count == 0 && part.MediaType.StartsWith("text/", StringComparison.Ordinal) && !part.IsAttachment).ToList();
        if (readable.Find(part => part.MediaType == "text/plain") is { } plain && plain.Text.Trim() is { Length: > 0 } words)
        {
            return (MailText.Fold(words, out var folded), folded);
        }

        return readable.Find(part => part.MediaType == "text/html") is { } html
            ? (MailText.Fold(MailText.OfHtml(html.Text), out var foldedToo), foldedToo)
            : readable.Count > 0 ? (readable[0].Text.Trim(), false) : ("", false);
    }

    private static IEnumerable<InboundAttachment> Attachments(MimePart root)
    {
        foreach (var part in root.All.Where(part => part != root && part.IsAttachment && (part.Children.Count == 0 || part.MediaType == "message/rfc822")).Take(MostAttachments))
        {
            var content = part.Content;
            var (sniffed, ending) = ContentSniffer.Look(content);
            yield return new InboundAttachment(part.FileName ?? $"attachment{ending}", sniffed, content);
        }
    }

    /// <summary>A machine wrote it (RFC 3834 §2): never answered, no case.</summary>
    private static bool IsAutomatic(MimePart root, string from, string ourAddress)
    {
        bool Says(string field, params ReadOnlySpan<string> words)
        {
            var value = root.Field(field)?.ToLowerInvariant();
            foreach (var word in words)
            {
                if (value is not null && value.StartsWith(word, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        var localPart = from[..from.IndexOf('@', StringComparison.Ordinal)].ToLowerInvariant();
        return (root.Field("auto-submitted") is { } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase))
            || Says("precedence", "bulk", "list", "junk", "auto_reply")
            || root.Field("list-id") is not null
            || root.Field("return-path")?.Replace(" ", "", StringComparison.Ordinal) == "<>"
            || root.Field("x-autoreply") is not null || root.Field("x-autorespond") is not null
            || root.MediaType == "multipart/report"
            || localPart is "mailer-daemon" or "postmaster" or "noreply" or "no-reply"
            || string.Equals(from, ourAddress, StringComparison.OrdinalIgnoreCase)
            || root.Fields.Count(field => field.Name == "received") > MostHops;
    }

    private static bool IsPlain(string messageId) => messageId.Length <= 250 && messageId.All(letter => letter is > ' ' and < '\u007f' and not ('<' or '>'));

    private static string Hash(string text, int octets) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, octets));

    private static string Code(MimeFault fault) => fault switch
    {
        MimeFault.TooLarge => "too-large",
        MimeFault.TooDeep => "too-deep",
        MimeFault.TooManyParts => "too-many-parts",
        MimeFault.HeaderTooLong => "header-too-long",
        MimeFault.NoHeader => "no-header",
    };
}

/// <summary>A report of what became of a mail (RFC 3464).</summary>
/// <param name="MessageId">Of the mail it tells of; null where it does not say.</param>
/// <param name="Failed">True for not delivered, false for delivered; null for not yet.</param>
/// <param name="Status">The status code (RFC 3463).</param>
internal sealed record Bounce(string? MessageId, bool? Failed, string Status)
{
    internal static Bounce? Read(MimePart report)
    {
        var parts = report.All.ToList();
        if (parts.Find(part => part.MediaType == "message/delivery-status") is not { } status)
        {
            return null;
        }

        var lines = Encoding.Latin1.GetString(status.Content).Split('\n', StringSplitOptions.TrimEntries);
        string? Line(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..].Trim();
        var action = Line("Action:")?.ToLowerInvariant();
        var returned = parts.Find(part => part.MediaType is "message/rfc822" or "text/rfc822-headers" or "message/rfc822-headers");
        var messageId = (returned?.Children is [var inside, ..] ? inside.Field("message-id") : null)
            ?? (returned is null ? null : Encoding.Latin1.GetString(returned.Content).Split('\n').FirstOrDefault(line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)));
        var code = Line("Status:") ?? "";
        return new Bounce(
            HeaderText.Ids(messageId) is [var id, ..] ? id : null,
            action switch { "failed" => true, "delivered" => false, _ => null },
            code.Length is > 0 and <= 20 && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or ' ' or '(' or ')') ? code : "failed");
    }
}
