using System.Net;
using Hotline.EndToEnd.Tests.Peers;
using Hotline.Phones;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>Calls out over carriers that are SIPp.</summary>
public sealed class CarrierTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_carrier_that_is_overloaded_leads_to_the_next_one_within_the_call()
    {
        Assert.SkipUnless(Sipp.IsInstalled, Sipp.Absent);
        using var folder = new TemporaryFolder();
        var (first, second) = (Sipp.FreePort(), Sipp.FreePort());
        await using var overloaded = Sipp.StartCarrier(folder, first, "carrier-down.xml");
        await using var carrier = Sipp.StartCarrier(folder, second);
        await using var product = await RunningProduct.StartAsync(
            $"--Telephony:Trunks:first:Host=127.0.0.1:{first}", "--Telephony:Trunks:first:HealthInterval=00:00:00",
            $"--Telephony:Trunks:second:Host=127.0.0.1:{second}", "--Telephony:Trunks:second:HealthInterval=00:00:00", "--Telephony:Trunks:second:Priority=2");
        using var desk = await product.SignInAsync("agent1");
        using var leader = await product.SignInAsync("leader");
        await using var rack = new PhoneRack(product.Sip, new IPEndPoint(IPAddress.Loopback, 0));
        var agent = rack.Add("8001", 600);
        using var limit = new CancellationTokenSource(Patience);
        await agent.RegisterAsync("hotline-sample", limit.Token);
        await desk.PostAsync("/api/switchboard/ready", new { });

        await desk.PostAsync("/api/switchboard/calls", new { number = "13800138000" });
        var call = await agent.Ringing.ReadAsync(limit.Token);
        await call.AnswerAsync();
        await leader.GetUntilAsync("/api/trunks", trunks => trunks[1]!["calls"]!.GetValue<int>() == 1 && trunks[1]!["lastStatus"]?.GetValue<int>() == 200, Patience);
        await call.HangUpAsync(limit.Token);

        Assert.Equal(0, await overloaded.WaitForExitAsync(Patience));
        Assert.Equal(0, await carrier.WaitForExitAsync(Patience));
        var trunks = await leader.GetAsync("/api/trunks");
        Assert.Equal(503, trunks[0]!["lastStatus"]!.GetValue<int>());
        await leader.GetUntilAsync("/api/trunks", now => now[1]!["calls"]!.GetValue<int>() == 0, Patience);
    }
}
