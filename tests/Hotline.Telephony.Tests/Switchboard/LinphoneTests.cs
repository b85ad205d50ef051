using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>
/// linphone places a call. It names the address by which the machine goes out, also to a neighbour on the same machine, and an IPv6 one where there is one although it signals by
/// IPv4: so the node is on those addresses here, and not on loopback.
/// </summary>
public sealed class LinphoneTests : NodeTests
{
    [Fact]
    public async Task Linphone_calls_and_both_hear_each_other()
    {
        Assert.SkipUnless(Linphone.IsInstalled, Linphone.Absent);
        var four = OwnAddress("203.0.113.1") ?? IPAddress.Loopback;
        IPAddress[] own = [four, .. new[] { OwnAddress("2001:db8::1") }.OfType<IPAddress>()];
        var node = await NodeAsync(options => options with { Sip = [.. own.Select(address => new IPEndPoint(address, 0))] });
        var agent = Keep(await TestPhone.StartAsync(node, "8001", four, four));
        await agent.RegisterAsync(RunningNode.Password);
        await Deadline.Until(() => node.StateOf("agent-8001") == AgentState.NotReady, "the agent did not sign in");
        Assert.Equal(SwitchboardAnswer.Done, await node.Switchboard.SetReadyAsync("agent-8001", CancellationToken.None));
        await File.WriteAllBytesAsync(Folder.File("spoken.wav"), Wav(1000));

        await using var citizen = new Linphone(Folder.File("spoken.wav"));
        citizen.Call(node.Address, "12345");
        var ringing = await agent.RingsAsync();
        Assert.True(ringing.Answer());
        ringing.Speak(700);
        await ringing.Ear.HearsAsync(1000);
        await node.Events.WaitForAsync<CallAnswered>();
        await Deadline.Until(() => ringing.Heard > 150, "the agent heard too little"); // three seconds, that linphone hears too
        await ringing.HangUpAsync();
        await citizen.WaitForEndAsync();

        // The last half second of 16-bit samples; the length in linphone's header is not that of what follows.
        var heard = await File.ReadAllBytesAsync(await citizen.WaitForHeardAsync(), Deadline.Token());
        Assert.True(Tone.Level(MemoryMarshal.Cast<byte, short>(heard.AsSpan(heard.Length / 2 * 2 - 8000)), 700) > 0.05, "the citizen heard the agent");
        var ended = await node.Events.WaitForAsync<CallEnded>();
        await node.AllFreedAsync();
        var recording = WavFile.Read(Path.Combine(node.Options.DataFolder, "recordings", ended.Recording!.File));
        Assert.True(Tone.Level(recording.Samples(0), 1000) > 0.05 && Tone.Level(recording.Samples(1), 700) > 0.05, "both are recorded, each on its side");
    }

    // By which address the machine would go there; nothing is sent.
    private static IPAddress? OwnAddress(string outside)
    {
        try
        {
            using var socket = new Socket(IPAddress.Parse(outside).AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(IPAddress.Parse(outside), 9);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static byte[] Wav(int hertz)
    {
        var samples = Tone.Samples(hertz, TimeSpan.FromSeconds(60), 0.4);
        var wav = new byte[WavHeader.Linear16Length + (samples.Length * 2)];
        WavHeader.WriteLinear16(wav, 1, samples.Length);
        MemoryMarshal.AsBytes<short>(samples).CopyTo(wav.AsSpan(WavHeader.Linear16Length));
        return wav;
    }
}
