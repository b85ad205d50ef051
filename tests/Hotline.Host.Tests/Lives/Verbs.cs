using System.Net;
using System.Text.Json;

namespace Hotline.Host.Tests.Lives;

/// <summary>What people do, in the words of the trade.</summary>
internal sealed partial class Person
{
    /// <summary>What a camera makes, as far as the first bytes tell.</summary>
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 4];

    public async Task<Seen> Registers(Matter matter, string? contact = null) =>
        new(await Post("/api/cases", contact is null ? matter : matter with { ContactId = contact }, HttpStatusCode.Created));

    /// <summary>Where the matter should go: the unit, by which clause, and what each rule came to.</summary>
    public async Task<JsonElement> Suggests(Matter matter)
    {
        var place = Uri.EscapeDataString(matter.Place);
        var fine = matter.Fine is { } yuan ? FormattableString.Invariant($"&fine={yuan}") : "";
        return await Get($"/api/cases/suggestion?category={matter.CategoryCode}&place={place}&type={matter.RequestType}&hazard={(matter.Hazard ? "true" : "false")}{fine}");
    }

    public Task<Seen> Dispatches(string number, string unit, string? note = null) => Does(number, "dispatch", new { unitId = unit, note });

    public Task<Seen> Signs(string number) => Does(number, "sign");

    /// <summary>Confirms on site, with a photo taken there.</summary>
    public async Task<Seen> ConfirmsOnSite(string number, string place, string note)
    {
        var photo = await (await Seated()).PutUpAsync($"/api/cases/{number}/photos/", Photo, "image/jpeg");
        return await Does(number, "on-site", new { place, note, longitude = 119.12, latitude = 25.45, accuracyMetres = 8, photoIds = new[] { photo.Text("id") } });
    }

    public Task<Seen> Replies(string number, string text, string outcome = "solved") => Does(number, "reply", new { text, outcome });

    public Task<Seen> Closes(string number, string outcome = "solved", string? note = null) => Does(number, "close", new { outcome, note });

    /// <summary>催办, while the limit runs.</summary>
    public Task Urges(string number, string text) => Post($"/api/cases/{number}/supervision/urge", new { text });

    /// <summary>督办, on one of the policy's causes; null: the limit has ended.</summary>
    public Task Supervises(string number, string? cause, string reason, HttpStatusCode expected = HttpStatusCode.OK) =>
        Post($"/api/cases/{number}/supervision/supervise", new { cause, reason }, expected);

    /// <summary>Ends the supervision that rests on that cause.</summary>
    public async Task EndsSupervision(string number, string cause, string conclusion)
    {
        var file = await Get($"/api/cases/{number}/supervision/");
        var record = Assert.Single(file.List("records"), row => row.Text("cause") == cause);
        await Post($"/api/cases/{number}/supervision/end", new { recordId = record.Text("id"), conclusion });
    }

    /// <summary>领导批示, with the day until which it is reported on.</summary>
    public Task Instructs(string number, string leader, string text, string? due = null) =>
        Post($"/api/cases/{number}/supervision/instruct", new { leader, text, due = due is null ? (DateTimeOffset?)null : City.At(due) });

    /// <summary>Reports on the last instruction.</summary>
    public async Task<JsonElement> Reports(string number, string text)
    {
        var instruction = (await Get($"/api/cases/{number}/supervision/")).List("instructions")[^1];
        return (await Post($"/api/cases/{number}/supervision/report", new { instructionId = instruction.Text("id"), text })).List("instructions")[^1];
    }

    /// <summary>Enters a document of supervision into the ledger: its number, its limit and its clause.</summary>
    public async Task<JsonElement> Issues(string number, string kind, string? numbered, string? due, string by)
    {
        var letter = await Post("/api/letters", new { kind, caseNumber = number, body = "请按时办理。" });
        var until = letter.GetProperty("due").ValueKind == JsonValueKind.Null ? null : City.Clock(letter.GetProperty("due").GetDateTimeOffset());
        Assert.Equal((numbered, due, by), (letter.Text("number"), until, letter.Text("clause")));
        return letter;
    }

    public Task MayNotIssue(string number, string kind, string by, string because) =>
        IsRefused("/api/letters", new { kind, caseNumber = number, body = "请按时办理。" }, by, because);

    public Task<JsonElement> AnswersLetter(JsonElement letter, string text) => Post($"/api/letters/{letter.Text("id")}/reply", new { text });

    /// <summary>销号.</summary>
    public async Task StrikesOff(JsonElement letter, string note) =>
        Assert.Equal("struck-off", (await Post($"/api/letters/{letter.Text("id")}/strike-off", new { note })).Text("state"));

    public Task MayNotStrikeOff(JsonElement letter, string by, string because) => IsRefused($"/api/letters/{letter.Text("id")}/strike-off", new { note = "已办" }, by, because);

    /// <summary>Puts down the call in which the requester was contacted.</summary>
    public Task<Seen> Contacted(string number, string contact) => Does(number, "contact", new { contactId = contact, note = "已说明办理情况" });

    /// <summary>From the dispatch to the reply, without anything of note between.</summary>
    public async Task<Seen> Handles(string number, string text, string outcome = "solved")
    {
        await Signs(number);
        return await Replies(number, text, outcome);
    }
}
