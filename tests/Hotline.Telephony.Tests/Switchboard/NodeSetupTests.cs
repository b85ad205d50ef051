using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Acd;
using Hotline.Telephony.Switchboard;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>What an operator set up wrong is said at start, all at once; what runs is counted.</summary>
public sealed class NodeSetupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_fault_is_named_at_once()
    {
        await File.WriteAllTextAsync(folder.File("flow.yaml"), "name: a\nstart: b\nsteps:\n  b: {announce: [greting], next: c}\n", Deadline.Token());
        await File.WriteAllTextAsync(folder.File("file"), "", Deadline.Token());

        var refused = await Assert.ThrowsAsync<TelephonyConfigurationException>(() => RunningNode.StartAsync(folder, decide: options => options with
        {
            FirstRtpPort = 20001,
            LastRtpPort = 20000,
            RingTimeout = TimeSpan.Zero,
            MaxCalls = 0,
            CallFlowFile = folder.File("flow.yaml"),
            DataFolder = folder.File("file"),
        }));

        Assert.Collection(
            refused.Faults,
            fault => Assert.Equal("FirstRtpPort: expected an even port from 1024 to 65534, or 0 with LastRtpPort 0; found 20001", fault),
            fault => Assert.Equal("LastRtpPort: expected a port above FirstRtpPort, up to 65535; found 20000", fault),
            fault => Assert.Equal("MaxCalls: expected 1 or more; found 0", fault),
            fault => Assert.StartsWith("RingTimeout: expected a time from 00:00:01", fault, StringComparison.Ordinal),
            fault => Assert.StartsWith("DataFolder: expected a folder we can write to; ", fault, StringComparison.Ordinal),
            fault => Assert.EndsWith("flow.yaml:4:18: steps.b.announce: expected a prompt; there is no greting.wav in the prompt folders; did you mean \"greeting\"?", fault, StringComparison.Ordinal),
            fault => Assert.EndsWith("flow.yaml:4:34: steps.b.next: expected the name of a step; there is no step \"c\"", fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_flow_that_is_not_there_is_one_clear_line()
    {
        var refused = await Assert.ThrowsAsync<TelephonyConfigurationException>(() => RunningNode.StartAsync(folder, decide: options => options with { CallFlowFile = folder.File("none.yaml") }));

        Assert.Contains("none.yaml", Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_that_is_no_sound_is_one_clear_line()
    {
        Directory.CreateDirectory(folder.File("city"));
        await File.WriteAllTextAsync(folder.File("city/greeting.wav"), "no sound", Deadline.Token());

        var refused = await Assert.ThrowsAsync<TelephonyConfigurationException>(() => RunningNode.StartAsync(
            folder, decide: options => options with { PromptFolders = [folder.File("city"), .. options.PromptFolders] }));

        Assert.Contains("greeting.wav", Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_one_clear_line()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var refused = await Assert.ThrowsAsync<TelephonyConfigurationException>(() => RunningNode.StartAsync(
            folder, decide: options => options with { Sip = [new IPEndPoint(IPAddress.Loopback, port)] }));

        Assert.Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_counted_without_a_word_about_who_called()
    {
        var counted = new List<(string Name, double Value, string Labels)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == TelephonyMetrics.MeterName)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Note(instrument, value, labels));
        listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Note(instrument, value, labels));
        listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Note(instrument, value, labels));
        listener.Start();
        await using (var node = await RunningNode.StartAsync(folder))
        await using (var agent = await node.ReadyPhoneAsync("8001"))
        await using (var citizen = await node.PhoneAsync("13800138000"))
        {
            Assert.Equal(404, (await citizen.TryCallAsync("110")).Status);
            var call = await citizen.CallAsync();
            var ringing = await agent.RingsAsync();
            listener.RecordObservableInstruments();
            Assert.True(ringing.Answer());
            await node.Events.WaitForAsync<CallAnswered>();
            await call.HangUpAsync();
            await node.AllFreedAsync();
        }

        lock (counted)
        {
            // Other tests may run nodes of their own beside this one.
            Assert.Contains(("hotline.calls.arrived", 1, ""), counted);
            Assert.Contains(("hotline.calls.refused", 1, "status=404"), counted);
            Assert.Contains(("hotline.calls.ended", 1, "ending=CallerHungUp"), counted);
            Assert.Contains(counted, one => one is { Name: "hotline.call.wait", Value: > 0, Labels: "" });
            Assert.Contains(counted, one => one is { Name: "hotline.call.talk", Value: > 0, Labels: "" });
            Assert.Contains(("hotline.calls.waiting", 1, ""), counted);
            Assert.Contains(("hotline.agents", 1, "state=Ringing"), counted);
        }

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
        {
            var text = string.Join(',', labels.ToArray().Select(label => $"{label.Key}={label.Value}"));
            lock (counted)
            {
                counted.Add((instrument.Name, value, text));
            }
        }
    }

    [Fact]
    public async Task The_states_of_agents_are_written_as_they_change_and_a_torn_file_is_no_obstacle()
    {
        var standings = new Dictionary<string, AgentStanding> { ["8001"] = new(true, null), ["8002"] = new(false, "lunch") };
        var book = new AgentBook(folder.File("agents.json"), () => standings, TimeProvider.System, NullLogger<AgentBook>.Instance);
        Assert.Empty(book.Read());
        book.Changed();
        book.Complete();
        await book.RunAsync().InTime();
        Assert.Equal(standings, book.Read());

        await File.WriteAllTextAsync(folder.File("agents.json"), "{\"8001\":", Deadline.Token());
        Assert.Empty(book.Read());
    }
}
