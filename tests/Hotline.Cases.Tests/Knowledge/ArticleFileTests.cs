using Hotline.Cases.Knowledge;
using Hotline.Testing;

namespace Hotline.Cases.Tests.Knowledge;

public sealed class ArticleFileTests
{
    private const string Good = "articles:\n  - id: a\n    version: 1\n    title: 居住证\n    answer: 到派出所办理\n    source: 公安局\n";

    [Fact]
    public void The_articles_that_are_shipped_are_in_order()
    {
        var loaded = ArticleFile.Load(Repository.Path("policies", "knowledge.yaml"));

        Assert.Empty(loaded.Errors);
        Assert.All(loaded.Value!, article => Assert.NotEmpty(article.Questions));
    }

    [Theory]
    [InlineData("articles:\n  - id: a\n    version: 1\n    title: t\n    source: s\n", ": articles[0].answer: missing")]
    [InlineData(Good + "    until: tomorrow\n", ":7: articles[0].until: ")]
    [InlineData(Good + "  - id: a\n    version: 1\n    title: t\n    answer: x\n    source: s\n", ":7: articles[1].id: 'a' stands twice")]
    [InlineData(Good + "    unit: x\n", ":7: articles[0].unit: unknown key")]
    public void What_is_wrong_is_named_by_file_and_line(string text, string error)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("knowledge.yaml"), text);

        var loaded = ArticleFile.Load(folder.File("knowledge.yaml"));

        Assert.Null(loaded.Value);
        var said = Assert.Single(loaded.Errors).ToString();
        Assert.StartsWith(folder.File("knowledge.yaml"), said, StringComparison.Ordinal);
        Assert.Contains(error, said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_longer_than_a_reply_may_be_is_refused()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("knowledge.yaml"), Good.Replace("到派出所办理", new string('办', 501), StringComparison.Ordinal));

        Assert.Contains("at most 500 characters", Assert.Single(ArticleFile.Load(folder.File("knowledge.yaml")).Errors).ToString(), StringComparison.Ordinal);
    }
}
