using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Desks;

public sealed class KnowledgeDeskTests
{
    [Theory]
    [InlineData("居住证怎么办理？", "residence-permit")]
    [InlineData("请问办居住证要带什么", "residence-permit")]
    [InlineData("身份证丢了怎么补办", "identity-card")]
    [InlineData("身份证到期了怎么换啊", "identity-card")]
    [InlineData("社保卡丢了", "social-card")]
    [InlineData("租房可以提取公积金吗", "provident-fund")]
    [InlineData("你好，停水什么时候恢复？", "water-outage")]
    [InlineData("开店要什么手续", "business-licence")]
    [InlineData("外地看病医保怎么报销", "medical-refund")]
    [InlineData("小学报名需要什么材料", "school-entry")]
    [InlineData("二手房过户怎么办", "property-transfer")]
    [InlineData("老人坐公交免费吗", "senior-card")]
    [InlineData("１２３４５能反映什么问题", "hotline-scope")]
    [InlineData("旧家具怎么扔？", "garbage-collection")]
    public async Task A_question_finds_its_article(string question, string article)
    {
        await using var city = await OpenAsync();

        var answer = city.Services.GetRequiredService<IKnowledgeDesk>().Answer(question);

        Assert.Equal((article, 1), (answer?.Article.ArticleId, answer?.Article.Version));
        Assert.NotEmpty(answer!.Source);
    }

    [Theory]
    [InlineData("楼下烧烤店每天晚上吵到两点没人管吗？")]
    [InlineData("人民路18号路灯什么时候修")]
    [InlineData("结婚证怎么办理")]
    [InlineData("怎么办？")]
    [InlineData("？？")]
    [InlineData("")]
    [InlineData("\ud83d")]
    public async Task A_question_about_something_else_finds_none(string question)
    {
        await using var city = await OpenAsync();

        Assert.Null(city.Services.GetRequiredService<IKnowledgeDesk>().Answer(question));
    }

    [Fact]
    public async Task An_article_answers_until_its_last_day_and_others_that_fit_are_named()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("knowledge.yaml"),
            "articles:\n  - { id: old, version: 3, title: 夜间施工许可, answer: 旧, source: 城管局, until: 2026-03-02 }\n"
            + "  - { id: new, version: 1, title: 夜间施工许可办理, answer: 新, source: 城管局 }\n",
            TestContext.Current.CancellationToken);
        await using var city = await SampleCity.OpenAsync(options => options with { KnowledgeFile = folder.File("knowledge.yaml") });
        var desk = city.Services.GetRequiredService<IKnowledgeDesk>();

        var answer = desk.Answer("夜间施工许可")!;
        Assert.Equal("new", answer.Article.ArticleId);
        Assert.Equal(["夜间施工许可"], answer.Related);

        city.GoTo("2026-03-03T00:00");
        Assert.Empty(desk.Answer("夜间施工许可")!.Related);
    }

    [Fact]
    public async Task An_answered_question_is_a_contact_that_names_the_article_and_no_case()
    {
        await using var city = await OpenAsync();
        var asked = new MessageReceived
        {
            From = new(Medium.Wechat, "o1"), ExternalId = "1", To = "gh_1", Text = "居住证怎么办理", AnsweredBy = "居住证办理（residence-permit 第1版）", ArrivedAt = city.Time.GetUtcNow(),
        };

        var taken = await city.Citizens.TakeAsync(asked, TestContext.Current.CancellationToken);

        Assert.Null(taken.CaseNumber);
        var contact = (await city.Board.FindContactAsync(city.Agent, taken.ContactId, TestContext.Current.CancellationToken))!;
        Assert.Equal(("居住证怎么办理", "自助答复：居住证办理（residence-permit 第1版）"), (contact.Text, contact.Subject));
    }

    private static Task<SampleCity> OpenAsync() =>
        SampleCity.OpenAsync(options => options with { KnowledgeFile = Repository.Path("policies", "knowledge.yaml") });
}
