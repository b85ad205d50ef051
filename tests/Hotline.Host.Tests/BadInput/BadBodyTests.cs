using System.Net;
using System.Text.Json;
using Hotline.Host.Tests.Api;

namespace Hotline.Host.Tests.BadInput;

/// <summary>Every act on a case with a wrong body, in every state: refused with a code and the field, and nothing half done. The acts come from the product's routes.</summary>
public sealed class BadBodyTests(TestProduct product) : IClassFixture<TestProduct>, IDisposable
{
    private readonly Dictionary<string, Seat> seats = new(StringComparer.Ordinal);

    /// <summary>JSON that no field of that type reads.</summary>
    private static string Wrong(Type type) =>
        type == typeof(string) ? "7" : type == typeof(bool) || type == typeof(bool?) ? "\"yes\"" : "{}";

    [Fact]
    public async Task A_wrong_body_is_refused_by_every_act_and_changes_nothing()
    {
        var faults = new List<string>();
        var acts = CaseAct.All(product);
        Assert.True(acts.Count > 40, $"only {acts.Count} acts found");
        foreach (var (state, at) in CaseInAState.States.Select((state, at) => (state, at)))
        {
            var concerned = await CaseInAState.OpenAsync(SeatAsync, state, $"1380000{at:D4}");
            var before = await concerned.PrintAsync();
            var version = (await concerned.SeenAsync()).Version();
            foreach (var act in acts)
            {
                foreach (var (what, body, status, field) in Bodies(act, version))
                {
                    var (answered, problem) = await (await SeatAsync(act.Person)).AskAsync(HttpMethod.Post, act.On(concerned.Number), RawJson.Of(body), Guid.NewGuid().ToString());
                    if (!Fits(answered, problem, status, field))
                    {
                        faults.Add($"{state}: {act.Name} with {what}: {(int)answered} {problem}");
                    }
                }

                if (await concerned.PrintAsync() is var after && after != before)
                {
                    faults.Add($"{state}: {act.Name} left {after} instead of {before}");
                    before = after;
                }
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_megabyte_is_refused_with_the_limit()
    {
        var concerned = await CaseInAState.OpenAsync(SeatAsync, "dispatched", "13800000901");
        var before = await concerned.PrintAsync();
        foreach (var act in CaseAct.All(product).Where(act => act.Texts.Any()))
        {
            var body = $$"""{"version":1,"{{act.Texts.First()}}":"{{new string('水', 1024 * 1024)}}"}""";
            var (status, problem) = await (await SeatAsync(act.Person)).AskAsync(HttpMethod.Post, act.On(concerned.Number), RawJson.Of(body), Guid.NewGuid().ToString());
            Assert.True((status, problem.Text("code")) == (HttpStatusCode.RequestEntityTooLarge, "too-large"), $"{act.Name}: {status} {problem}");
            Assert.Matches("[0-9]+ bytes", problem.Text("detail"));
        }

        Assert.Equal(before, await concerned.PrintAsync());
    }

    public void Dispose()
    {
        foreach (var seat in seats.Values)
        {
            seat.Dispose();
        }
    }

    /// <summary>Wrong bodies of an act: what is wrong, the body, the status where only one is right, the field where one is to be named.</summary>
    private static IEnumerable<(string What, string Body, HttpStatusCode? Status, string? Field)> Bodies(CaseAct act, int version)
    {
        const HttpStatusCode Bad = HttpStatusCode.BadRequest;
        var stamp = act.Versioned ? $"\"version\":{version}," : "";
        yield return ("no body", "", Bad, null);
        yield return ("broken JSON", "{\"version\":", Bad, null);
        yield return ("a list", "[]", Bad, null);
        yield return ("null", "null", Bad, null);
        if (act.Versioned)
        {
            yield return ("no version", "{}", Bad, "version");
        }

        foreach (var (field, type) in act.Fields)
        {
            yield return ($"a wrong {field}", $$"""{"{{field}}":{{Wrong(type)}}}""", Bad, field);
            if (type.IsAssignableTo(typeof(System.Collections.IEnumerable)) && type != typeof(string))
            {
                yield return ($"nothing in {field}", $$"""{{{stamp}}"{{field}}":[null]}""", null, null);
                yield return ($"empty things in {field}", $$"""{{{stamp}}"{{field}}":[{}]}""", null, null);
            }

            if (type == typeof(DateTimeOffset?))
            {
                yield return ($"the end of time in {field}", $$"""{{{stamp}}"{{field}}":"9999-12-31T23:59:59Z"}""", null, null);
                yield return ($"the beginning of time in {field}", $$"""{{{stamp}}"{{field}}":"0001-01-01T00:00:00Z"}""", null, null);
            }
        }

        foreach (var field in act.Texts)
        {
            yield return ($"NUL in {field}", $$"""{{{stamp}}"{{field}}":"a\u0000b"}""", Bad, field);
            yield return ($"half a character in {field}", $$"""{{{stamp}}"{{field}}":"a\ud800b"}""", Bad, field);
            yield return ($"the other half in {field}", $$"""{{{stamp}}"{{field}}":"\udc00"}""", Bad, field);
            yield return ($"far too much in {field}", $$"""{{{stamp}}"{{field}}":"{{new string('长', 5000)}}"}""", null, field.EndsWith("Id", StringComparison.Ordinal) ? null : field);
        }
    }

    /// <summary>A problem with a code: the field where something is wrong with it; why and what would be allowed where it is not the time or the person for it.</summary>
    private static bool Fits(HttpStatusCode status, JsonElement problem, HttpStatusCode? expected, string? field)
    {
        if (problem.ValueKind != JsonValueKind.Object || !problem.TryGetProperty("code", out var code) || (expected is { } only && status != only))
        {
            return false;
        }

        return (status, code.GetString()) switch
        {
            (HttpStatusCode.BadRequest, "malformed") => field is null,
            (HttpStatusCode.BadRequest, "invalid") => field is null || problem.GetProperty("errors").EnumerateObject().Any(error => error.Name == field || error.Name.StartsWith($"{field}[", StringComparison.Ordinal)),
            (HttpStatusCode.Conflict, "not-allowed") or (HttpStatusCode.Forbidden, "no-right") =>
                problem.Text("detail")!.Length > 0 && problem.TryGetProperty("clause", out _) && problem.GetProperty("acts").ValueKind == JsonValueKind.Array,
            (HttpStatusCode.NotFound, "not-found") => true,
            _ => false,
        };
    }

    private async Task<Seat> SeatAsync(string who)
    {
        if (!seats.TryGetValue(who, out var seat))
        {
            seats[who] = seat = await product.SignInAsync(who);
        }

        return seat;
    }
}
