using System.Diagnostics;
using System.Net;
using Hotline.Phones;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>The product started while its database is away: citizens are served, and what was noted is taken in afterwards, once.</summary>
public sealed class DegradedStartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Calls_are_answered_recorded_and_noted_and_taken_in_once_when_the_database_is_back()
    {
        using var data = new TemporaryFolder();
        await File.WriteAllTextAsync(data.File("flow.yaml"), "name: straight\nstart: line\nsteps: {line: {queue: {music: music}}}\n");
        string[] settings = ["--Telephony:CallFlow", data.File("flow.yaml")];
        await using (var first = await RunningProduct.StartOnAsync(data, settings))
        {
            Assert.Equal(0, await first.StopAsync());
        }

        var files = Directory.GetFiles(data.Path, "hotline.db*");
        Array.ForEach(files, file => File.Move(file, $"{file}.away"));
        Directory.CreateDirectory(data.File("hotline.db"));

        await using var product = await RunningProduct.StartOnAsync(data, settings);
        using var agent = await product.SignInAsync("agent1");
        Assert.Equal("degraded", (await agent.GetAsync("/health"))["status"]!.GetValue<string>());
        using var deadline = new CancellationTokenSource(Patience);
        await using var phones = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        var desk = phones.Add("8001", 600);
        await desk.RegisterAsync("hotline-sample", deadline.Token);
        await agent.PostAsync("/api/switchboard/ready", new { });

        var calling = phones.Add("13800000001", 1000).CallAsync("12345", Patience, deadline.Token);
        var taken = await desk.Ringing.ReadAsync(deadline.Token);
        await taken.AnswerAsync();
        var call = await calling;
        await UntilAsync(() => call.HeardShareOf(600) > ToneShare.Clear && taken.HeardShareOf(1000) > ToneShare.Clear, "they do not hear each other");
        await call.HangUpAsync(deadline.Token);
        await agent.PostAsync("/api/switchboard/not-ready", new { reason = "break" });
        var waiting = phones.Add("13800000002", 1000).CallAsync("12345", Patience, deadline.Token);
        var lost = await waiting;
        await UntilAsync(async () => (await agent.GetAsync("/api/switchboard"))["waiting"]!.AsArray().Count == 1, "nobody waits");
        await lost.HangUpAsync(deadline.Token);

        Directory.Delete(data.File("hotline.db"));
        Array.ForEach(files, file => File.Move($"{file}.away", file));
        await agent.GetUntilAsync("/health", health => health["status"]!.GetValue<string>() == "ready", Patience);
        using var supervisor = await product.SignInAsync("supervisor");
        var contacts = await supervisor.GetUntilAsync("/api/contacts", list => list["items"]!.AsArray().Count == 2, Patience);
        var answered = Assert.Single(contacts["items"]!.AsArray(), row => row!["number"]!.GetValue<string>() == "13800000001")!;
        Assert.Single(contacts["items"]!.AsArray(), row => row!["number"]!.GetValue<string>() == "13800000002");
        var recordings = await supervisor.GetUntilAsync("/api/recordings", list => list["items"]!.AsArray().Count == 1, Patience);
        var whole = await supervisor.GetAsync($"/api/contacts/{answered["id"]!.GetValue<string>()}");
        Assert.Equal(whole["recordingId"]!.GetValue<string>(), recordings["items"]![0]!["id"]!.GetValue<string>());
    }

    private static Task UntilAsync(Func<bool> wanted, string otherwise) => UntilAsync(() => Task.FromResult(wanted()), otherwise);

    private static async Task UntilAsync(Func<Task<bool>> wanted, string otherwise)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await wanted())
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < Patience, otherwise);
            await Task.Delay(50);
        }
    }
}
