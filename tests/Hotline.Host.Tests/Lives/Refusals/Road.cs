namespace Hotline.Host.Tests.Lives.Refusals;

/// <summary>The shortest way into each state, under any policy; and what must not move when something is refused.</summary>
internal sealed class Road(City city)
{
    /// <summary>Who has the cases: it has units below, and its leader above.</summary>
    public const string Unit = "urban-mgmt";

    /// <summary>Who brings the first case of a road.</summary>
    public const string FirstPhone = "13910000001";

    /// <summary>What a citizen answers who is pleased, and who is not, where one question is asked and where three are.</summary>
    private static readonly (string Pleased, string Displeased) One = ("1", "3"), Three = ("111", "113");

    private int citizens;

    /// <summary>A new case in that state; null where this policy's cases never stand there.</summary>
    public async Task<string?> To(string state)
    {
        var citizen = city.Citizen(FormattableString.Invariant($"1391000{++citizens:D4}"));
        var seen = await city.Agent.Registers(new("complaint", "010306", "延宁路8号", "路灯不亮。") { RequesterPhone = citizen.Phone });
        var number = seen.Number;
        if (state == "registered")
        {
            return At(seen, state);
        }

        seen = await city.Dispatcher.Dispatches(number, Unit);
        if (state == "dispatched")
        {
            return At(seen, state);
        }

        seen = await city.Unit(Unit).Signs(number);
        if (state == "signed")
        {
            return At(seen, state);
        }

        if (seen.Acts.Contains("contact"))
        {
            await city.Agent.Contacted(number, await citizen.Calls());
        }

        // A leader's own reply needs no signature.
        seen = await city.Head(Unit).Replies(number, "已修复。");
        if (state == "replied")
        {
            return At(seen, state);
        }

        if ((await city.Leader.Sees(number)).Acts.Contains("verify"))
        {
            await city.Leader.Does(number, "verify", new { passed = true, note = "属实" });
        }

        seen = await city.Dispatcher.Closes(number);
        if (seen.View.Text("state") == state)
        {
            return number;
        }

        if (seen.View.Text("state") != "closed")
        {
            return null;
        }

        var answer = city.Policy == "gaoling-2020" ? Three : One;
        await citizen.Texts(state == "archived" ? answer.Pleased : answer.Displeased);
        seen = await city.Supervisor.Sees(number);
        if (state == "archived" && seen.View.Text("state") == "follow-up")
        {
            await city.Supervisor.Finishes(number, "audit", "passed");
            seen = await city.Supervisor.Sees(number);
        }

        return At(seen, state);
    }

    /// <summary>All that an act may change, as the supervisor sees it: version, state, unit, history, clocks, tasks, requests, notices.</summary>
    public async Task<string> Print(string number)
    {
        var seen = (await city.Supervisor.Sees(number)).View;
        var notices = await city.Supervisor.Get($"/api/notices?case={number}");
        return string.Join('\n', seen.EnumerateObject().Where(part => part.Name != "acts").Select(part => $"{part.Name}: {part.Value.GetRawText()}")) + $"\nnotices: {notices.GetArrayLength()}";
    }

    private static string At(Seen seen, string state) => seen.Is(state).Number;
}
