using System.Text.Json;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>The programs a newcomer runs first, as they run them.</summary>
public sealed class BenchTests
{
    private static readonly string Program = Repository.Path("bench", "Hotline.Bench", "bin", Repository.Configuration, "net10.0", "Hotline.Bench.dll");

    [Fact]
    public async Task The_tour_goes_from_the_first_ring_to_a_satisfied_answer()
    {
        using var data = new TemporaryFolder();

        var result = await RunAsync("tour", "--exit", "--json", "--data", data.Path);

        Assert.Equal("archived", result.GetProperty("state").GetString());
        Assert.Equal("satisfied", result.GetProperty("survey").GetString());
        Assert.NotEmpty(result.GetProperty("caseNumber").GetString()!);
        Assert.NotEmpty(result.GetProperty("contactId").GetString()!);
        Assert.NotEmpty(result.GetProperty("callId").GetString()!);
        Assert.True(result.GetProperty("dispatchedAt").TryGetDateTimeOffset(out _));
        Assert.True(result.GetProperty("recordingSeconds").GetDouble() >= 4);
        Assert.True(File.Exists(result.GetProperty("recordingFile").GetString()));
    }

    [Fact]
    public async Task A_few_calls_at_once_are_whole()
    {
        var result = await RunAsync("bench", "calls", "--calls", "5", "--seconds", "3", "--json");

        Assert.Equal(
            (5, 0, 5), (result.GetProperty("calls").GetInt32(), result.GetProperty("failed").GetInt32(), result.GetProperty("recordingsComplete").GetInt32()));
        Assert.InRange(result.GetProperty("lossPercent").GetDouble(), 0, 0.1);
    }

    [Fact]
    public async Task What_talking_costs_is_measured_on_whole_calls()
    {
        var result = await RunAsync("bench", "media", "--calls", "2", "--seconds", "1", "--json");

        Assert.Equal((2, 2), (result.GetProperty("calls").GetInt32(), result.GetProperty("recordingsComplete").GetInt32()));
        Assert.InRange(result.GetProperty("lossPercent").GetDouble(), 0, 0.1);
        Assert.True(result.GetProperty("cpuMsPerCallSecond").GetDouble() > 0);
        Assert.True(result.GetProperty("delayP99Ms").GetDouble() > 0);
        Assert.True(result.TryGetProperty("kbPerCall", out _));
    }

    [Fact]
    public async Task What_signalling_costs_is_measured_on_whole_calls()
    {
        var result = await RunAsync("bench", "sip", "--rate", "20", "--seconds", "2", "--agents", "64", "--brief", "--json");

        Assert.Equal(0, result.GetProperty("failed").GetInt32());
        Assert.True(result.GetProperty("callsPerSecond").GetDouble() > 0);
        Assert.True(result.GetProperty("cpuMsPerCall").GetDouble() > 0);
        Assert.True(result.GetProperty("parseMicroseconds").GetDouble() > 0);
        Assert.True(result.GetProperty("setUpP99Ms").GetDouble() > 0);
    }

    [Fact]
    public async Task Cases_are_registered_at_a_steady_rate()
    {
        var result = await RunAsync("bench", "register", "--rate", "5", "--seconds", "2", "--json");

        Assert.Equal((10, 0), (result.GetProperty("registrations").GetInt32(), result.GetProperty("failed").GetInt32()));
        Assert.True(result.GetProperty("p99Ms").GetDouble() > 0);
    }

    [Theory]
    [InlineData("unknown: dance", "dance")]
    [InlineData("which measurement?", "bench")]
    [InlineData("--calls: a whole number from 1 to 1000 is expected, not 'many'", "bench", "calls", "--calls", "many")]
    [InlineData("--data needs a value", "tour", "--data")]
    [InlineData("unknown: --loud", "tour", "--loud")]
    public async Task A_wrong_command_line_is_one_clear_line(string message, params string[] arguments)
    {
        await using var process = PeerProcess.Start("dotnet", [Program, .. arguments]);

        Assert.Equal(2, await process.WaitForExitAsync(TimeSpan.FromSeconds(30)));
        Assert.StartsWith($"hotline: {message}", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', process.Output);
    }

    /// <summary>Runs to the end and reads the line of JSON.</summary>
    private static async Task<JsonElement> RunAsync(params string[] arguments)
    {
        await using var process = PeerProcess.Start("dotnet", [Program, .. arguments]);
        var code = await process.WaitForExitAsync(TimeSpan.FromMinutes(4));
        Assert.True(code == 0, $"ended with {code}:\n{process.Output}");
        var line = Assert.Single(process.Output.Split('\n'), line => line.StartsWith('{'));
        return JsonDocument.Parse(line).RootElement.Clone();
    }
}
