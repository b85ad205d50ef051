using System.Net;
using Hotline.Channels;

namespace Hotline.Host.Tests.Api;

/// <summary>A citizen without an account at their own cases.</summary>
public sealed class ProgressApiTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task A_code_by_message_opens_ones_own_cases_and_nobody_else_learns_a_thing()
    {
        const string Phone = "13800000077";
        product.Sender.Configured = true;
        using var agent = await product.SignInAsync("agent1");
        var visit = await agent.PostAsync("/api/contacts", new { medium = "counter", number = Phone }, HttpStatusCode.Created);
        var opened = await agent.PostAsync(
            "/api/cases",
            new { contactId = visit.Text("id"), requestType = "complaint", categoryCode = "other", place = "", text = "路灯不亮", confidential = false, hazard = false },
            HttpStatusCode.Created);

        using var citizen = product.Stranger();
        await citizen.PostAsync("/api/progress/codes", new { phone = "13900000078" }, HttpStatusCode.Accepted);
        await citizen.PostAsync("/api/progress/codes", new { phone = Phone }, HttpStatusCode.Accepted);
        await citizen.PostAsync("/api/progress/codes", new { phone = "13900000078" }, HttpStatusCode.TooManyRequests);
        await citizen.PostAsync("/api/progress/codes", new { phone = Phone }, HttpStatusCode.TooManyRequests);
        await citizen.PostAsync("/api/progress/codes", new { phone = " " }, HttpStatusCode.BadRequest);
        var sent = await CodeAsync();
        Assert.Equal((Phone, true), (sent.To, sent.Asked));
        var code = sent.Fields["code"];

        var wrong = await citizen.PostAsync("/api/progress/visits", new { phone = "13900000078", code }, HttpStatusCode.Forbidden);
        Assert.Equal("code-wrong", wrong.Text("code"));
        var own = await citizen.PostAsync("/api/progress/visits", new { phone = Phone, code });
        var seen = Assert.Single(own.List("cases"));
        Assert.Equal((opened.Text("number"), "registered"), (seen.Text("number"), seen.Text("state")));
        await citizen.PostAsync("/api/progress/visits", new { phone = Phone, code }, HttpStatusCode.Forbidden);

        var ticket = own.Text("ticket");
        Assert.Single((await citizen.PostAsync("/api/progress/look", new { ticket })).List("cases"));
        var refused = await citizen.PostAsync("/api/progress/objections", new { ticket, number = opened.Text("number"), text = "还没有修" }, HttpStatusCode.Conflict);
        Assert.Equal(("not-allowed", "工单尚未办结", "hanjiang-2016/15"), (refused.Text("code"), refused.Text("detail"), refused.Text("clause")));
        Assert.Equal(["supplement", "report"], refused.List("acts").Select(act => act.GetString()));
        refused = await citizen.PostAsync("/api/progress/ratings", new { ticket, number = opened.Text("number"), rating = "satisfied" }, HttpStatusCode.Conflict);
        Assert.Equal(("现在不需要评价", "hanjiang-2016/15"), (refused.Text("detail"), refused.Text("clause")));
        await citizen.PostAsync("/api/progress/ratings", new { ticket, number = "20200101000001", rating = "satisfied" }, HttpStatusCode.NotFound);
        await citizen.PostAsync("/api/progress/look", new { ticket = new string('0', 64) }, HttpStatusCode.Forbidden);
    }

    /// <summary>It goes out after the answer; no other goes out besides.</summary>
    private async Task<OutboundMessage> CodeAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (!product.Sender.Sent.Any(message => message.Kind == "code"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }

        return Assert.Single(product.Sender.Sent, message => message.Kind == "code");
    }
}
