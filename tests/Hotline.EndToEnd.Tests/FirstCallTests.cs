using System.Globalization;
using System.Text.Json.Nodes;
using Hotline.EndToEnd.Tests.Peers;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>A citizen rings 12345 and talks to an agent; SIPp and baresip are the phones.</summary>
public sealed class FirstCallTests
{
    private const int CitizenTone = 1000;
    private const int AgentTone = 600;
    private static readonly TimeSpan Talk = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Greeting = TimeSpan.FromSeconds(13);

    [Theory]
    [InlineData("u1")]
    [InlineData("t1")]
    public async Task A_citizen_talks_to_an_agent_and_both_sides_are_recorded(string citizensTransport)
    {
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        Assert.SkipUnless(Sound.IsInstalled, Sound.Absent);
        using var citizenFolder = await SpeakerAsync(CitizenTone);
        using var agentFolder = await SpeakerAsync(AgentTone);
        await using var product = await RunningProduct.StartAsync();
        using var agent = await product.SignInAsync("agent1");
        using var supervisor = await product.SignInAsync("supervisor");

        var agentPort = Sipp.FreePort();
        Assert.Equal(0, await Sipp.RegisterAsync(agentFolder, product.Sip, agentPort, "8001", "hotline-sample"));
        await agent.PostAsync("/api/switchboard/ready", new { });
        await using var agentPhone = Sipp.StartAgent(agentFolder, product.Sip, agentPort);
        await using var citizen = Sipp.StartCitizens(citizenFolder, product.Sip, Sipp.FreePort(), Greeting + Talk, transport: citizensTransport);

        var talking = await TalkingAsync(supervisor);
        Assert.Equal("13900510001", talking["number"]!.GetValue<string>());
        Assert.Equal(0, await citizen.WaitForExitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(0, await agentPhone.WaitForExitAsync(TimeSpan.FromSeconds(20)));

        var recording = await SealedRecordingAsync(supervisor);
        var file = await PlayAsync(supervisor, recording, agentFolder);
        Assert.InRange(await Sound.LengthAsync(file) - recording["talkSeconds"]!.GetValue<double>(), -0.2, 0.2);
        Assert.True(await Sound.ToneShareAsync(file, channel: 1, CitizenTone) > 0.9, "the caller's tone stands on the left");
        Assert.True(await Sound.ToneShareAsync(file, channel: 2, AgentTone) > 0.9, "the agent's tone stands on the right");

        var board = await supervisor.GetUntilAsync("/api/switchboard", board => board["calls"]!.AsArray().Count == 0, TimeSpan.FromSeconds(5));
        Assert.Empty(board["waiting"]!.AsArray());
        var audit = await supervisor.GetAsync("/api/audit?act=recording.play");
        Assert.Contains(audit["items"]!.AsArray(), row => row!["subject"]!.GetValue<string>().Contains(recording["id"]!.GetValue<string>(), StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("udp", null)]
    [InlineData("tcp", null)]
    [InlineData("tls", null)]
    [InlineData("tls", "srtp-mand")] // no sound but under keys
    public async Task An_agent_on_baresip_hears_the_citizen_and_is_heard(string agentsTransport, string? encryption)
    {
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        Assert.SkipUnless(Baresip.IsInstalled, Baresip.Absent);
        Assert.SkipUnless(Sound.IsInstalled, Sound.Absent);
        using var folder = await SpeakerAsync(CitizenTone);
        await Sound.MakeWavToneAsync(folder.File("agent.wav"), AgentTone, TimeSpan.FromSeconds(60));
        using var certificates = new TestCertificates(TimeProvider.System);
        await using var product = await RunningProduct.StartAsync(agentsTransport == "tls" ? ["--sip-tls", "127.0.0.1:0", $"--Tls:Certificate={certificates.Write(folder).Certificate}"] : []);
        using var agent = await product.SignInAsync("agent2");
        using var supervisor = await product.SignInAsync("supervisor");

        await using var agentPhone = new Baresip(product.SipTls ?? product.Sip, "8002", "hotline-sample", folder.File("agent.wav"), agentsTransport, encryption);
        await agentPhone.WaitUntilRegisteredAsync();
        await agent.PostAsync("/api/switchboard/ready", new { });
        await using var citizen = Sipp.StartCitizens(folder, product.Sip, Sipp.FreePort(), Greeting + Talk);
        Assert.Equal(0, await citizen.WaitForExitAsync(TimeSpan.FromSeconds(60)));

        if (encryption is not null)
        {
            await agentPhone.WaitUntilProtectedAsync();
        }

        var heard = await agentPhone.WaitForHeardAsync();
        Assert.True(await Sound.ToneShareAsync(heard, channel: 1, CitizenTone) > 0.9, "the agent heard the citizen's tone");
        var file = await PlayAsync(supervisor, await SealedRecordingAsync(supervisor), folder);
        Assert.True(await Sound.ToneShareAsync(file, channel: 2, AgentTone) > 0.9, "the agent's tone stands on the right");
    }

    [Fact]
    public async Task An_unknown_phone_and_a_wrong_password_are_refused_alike()
    {
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        using var folder = new TemporaryFolder();
        await using var product = await RunningProduct.StartAsync();
        Assert.Equal(0, await Sipp.RegisterAsync(folder, product.Sip, Sipp.FreePort(), "8001", "wrong", "register-refused.xml"));
        Assert.Equal(0, await Sipp.RegisterAsync(folder, product.Sip, Sipp.FreePort(), "7777", "hotline-sample", "register-refused.xml"));
        Assert.Equal(0, await Sipp.RegisterAsync(folder, product.Sip, Sipp.FreePort(), "8001", "hotline-sample"));
    }

    [Fact]
    public async Task Twenty_calls_at_once_are_all_answered_and_recorded_whole()
    {
        const int Calls = 20;
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        Assert.SkipUnless(Sound.IsInstalled, Sound.Absent);
        using var citizens = await SpeakerAsync(CitizenTone);
        using var agents = await SpeakerAsync(AgentTone);
        await using var product = await RunningProduct.StartAsync("--city", "load", "--agents", $"{Calls}");
        using var supervisor = await product.SignInAsync("supervisor");

        var agentsPort = Sipp.FreePort();
        for (var n = 1; n <= Calls; n++)
        {
            Assert.Equal(0, await Sipp.RegisterAsync(agents, product.Sip, agentsPort, $"{8000 + n}", "hotline-sample"));
            using var agent = await product.SignInAsync($"agent{n}");
            await agent.PostAsync("/api/switchboard/ready", new { });
        }

        await using var phones = Sipp.StartAgent(agents, product.Sip, agentsPort, Calls);
        await using var callers = Sipp.StartCitizens(citizens, product.Sip, Sipp.FreePort(), Greeting + Talk, Calls, perSecond: 10);
        Assert.Equal(0, await callers.WaitForExitAsync(TimeSpan.FromSeconds(90)));
        Assert.Equal(0, await phones.WaitForExitAsync(TimeSpan.FromSeconds(30)));

        var recordings = await supervisor.GetUntilAsync(
            "/api/recordings?size=100",
            page => page["items"]!.AsArray().Count(item => item!["sealed"]!.GetValue<bool>()) == Calls,
            TimeSpan.FromSeconds(20));
        foreach (var recording in recordings["items"]!.AsArray())
        {
            Assert.InRange(recording!["durationSeconds"]!.GetValue<double>() - recording["talkSeconds"]!.GetValue<double>(), -0.2, 0.2);
            Assert.True(recording["talkSeconds"]!.GetValue<double>() >= Talk.TotalSeconds, "talked at least as long as planned");
            var file = await PlayAsync(supervisor, recording, agents);
            Assert.True(await Sound.ToneShareAsync(file, channel: 1, CitizenTone) > 0.9, "the caller's tone stands on the left");
            Assert.True(await Sound.ToneShareAsync(file, channel: 2, AgentTone) > 0.9, "the agent's tone stands on the right");
        }
    }

    [Fact]
    public async Task A_recording_survives_the_sudden_death_of_the_product()
    {
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        Assert.SkipUnless(Sound.IsInstalled, Sound.Absent);
        using var citizenFolder = await SpeakerAsync(CitizenTone);
        using var agentFolder = await SpeakerAsync(AgentTone);
        using var data = new TemporaryFolder();
        double talked;
        await using (var product = await RunningProduct.StartOnAsync(data))
        {
            using var agent = await product.SignInAsync("agent1");
            using var supervisor = await product.SignInAsync("supervisor");
            var agentPort = Sipp.FreePort();
            Assert.Equal(0, await Sipp.RegisterAsync(agentFolder, product.Sip, agentPort, "8001", "hotline-sample"));
            await agent.PostAsync("/api/switchboard/ready", new { });
            await using var agentPhone = Sipp.StartAgent(agentFolder, product.Sip, agentPort);
            await using var citizen = Sipp.StartCitizens(citizenFolder, product.Sip, Sipp.FreePort(), TimeSpan.FromSeconds(60));
            var answered = DateTimeOffset.Parse((await TalkingAsync(supervisor))["answeredAt"]!.GetValue<string>(), CultureInfo.InvariantCulture);
            await supervisor.GetUntilAsync("/api/city", city => Now(city) - answered > Talk, TimeSpan.FromSeconds(20));
            talked = (Now(await supervisor.GetAsync("/api/city")) - answered).TotalSeconds;
            product.Process.Kill();
            await product.Process.WaitForExitAsync(TimeSpan.FromSeconds(10));
        }

        await using (var product = await RunningProduct.StartOnAsync(data))
        {
            using var supervisor = await product.SignInAsync("supervisor");
            var recording = await SealedRecordingAsync(supervisor);
            var file = await PlayAsync(supervisor, recording, agentFolder);
            Assert.InRange(await Sound.LengthAsync(file), talked - 2, talked + 1);
            Assert.True(await Sound.ToneShareAsync(file, channel: 1, CitizenTone) > 0.9, "the caller's tone stands on the left");
        }

        static DateTimeOffset Now(JsonNode city) => DateTimeOffset.Parse(city["now"]!.GetValue<string>(), CultureInfo.InvariantCulture);
    }

    private static async Task<TemporaryFolder> SpeakerAsync(int hertz)
    {
        var folder = new TemporaryFolder();
        await Sound.MakeRawToneAsync(folder.File("tone.al"), hertz, TimeSpan.FromSeconds(60));
        return folder;
    }

    private static async Task<JsonNode> TalkingAsync(DeskClient supervisor)
    {
        var board = await supervisor.GetUntilAsync(
            "/api/switchboard",
            board => board["calls"]!.AsArray().Any(call => call!["answeredAt"] is not null),
            TimeSpan.FromSeconds(30));
        return board["calls"]![0]!;
    }

    private static async Task<JsonNode> SealedRecordingAsync(DeskClient supervisor)
    {
        var page = await supervisor.GetUntilAsync(
            "/api/recordings",
            page => page["items"]!.AsArray() is [{ } first] && first["sealed"]!.GetValue<bool>(),
            TimeSpan.FromSeconds(20));
        return page["items"]![0]!;
    }

    private static async Task<string> PlayAsync(DeskClient supervisor, JsonNode recording, TemporaryFolder folder)
    {
        var play = await supervisor.PostAsync($"/api/recordings/{recording["id"]}/plays", new { reason = "end-to-end test" });
        var file = folder.File($"{recording["id"]}.wav");
        await File.WriteAllBytesAsync(file, await supervisor.GetBytesAsync(play["audioUrl"]!.GetValue<string>()));
        return file;
    }
}
