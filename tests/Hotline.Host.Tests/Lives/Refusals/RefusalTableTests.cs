using System.Net;
using System.Text.Json;

namespace Hotline.Host.Tests.Lives.Refusals;

/// <summary>
/// Every act in every state in which the table does not know it, and by every role that may not: refused with a code, the clause where the policy has one,
/// and what this person may do instead; nothing half done. The acts, states and roles come from the product's own table.
/// </summary>
public sealed class RefusalTableTests
{
    /// <summary>Parts below a unit are had by who was given one: to everybody else these are not theirs, in whatever state.</summary>
    private static readonly string[] OfParts = ["take-on", "report-up", "approve-closing", "refuse-closing", "refuse-sign-off", "sign-off", "confirm-return"];

    [Theory]
    [InlineData("hanjiang-2016", "registered dispatched signed replied closed follow-up archived")]
    [InlineData("gaoling-2020", "registered dispatched signed replied closed follow-up archived")]
    [InlineData("haimen-2016", "registered dispatched signed replied archived")]
    [InlineData("yongning-2017", "registered dispatched signed replied closed follow-up archived")]
    [InlineData("xiangan-2018", "registered dispatched signed replied closed follow-up archived")]
    public async Task An_act_outside_its_states_is_refused_with_what_may_be_done_and_changes_nothing(string policy, string lived)
    {
        await using var city = await City.Under(policy, "2026-03-02 09:00");
        var (road, rows) = (new Road(city), await ActRow.AllAsync());
        var (other, contact) = ((await road.To("registered"))!, await city.Citizen("13910009999").Calls());
        var (reached, faults, tried) = (new List<string>(), new List<string>(), 0);
        var (clauses, without) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var state in ActRow.Every)
        {
            if (await road.To(state) is not { } number)
            {
                continue;
            }

            reached.Add(state);
            var (before, version) = (await road.Print(number), (await city.Supervisor.Sees(number)).Version);
            foreach (var people in rows.Where(row => !row.States.Contains(state)).GroupBy(row => Somebody(city, row)))
            {
                var may = state == "registered" && people.First().OnlyAtUnits ? [] : (await people.Key.Sees(number)).View.List("acts");
                clauses.UnionWith(may.Where(act => act.Text("clause") is not null).Select(act => act.Text("act")!));
                foreach (var row in people)
                {
                    tried++;
                    var (status, problem) = await people.Key.Tries(number, row.Act, ActForms.Of(row.Act, city.Now, other, contact), version);
                    if (Fault(row, state, status, problem, policy, [.. may.Select(act => act.Text("act")!)]) is { } fault)
                    {
                        faults.Add($"{state}: {row.Act}: {fault}: {(int)status} {problem}");
                    }
                    else if (problem.TryGetProperty("clause", out var clause) && clause.ValueKind == JsonValueKind.Null)
                    {
                        without.Add(row.Act);
                    }
                }
            }

            if (await road.Print(number) is var after && after != before)
            {
                faults.Add($"{state}: something refused changed it to\n{after}\nfrom\n{before}");
            }
        }

        // What has a clause when it may be done has one when it may not.
        faults.AddRange(without.Intersect(clauses).Select(act => $"{act} is refused without its clause"));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(lived.Split(' '), reached);
        Assert.True(tried > 100, $"only {tried} tried");
        Assert.Equal(0, (await city.Verify()).Code);
    }

    [Theory]
    [InlineData("hanjiang-2016")]
    [InlineData("gaoling-2020")]
    [InlineData("haimen-2016")]
    [InlineData("yongning-2017")]
    [InlineData("xiangan-2018")]
    public async Task An_act_by_a_role_that_may_not_is_refused_and_changes_nothing(string policy)
    {
        await using var city = await City.Under(policy, "2026-03-02 09:00");
        var (road, rows) = (new Road(city), await ActRow.AllAsync());
        var people = new Dictionary<string, Person>(StringComparer.Ordinal)
        {
            ["agent"] = city.Agent,
            ["shift-leader"] = city.Leader,
            ["dispatcher"] = city.Dispatcher,
            ["handler"] = city.Unit(Road.Unit),
            ["supervisor"] = city.Supervisor,
            ["admin"] = city.Named("admin"),
        };
        var (other, contact) = ((await road.To("registered"))!, await city.Citizen("13910009999").Calls());
        var (faults, tried) = (new List<string>(), 0);
        var (last, numbers) = (rows.ToDictionary(row => row.Act, row => row.States[^1], StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            // The last of its states in which cases stand under this policy.
            foreach (var state in row.States.Reverse().TakeWhile(_ => !numbers.ContainsKey(last[row.Act])))
            {
                if (numbers.ContainsKey(state) || await road.To(state) is { } reached && numbers.TryAdd(state, reached))
                {
                    last[row.Act] = state;
                    break;
                }
            }
        }

        foreach (var (state, number) in numbers)
        {
            var (before, version) = (await road.Print(number), (await city.Supervisor.Sees(number)).Version);
            foreach (var row in rows.Where(row => last[row.Act] == state))
            {
                foreach (var (role, person) in people.Where(who => !row.Roles.Contains(who.Key)))
                {
                    tried++;
                    var (status, problem) = await person.Tries(number, row.Act, ActForms.Of(row.Act, city.Now, other, contact), version);
                    if (status != HttpStatusCode.Forbidden || problem.Text("code") is not ("forbidden" or "no-right"))
                    {
                        faults.Add($"{state}: {row.Act} by {role}: {(int)status} {problem}");
                    }
                }
            }

            Assert.Equal(before, await road.Print(number));
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(tried > 120, $"only {tried} tried");
        Assert.Equal(0, (await city.Verify()).Code);
    }

    /// <summary>Somebody to whom the act belongs, so that only the state is against it.</summary>
    private static Person Somebody(City city, ActRow row) =>
        row.Roles.Contains("dispatcher") ? city.Dispatcher : row.Roles.Contains("handler") ? city.Unit(Road.Unit) : city.Head(Road.Unit);

    private static string? Fault(ActRow row, string state, HttpStatusCode status, JsonElement problem, string policy, string[] may)
    {
        // No unit has it yet, so to none of them is it there.
        if (row.OnlyAtUnits && state == "registered")
        {
            return status == HttpStatusCode.NotFound && problem.Text("code") == "not-found" ? null : "a unit knows of it";
        }

        if (row.OnlyAtUnits && OfParts.Contains(row.Act))
        {
            return status == HttpStatusCode.Forbidden && problem.Text("code") == "no-right" ? null : "not theirs";
        }

        if (status != HttpStatusCode.Conflict || problem.Text("code") != "not-allowed")
        {
            return "not refused as it should";
        }

        if (problem.GetProperty("clause").GetString() is { } clause && !clause.StartsWith(policy + "/", StringComparison.Ordinal))
        {
            return "no clause of this policy";
        }

        return problem.List("acts").Select(act => act.Text("act")).SequenceEqual(may, StringComparer.Ordinal) ? null : $"may do {string.Join(", ", may)}";
    }
}
