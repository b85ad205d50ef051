using System.Net;

namespace Hotline.Host.Tests.Api;

/// <summary>Whoever comes to a counter, and what a patrol finds, come in by an agent's hand.</summary>
public sealed class CounterTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Theory]
    [InlineData("counter")]
    [InlineData("patrol")]
    public async Task A_visit_is_a_contact_once_and_a_case_comes_of_it(string medium)
    {
        using var agent = await product.SignInAsync("agent1");
        var number = medium == "counter" ? "13800000061" : "13800000062";
        var visit = new { medium, number, text = "来窗口反映" };
        var contact = await agent.PostAsync("/api/contacts", visit, HttpStatusCode.Created, $"visit-{medium}");
        var again = await agent.PostAsync("/api/contacts", visit, HttpStatusCode.Created, $"visit-{medium}");
        Assert.Equal((contact.Text("id"), medium, number), (again.Text("id"), contact.Text("medium"), contact.Text("number")));

        var opened = await agent.PostAsync(
            "/api/cases",
            new { contactId = contact.Text("id"), requestType = "complaint", categoryCode = "other", place = "", text = "路灯不亮", confidential = false, hazard = false },
            HttpStatusCode.Created);
        Assert.Equal(number, opened.GetProperty("requester").Text("phone"));
        Assert.Equal(medium, Assert.Single(opened.List("contacts")).Text("medium"));
        var next = await agent.PostAsync("/api/contacts", visit, HttpStatusCode.Created, $"visit-{medium}-2");
        Assert.Single(next.GetProperty("earlier").List("cases"));
    }

    [Fact]
    public async Task Other_doors_are_not_opened_by_hand()
    {
        using var agent = await product.SignInAsync("agent1");

        await agent.PostAsync("/api/contacts", new { medium = "wechat", number = "x" }, HttpStatusCode.BadRequest);
        await agent.PostAsync("/api/contacts", new { number = "x" }, HttpStatusCode.BadRequest);
        await agent.PostAsync("/api/contacts", new { medium = "counter", number = new string('1', 31) }, HttpStatusCode.BadRequest);
    }
}
