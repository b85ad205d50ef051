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

    /// <summary>Puts down the call in which the requester was contacted.</summary>
    public Task<Seen> Contacted(string number, string contact) => Does(number, "contact", new { contactId = contact, note = "已说明办理情况" });

    /// <summary>From the dispatch to the reply, without anything of note between.</summary>
    public async Task<Seen> Handles(string number, string text, string outcome = "solved")
    {
        await Signs(number);
        return await Replies(number, text, outcome);
    }
}
