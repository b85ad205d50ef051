using Hotline.Cases.Policies;

namespace Hotline.Cases.Knowledge;

/// <summary>Reads the articles of a city.</summary>
internal static class ArticleFile
{
    /// <summary>A WeChat reply holds 2,048 bytes, Chinese three each; with title, source and the way on to a person.</summary>
    private const int LongestText = 500;

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new Field("articles", FieldType.List(FieldType.Section(
            new("id", FieldType.Pattern("an id such as residence-permit", "[a-z0-9][a-z0-9-]{0,49}"), "Never changed once in use", true),
            new("version", FieldType.Number(1, 9999), "One more with each change", true),
            new("title", FieldType.Text, "What it is about", true),
            new("asked", FieldType.List(FieldType.Text), "How citizens ask for it"),
            new("answer", FieldType.Text, "What it says", true),
            new("source", FieldType.Text, "The unit that owns it", true),
            new("until", FieldType.Date, "The last day on which it is believed"))), "The articles", true));

    /// <summary>The articles, or every error with file, line and key.</summary>
    public static Loaded<IReadOnlyList<Article>> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file)
        {
            return new(null, [.. reader.Errors]);
        }

        if (reader.Errors.Count > 0)
        {
            return new(null, [.. reader.Errors]);
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        var articles = new List<Article>();
        foreach (var item in file.List<Section>("articles"))
        {
            var article = new Article(
                item.Text("id"), item.Number("version", 1), item.Text("title"), item.List<string>("asked"), item.Text("answer").Trim(), item.Text("source"), item.OptionalDate("until"));
            if (!known.Add(article.Id))
            {
                reader.Add(item.LineOf("id"), $"{item.Path}.id", $"'{article.Id}' stands twice");
            }

            if (article.Text.Length > LongestText)
            {
                reader.Add(item.LineOf("answer"), $"{item.Path}.answer", $"expected at most {LongestText} characters, found {article.Text.Length}");
            }

            articles.Add(article);
        }

        return reader.Errors.Count > 0 ? new(null, [.. reader.Errors]) : new(articles, []);
    }
}
