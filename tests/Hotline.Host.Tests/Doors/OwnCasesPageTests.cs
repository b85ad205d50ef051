using System.Net;
using System.Text.RegularExpressions;

namespace Hotline.Host.Tests.Doors;

/// <summary>One's own cases by a code to the telephone, as a browser without scripts meets them.</summary>
public sealed partial class OwnCasesPageTests
{
    private const string Phone = "13800000071";

    [Fact]
    public async Task Whoever_has_no_query_code_looks_objects_and_rates_by_a_code_to_the_telephone()
    {
        await using var product = await WebFormTests.StartAsync();
        product.Sender.Configured = true;
        using var citizen = new WebReporter(product.Http);
        await citizen.OpenAsync();
        var (_, taken) = await citizen.SendAsync(new { what = "路灯不亮", place = "人民路18号", phone = Phone, name = "王五" });
        var number = WebReporter.Number(taken);
        await WebFormTests.CloseAsync(product, number);

        Assert.Contains("/report/mine", (await citizen.OpenAsync("/report/progress")).Page, StringComparison.Ordinal);
        var (_, page) = await citizen.OpenAsync("/report/mine");
        Assert.Equal(HttpStatusCode.BadRequest, (await citizen.AskAsync(new { act = "code", phone = Phone }, "/report/mine")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await citizen.AskAsync(new { act = "code", form = Hidden(page, "form"), phone = "12" }, "/report/mine")).Status);
        var (_, asked) = await citizen.AskAsync(new { act = "code", form = Hidden(page, "form"), phone = Phone }, "/report/mine");
        Assert.Contains("如果该手机号名下有工单", asked, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await citizen.AskAsync(new { act = "code", form = Hidden(page, "form"), phone = Phone }, "/report/mine")).Status);

        // A number without cases is told the very same.
        var (_, stranger) = await citizen.AskAsync(new { act = "code", form = Hidden(page, "form"), phone = "13900000072" }, "/report/mine");
        Assert.Equal(Plain(asked, Phone), Plain(stranger, "13900000072"));

        var code = await CodeAsync(product);
        Assert.Equal(HttpStatusCode.Forbidden, (await citizen.AskAsync(new { act = "open", phone = "13900000072", code }, "/report/mine")).Status);
        var (status, seen) = await citizen.AskAsync(new { act = "open", phone = Phone, code }, "/report/mine");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(number, seen, StringComparison.Ordinal);
        Assert.Contains("已补好", seen, StringComparison.Ordinal);
        Assert.Matches("可以在20[0-9: -]+前提出异议。 依据：hanjiang-2016/15", seen);

        var ticket = Hidden(seen, "ticket");
        var (tooLong, draft) = await citizen.AskAsync(new { act = "object", ticket, number, text = $"<i>{new string('长', 2001)}" }, "/report/mine");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong);
        Assert.Contains("&lt;i&gt;长长", draft, StringComparison.Ordinal);
        Assert.Contains("异议已登记", (await citizen.AskAsync(new { act = "object", ticket, number, text = "还是不亮" }, "/report/mine")).Page, StringComparison.Ordinal);
        var (again, pending) = await citizen.AskAsync(new { act = "object", ticket, number, text = "还是不亮" }, "/report/mine");
        Assert.Equal(HttpStatusCode.Conflict, again);
        Assert.Contains("您的异议正在复核", pending, StringComparison.Ordinal);
        Assert.Contains("感谢您的评价", (await citizen.AskAsync(new { act = "rate", ticket, number, rating = "Dissatisfied" }, "/report/mine")).Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await citizen.AskAsync(new { act = "object", ticket, number = "20200101000001", text = "还是不亮" }, "/report/mine")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await citizen.AskAsync(new { act = "look", ticket = new string('0', 64) }, "/report/mine")).Status);

        using var leader = await product.SignInAsync("leader");
        var history = (await leader.GetAsync($"/api/cases/{number}")).List("history");
        Assert.Contains("通过网页对办理结果（已解决）提出异议：还是不亮", history.Select(entry => entry.Text("detail")).Where(detail => detail?.Contains("异议", StringComparison.Ordinal) == true).First(), StringComparison.Ordinal);
    }

    private static string Hidden(string page, string name) => Regex.Match(page, $"name=\"{name}\" value=\"(?<value>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["value"].Value;

    /// <summary>The page without what differs with every page.</summary>
    private static string Plain(string page, string phone) => Sealed().Replace(page, "").Replace(phone, "", StringComparison.Ordinal);

    private static async Task<string> CodeAsync(TestProduct product)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (!product.Sender.Sent.Any(message => message.Kind == "code"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
        }

        return Assert.Single(product.Sender.Sent, message => message.Kind == "code").Fields["code"];
    }

    [GeneratedRegex("name=\"form\" value=\"[^\"]*\"", RegexOptions.None, 1000)]
    private static partial Regex Sealed();
}
