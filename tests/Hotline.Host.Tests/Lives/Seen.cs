using System.Text.Json;
using Hotline.Host.Tests.Api;

namespace Hotline.Host.Tests.Lives;

/// <summary>A case as somebody sees it. What is said of it here must be so; each saying gives the case back, for the next.</summary>
internal sealed class Seen(JsonElement view)
{
    public JsonElement View => view;

    public string Number => view.Text("number")!;

    public int Version => view.Version();

    public IEnumerable<string?> History => view.List("history").Select(line => line.Text("act"));

    public IEnumerable<string?> Acts => view.List("acts").Select(act => act.Text("act"));

    /// <summary>Where it stands, and with whom.</summary>
    public Seen Is(string state, string? unit = null)
    {
        Assert.Equal(state, view.Text("state"));
        if (unit is not null)
        {
            Assert.Equal(unit, view.GetProperty("unit").Text("id"));
        }

        return this;
    }

    /// <summary>A limit runs to that moment, by that clause.</summary>
    public Seen Runs(string clock, string until, string by)
    {
        var row = Clock(clock);
        Assert.Equal((clock, "running", until, by), (clock, row.Text("state"), City.Clock(row.Due("due")), row.Text("clause")));
        return this;
    }

    /// <summary>The last moment in time of a limit, its grace with it.</summary>
    public Seen InTimeUntil(string clock, string moment)
    {
        Assert.Equal(moment, City.Clock(Clock(clock).Due("lateAfter")));
        return this;
    }

    /// <summary>A limit was kept.</summary>
    public Seen Kept(string clock) => Stood(clock, "met");

    /// <summary>A limit was not kept, and the history says so under its clause.</summary>
    public Seen Late(string clock)
    {
        var clause = Clock(clock).Text("clause");
        Assert.Contains(view.List("history"), line => line.Text("act") == "clock.breached" && line.Text("clause") == clause);
        return Stood(clock, "breached");
    }

    /// <summary>Limits of that name: none now, or none ever.</summary>
    public Seen HasNo(string clock)
    {
        Assert.DoesNotContain(view.List("clocks"), row => row.Text("name") == clock);
        return this;
    }

    /// <summary>The last line of that kind in the history.</summary>
    public Seen Wrote(string act, string? by = null, string? words = null)
    {
        var line = view.List("history").LastOrDefault(entry => entry.Text("act") == act);
        Assert.True(line.ValueKind == JsonValueKind.Object, $"no line {act} among {string.Join(", ", History)}");
        if (by is not null)
        {
            Assert.Equal((act, by), (act, line.Text("clause")));
        }

        Assert.Contains(words ?? "", line.Text("detail"), StringComparison.Ordinal);
        return this;
    }

    public Seen WroteNo(string act)
    {
        Assert.DoesNotContain(act, History);
        return this;
    }

    /// <summary>How satisfied the requester said they are, and where the question stands.</summary>
    public Seen Survey(string state, string? answer = null)
    {
        var survey = view.GetProperty("survey");
        Assert.Equal((state, answer), (survey.Text("state"), survey.Text("answer")));
        return this;
    }

    /// <summary>Tasks of the hotline's people on it that are still to be done.</summary>
    public Seen Owes(params string[] kinds)
    {
        Assert.Equal(kinds, view.List("tasks").Where(task => task.Text("state") == "open").Select(task => task.Text("kind")!));
        return this;
    }

    /// <summary>Neither the question to the requester, nor what came of it, nor the hotline's own tasks are shown.</summary>
    public Seen ShowsNoSurvey()
    {
        Assert.Equal(JsonValueKind.Null, view.GetProperty("survey").ValueKind);
        Assert.Empty(view.List("tasks"));
        Assert.DoesNotContain(History, act => act!.StartsWith("survey.", StringComparison.Ordinal) || act.StartsWith("task.", StringComparison.Ordinal) || act == "follow-up");
        return this;
    }

    /// <summary>Who brought it is not shown.</summary>
    public Seen Masked(bool masked = true)
    {
        var requester = view.GetProperty("requester");
        Assert.Equal(masked, requester.GetProperty("masked").GetBoolean());
        Assert.Equal(masked, requester.Text("phone") is null);
        return this;
    }

    private Seen Stood(string clock, string state)
    {
        Assert.Equal((clock, state), (clock, Clock(clock).Text("state")));
        return this;
    }

    private JsonElement Clock(string name) => Assert.IsType<JsonElement>(view.List("clocks").Where(row => row.Text("name") == name).Cast<JsonElement?>().LastOrDefault());
}
