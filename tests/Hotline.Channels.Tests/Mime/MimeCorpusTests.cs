using System.Globalization;
using System.Text;
using System.Text.Json;
using Hotline.Channels.Mime;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Mime;

/// <summary>The corpus of another reader, each mail with what that reader made of it. Where the two differ by judgement the counts below say how often.</summary>
public sealed class MimeCorpusTests
{
    [Fact]
    public void Mails_of_the_corpus_are_read_as_its_reader_read_them()
    {
        Assert.SkipWhen(Repository.Corpus is null, Repository.NoCorpus);
        var root = Path.Combine(Repository.Corpus, "stalwart-mail-parser", "resources", "eml");
        var files = Directory.EnumerateFiles(root, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        var (read, compared, subjects, senders, ids, parts, texts) = (0, 0, 0, 0, 0, 0, 0);
        var differences = new StringBuilder();
        foreach (var file in files)
        {
            var (mail, rejection) = MimeReader.Read(File.ReadAllBytes(file), new MimeLimits());
            read += mail is null ? 0 : 1;
            var expected = Path.ChangeExtension(file, ".json");
            if (mail is null || !File.Exists(expected))
            {
                differences.Append(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root, file)}: {rejection?.Fault.ToString() ?? "nothing to compare"}\n");
                continue;
            }

            compared++;
            var other = JsonElement.Parse(File.ReadAllText(expected));
            var otherParts = other.GetProperty("parts").EnumerateArray().ToList();
            var header = otherParts[0].GetProperty("headers").EnumerateArray().ToList();
            var name = Path.GetRelativePath(root, file);
            subjects += Same(name, "subject", Squeeze(TextOf(header, "subject")), Squeeze(HeaderText.Decode(mail.Field("subject") ?? "")), differences);
            senders += Same(name, "from", AddressOf(header, "from"), HeaderText.Mailboxes(mail.Field("from") ?? "") is [var sender, ..] ? sender.Address : "", differences);
            ids += Same(name, "id", TextOf(header, "message_id"), HeaderText.Ids(mail.Field("message-id")) is [var id, ..] ? id : "", differences);
            parts += Same(name, "parts", $"{otherParts.Count}", $"{Flat(mail).Count}", differences);
            texts += Same(name, "text", FirstText(otherParts), Squeeze(Flat(mail).Find(part => part.Children.Count == 0 && part.MediaType.StartsWith("text/", StringComparison.Ordinal))?.Text ?? ""), differences);
        }

        Console.WriteLine($"{files.Count} mails, {read} read, {compared} compared: subjects {subjects}, senders {senders}, ids {ids}, parts {parts}, texts {texts}");
        Assert.True(read == files.Count && senders == compared && ids == compared && subjects >= 102 && parts >= 92 && texts >= 98, differences.ToString());
    }

    [Fact]
    public void Every_prefix_and_many_mutations_of_every_mail_end_without_a_fault_of_ours()
    {
        Assert.SkipWhen(Repository.Corpus is null, Repository.NoCorpus);
        var random = new Random(20261122);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Corpus, "stalwart-mail-parser", "resources", "eml"), "*.eml", SearchOption.AllDirectories))
        {
            var mail = File.ReadAllBytes(file);
            for (var turn = 0; turn < 8; turn++)
            {
                var other = (byte[])mail.Clone();
                for (var change = 0; change < 6 && other.Length > 0; change++)
                {
                    other[random.Next(other.Length)] = (byte)random.Next(256);
                }

                Touch(other);
                Touch(mail[..random.Next(mail.Length)]);
            }
        }
    }

    private static void Touch(byte[] content)
    {
        var (mail, _) = MimeReader.Read(content, new MimeLimits());
        foreach (var part in mail?.All ?? [])
        {
            _ = part.Text.Length + (part.FileName?.Length ?? 0) + part.Fields.Sum(field => HeaderText.Decode(field.Value).Length + HeaderText.Mailboxes(field.Value).Count);
        }
    }

    private static int Same(string file, string what, string expected, string seen, StringBuilder differences)
    {
        if (expected == seen)
        {
            return 1;
        }

        differences.Append(CultureInfo.InvariantCulture, $"{file} {what}: '{Short(expected)}' / '{Short(seen)}'\n");
        return 0;
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60];

    private static List<MimePart> Flat(MimePart part) =>
        part.MediaType == "message/rfc822" ? [part] : [part, .. part.Children.SelectMany(Flat)];

    private static string TextOf(List<JsonElement> header, string name) =>
        header.Where(field => field.GetProperty("name").ValueKind == JsonValueKind.String && field.GetProperty("name").GetString() == name)
            .Select(field => field.GetProperty("value")).Select(value => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("Text", out var text) ? text.GetString()! : "").FirstOrDefault("");

    private static string AddressOf(List<JsonElement> header, string name)
    {
        foreach (var field in header.Where(field => field.GetProperty("name").ToString() == name))
        {
            if (field.GetProperty("value") is { ValueKind: JsonValueKind.Object } value && value.TryGetProperty("Address", out var address))
            {
                if (address.TryGetProperty("List", out var list) && list.GetArrayLength() > 0)
                {
                    return list[0].TryGetProperty("address", out var first) ? first.ToString() : "";
                }

                if (address.TryGetProperty("Group", out var groups) && groups.GetArrayLength() > 0 && groups[0].GetProperty("addresses") is { } inside && inside.GetArrayLength() > 0)
                {
                    return inside[0].TryGetProperty("address", out var first) ? first.ToString() : "";
                }
            }
        }

        return "";
    }

    private static string FirstText(List<JsonElement> parts)
    {
        foreach (var part in parts)
        {
            if (part.GetProperty("body") is { ValueKind: JsonValueKind.Object } body && (body.TryGetProperty("Text", out var text) || body.TryGetProperty("Html", out text)))
            {
                return Squeeze(text.GetString()!);
            }
        }

        return "";
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
