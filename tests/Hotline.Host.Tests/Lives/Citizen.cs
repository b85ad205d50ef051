using System.Globalization;
using System.Net;
using System.Text.Json;
using Hotline.Channels;
using Hotline.Host.Tests.Doors;

namespace Hotline.Host.Tests.Lives;

/// <summary>A citizen: rings, writes, reads what comes to their telephone, and looks at their own cases without an account.</summary>
internal sealed class Citizen(City city, string phone)
{
    private static int messages;

    public string Phone => phone;

    /// <summary>All that came to their telephone, the first first.</summary>
    public IReadOnlyList<OutboundMessage> Inbox => [.. city.Product.Sender.Sent.Where(message => message.To == phone)];

    /// <summary>Rings the hotline and reaches the first agent now. Gives the contact.</summary>
    public async Task<string> Calls()
    {
        var before = await Contacts();
        await city.Product.ReportAsync(new Calls(city.Now.AddSeconds(-5), phone).Answered);
        return Assert.Single(await Contacts(), id => !before.Contains(id));
    }

    /// <summary>What came last of that kind.</summary>
    public string Reads(string kind) => Inbox.Last(message => message.Kind == kind).Text;

    /// <summary>Answers the last question by short message.</summary>
    public async Task Texts(string words)
    {
        var question = Inbox.Last(message => message.Kind == "survey");
        await city.Product.ReceiveAsync(Message(ChannelKind.Sms, phone, words) with { To = $"12345{question.ExtensionCode}", ExtensionCode = question.ExtensionCode });
        await city.SendNotices();
    }

    /// <summary>Writes to the city from an address of a door; gives the number of the case it became.</summary>
    public async Task<string> Writes(ChannelKind door, string address, string words, string? subject = null)
    {
        await city.Product.ReceiveAsync(Message(door, address, words) with { Phone = door == ChannelKind.Wechat ? phone : null, Subject = subject, Acknowledge = true });
        await city.SendNotices();
        return city.Product.Sender.Sent.Last(message => message.To == address).CaseNumber!;
    }

    /// <summary>Writes a short message of their own accord.</summary>
    public Task Writes(string words) => city.Product.ReceiveAsync(Message(ChannelKind.Sms, phone, words));

    /// <summary>Answers the last question there.</summary>
    public async Task Answers(ChannelKind door, string address, string words)
    {
        var question = city.Product.Sender.Sent.Last(message => message.To == address && message.Kind == "survey");
        await city.Product.ReceiveAsync(Message(door, address, words) with { AnswersKeys = [question.Key] });
        await city.SendNotices();
    }

    /// <summary>Proves the number with a one-time code, and sees their own cases.</summary>
    public async Task<Visit> LooksAtOwnCases()
    {
        var browser = city.Product.Stranger();
        var before = Inbox.Count(message => message.Kind == "code");
        await browser.PostAsync("/api/progress/codes", new { phone }, HttpStatusCode.Accepted);

        // It goes out after the answer.
        await City.Come(() => ValueTask.FromResult(Inbox.Count(message => message.Kind == "code") > before));
        var code = Inbox.Last(message => message.Kind == "code").Fields["code"];
        return new Visit(city.Product.Http, browser, await browser.PostAsync("/api/progress/visits", new { phone, code }));
    }

    private async Task<HashSet<string>> Contacts() =>
        [.. (await city.Agent.Get($"/api/contacts?number={phone}&size=200")).List("items").Select(contact => contact.Text("id")!)];

    private InboundMessage Message(ChannelKind channel, string from, string words) => new()
    {
        Channel = channel,
        ExternalId = string.Create(CultureInfo.InvariantCulture, $"life-{Interlocked.Increment(ref messages)}"),
        From = from,
        To = "12345",
        Text = words,
        ReceivedAt = city.Now,
    };
}

/// <summary>A citizen at their own cases.</summary>
internal sealed class Visit(Uri product, Seat browser, JsonElement opened) : IDisposable
{
    private readonly string ticket = opened.Text("ticket")!;

    public JsonElement Case(string number) => Assert.Single(opened.List("cases"), own => own.Text("number") == number);

    public IEnumerable<string?> Steps(string number) => Case(number).List("steps").Select(step => step.Text("words"));

    public Task Objects(string number, string text, HttpStatusCode expected = HttpStatusCode.NoContent) =>
        browser.PostAsync("/api/progress/objections", new { ticket, number, text }, expected);

    public Task Rates(string number, string rating, HttpStatusCode expected = HttpStatusCode.NoContent) =>
        browser.PostAsync("/api/progress/ratings", new { ticket, number, rating }, expected);

    /// <summary>Tries to rate or to object, whatever comes of it.</summary>
    public Task<(HttpStatusCode Status, JsonElement Answer)> Tries(string what, object form)
    {
        var filled = JsonSerializer.SerializeToNode(form, JsonSerializerOptions.Web)!.AsObject();
        filled["ticket"] = ticket;
        return browser.AskAsync(HttpMethod.Post, $"/api/progress/{what}", filled);
    }

    /// <summary>The same on the page, with a browser that runs no script.</summary>
    public async Task<(HttpStatusCode Status, string Page)> TriesOnThePage(object form)
    {
        using var reporter = new WebReporter(product);
        return await reporter.AskAsync(form, "/report/mine", ("ticket", ticket));
    }

    public void Dispose() => browser.Dispose();
}
