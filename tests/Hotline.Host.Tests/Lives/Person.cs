using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hotline.Host.Tests.Lives;

/// <summary>One of the city's people at a browser; they sign in again when their session is over.</summary>
internal sealed partial class Person(City city, string userName, Func<Task>? hire) : IDisposable
{
    /// <summary>Sessions last 12 hours.</summary>
    private static readonly TimeSpan Shift = TimeSpan.FromHours(11);

    private DateTimeOffset since;
    private Seat? seat;
    private bool hired;

    /// <summary>The case as this person sees it.</summary>
    public async Task<Seen> Sees(string number) => new(await Get($"/api/cases/{number}"));

    /// <summary>To this person there is no such case.</summary>
    public async Task DoesNotSee(string number) => await (await Seated()).GetAsync($"/api/cases/{number}", HttpStatusCode.NotFound);

    /// <summary>Does one act on the case as they see it.</summary>
    public async Task<Seen> Does(string number, string act, object? form = null)
    {
        await (await Seated()).PostAsync($"/api/cases/{number}/{act}", await Form(number, form));
        await city.SendNotices();
        return await Sees(number);
    }

    /// <summary>The rules do not allow it: by which clause, and why.</summary>
    public async Task MayNot(string number, string act, object? form = null, string? by = null, string? because = null)
    {
        var (status, problem) = await (await Seated()).AskAsync(HttpMethod.Post, $"/api/cases/{number}/{act}", await Form(number, form), Guid.NewGuid().ToString());
        Assert.True(status is HttpStatusCode.Conflict or HttpStatusCode.Forbidden, $"{act}: {status} {problem}");
        Assert.Contains(problem.Text("code"), new[] { "not-allowed", "no-right", "forbidden" });
        if (by is not null)
        {
            Assert.Equal((act, by), (act, problem.Text("clause")));
        }

        if (because is not null)
        {
            Assert.Contains(because, problem.Text("detail"), StringComparison.Ordinal);
        }
    }

    public string UserName => userName;

    /// <summary>Asks for something there, whatever comes of it.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> Asks(string path, object form) =>
        await (await Seated()).AskAsync(HttpMethod.Post, path, JsonSerializer.SerializeToNode(form, JsonSerializerOptions.Web)!.AsObject(), Guid.NewGuid().ToString());

    /// <summary>The rules do not allow what is asked for there: by which clause, and why.</summary>
    public async Task IsRefused(string path, object form, string by, string because)
    {
        var (status, problem) = await Asks(path, form);
        Assert.True(status is HttpStatusCode.Conflict or HttpStatusCode.Forbidden, $"{path}: {status} {problem}");
        Assert.Contains(problem.Text("code"), new[] { "not-allowed", "no-right" });
        Assert.Equal(by, problem.Text("clause"));
        Assert.Contains(because, problem.Text("detail"), StringComparison.Ordinal);
    }

    /// <summary>Tries an act on that version of the case, whatever comes of it.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Answer)> Tries(string number, string act, object form, int version)
    {
        var filled = JsonSerializer.SerializeToNode(form, JsonSerializerOptions.Web)!.AsObject();
        filled["version"] = version;
        return await (await Seated()).AskAsync(HttpMethod.Post, $"/api/cases/{number}/{act}", filled, Guid.NewGuid().ToString());
    }

    /// <summary>The form lacks something: exactly these fields are named.</summary>
    public async Task Lacks(string number, string act, object? form, params string[] fields)
    {
        var problem = await (await Seated()).PostAsync($"/api/cases/{number}/{act}", await Form(number, form), HttpStatusCode.BadRequest);
        Assert.Equal(fields, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal));
    }

    public async Task<JsonElement> Get(string path) => await (await Seated()).GetAsync(path);

    public async Task<JsonElement> Post(string path, object? form, HttpStatusCode expected = HttpStatusCode.OK) => await (await Seated()).PostAsync(path, form, expected);

    /// <summary>The open task of that kind on the case, in this person's list.</summary>
    public async Task<JsonElement> TaskOf(string number, string kind) => Assert.Single(
        (await Get("/api/tasks?state=open")).EnumerateArray().ToArray(), task => task.Text("caseNumber") == number && task.Text("kind") == kind);

    /// <summary>Says how the open task of that kind ended.</summary>
    public async Task Finishes(string number, string kind, string outcome, string? note = null, bool? contacted = null, bool? solved = null)
    {
        await Post($"/api/tasks/{(await TaskOf(number, kind)).Text("id")}/result", new { outcome, note, contacted, solved });
        await city.SendNotices();
    }

    /// <summary>This person may not say how the task ended.</summary>
    public async Task MayNotFinish(string number, string kind, string outcome, string because)
    {
        var problem = await Post($"/api/tasks/{(await TaskOf(number, kind)).Text("id")}/result", new { outcome, note = "理由" }, HttpStatusCode.Conflict);
        Assert.Contains(because, problem.Text("detail"), StringComparison.Ordinal);
    }

    public void Dispose() => seat?.Dispose();

    private async Task<Seat> Seated()
    {
        if (!hired && hire is not null)
        {
            await hire();
        }

        hired = true;
        if (seat is null || city.Now - since > Shift)
        {
            seat?.Dispose();
            seat = await city.Product.SignInAsync(userName);
            since = city.Now;
        }

        return seat;
    }

    private async Task<JsonObject> Form(string number, object? form)
    {
        var filled = JsonSerializer.SerializeToNode(form ?? new { }, JsonSerializerOptions.Web)!.AsObject();
        filled["version"] = (await Sees(number)).Version;
        return filled;
    }
}
