using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>The product is killed (SIGKILL) while cases are registered, some of them between their commit and their answer; each request is repeated under its key.</summary>
public sealed class RegistrationCrashTests
{
    private const int Kills = 6;
    private const int AtOnce = 12;

    [Fact]
    public async Task A_registration_repeated_after_a_fall_gives_the_same_case_and_there_is_one()
    {
        using var data = new TemporaryFolder();
        var (keys, answers, random) = (new ConcurrentBag<string>(), new ConcurrentDictionary<string, string>(StringComparer.Ordinal), new Random(20261123));
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var falling = await RunningProduct.StartOnAsync(data);
            using var agent = await falling.SignInAsync("agent1");
            var (awaited, reached) = (answers.Count + random.Next(1, 3 * AtOnce), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            var lines = Enumerable.Range(0, AtOnce).Select(_ => RegisterUntilTheFallAsync(agent)).ToList();
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
            falling.Process.Kill();
            await Task.WhenAll(lines);

            async Task RegisterUntilTheFallAsync(DeskClient client)
            {
                while (true)
                {
                    var key = Guid.NewGuid().ToString("N");
                    keys.Add(key);
                    try
                    {
                        answers[key] = Number(await client.PostAsync("/api/cases", Form(key), key));
                    }
                    catch (HttpRequestException)
                    {
                        return;
                    }

                    if (answers.Count >= awaited)
                    {
                        reached.TrySetResult();
                    }
                }
            }
        }

        await using var product = await RunningProduct.StartOnAsync(data);
        using var again = await product.SignInAsync("agent1");
        var stored = await TotalAsync(again);
        Assert.InRange(stored, answers.Count + 1, keys.Count); // none is lost that was answered, and some were stored whose answer nobody got
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in keys)
        {
            var seen = await again.PostAsync("/api/cases", Form(key), key);
            numbers.Add(key, Number(seen));
            Assert.Contains(key, seen["text"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.All(answers, answer => Assert.Equal(answer.Value, numbers[answer.Key]));
        Assert.Equal(keys.Count, numbers.Values.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(keys.Count, await TotalAsync(again));
    }

    private static object Form(string key) => new { requestType = "complaint", categoryCode = "010306", place = "延宁路8号", text = $"路灯不亮。{key}", requesterPhone = "13800000077" };

    private static string Number(JsonNode seen) => seen["number"]!.GetValue<string>();

    private static async Task<int> TotalAsync(DeskClient client) => (await client.GetAsync("/api/cases"))["total"]!.GetValue<int>();
}
