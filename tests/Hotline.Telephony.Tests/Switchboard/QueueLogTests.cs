using Hotline.Telephony.Acd;
using Hotline.Telephony.Switchboard;
using Hotline.Telephony.Tests.Sip;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Switchboard;

/// <summary>Real calls, whose log is lived again and judged afterwards.</summary>
public sealed class QueueLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_log_of_real_calls_replays_alike_and_its_audit_agrees_with_the_board()
    {
        LineFigures figures;
        await using (var node = await RunningNode.StartAsync(folder))
        {
            await using var first = await node.ReadyPhoneAsync("8001");
            await using var second = await node.ReadyPhoneAsync("8002");
            second.Refusal = 486;
            await using var citizen = await node.PhoneAsync("13800138000");
            for (var round = 1; round <= 3; round++)
            {
                var call = await citizen.CallAsync();
                var ringing = await first.RingsAsync();
                if (round == 3)
                {
                    await call.HangUpAsync();
                    await ringing.CancelledAsync();
                }
                else
                {
                    Assert.True(ringing.Answer());
                    await node.Events.WaitForAsync<CallAnswered>(occurrence: round);
                    await ringing.HangUpAsync();
                }

                await node.Events.WaitForAsync<CallEnded>(occurrence: round);
                await node.AllFreedAsync();
                if (node.StateOf("agent-8001") != AgentState.Ready)
                {
                    await node.Switchboard.SetReadyAsync("agent-8001", CancellationToken.None);
                }
            }

            figures = node.Switchboard.View.Figures;
        }

        var run = Assert.Single(QueueLogFiles.Runs(folder.File("data/queue")));
        var (options, entries) = QueueLogFiles.Read(run);
        var again = new Distributor(options);
        var audit = new LineAudit(options.Plan);
        foreach (var entry in entries)
        {
            entry.Inputs.ToList().ForEach(input => AcdReplay.Apply(again, input));
            Assert.Equal(entry.Outcomes, again.Drain());
            entry.Inputs.SkipLast(1).ToList().ForEach(input => audit.Take(input, []));
            audit.Take(entry.Inputs[^1], entry.Outcomes);
        }

        Assert.Equal((3, 2, 1), (audit.Offered, audit.Answered, audit.Abandoned));
        Assert.Equal((0, 0, 0), (audit.DoubleOffers, audit.OffersToUnready, audit.OrderViolations));
        Assert.Equal((2, 1), (figures.Answered, figures.Abandoned));
        Assert.Equal(audit.ServiceLevel(TimeSpan.FromSeconds(15)), figures.ServiceLevel15);
        Assert.DoesNotContain(run.Files.SelectMany(File.ReadLines), line => line.Contains("13800138000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_disk_that_refuses_the_log_stops_no_call()
    {
        Directory.CreateDirectory(folder.File("data"));
        await File.WriteAllTextAsync(folder.File("data/queue"), "a file where the folder would be", Deadline.Token());
        await using var node = await RunningNode.StartAsync(folder);
        await using var agent = await node.ReadyPhoneAsync("8001");
        await using var citizen = await node.PhoneAsync("13800138000");
        var call = await citizen.CallAsync();
        Assert.True((await agent.RingsAsync()).Answer());
        await node.Events.WaitForAsync<CallAnswered>();
        await call.HangUpAsync();
        await node.AllFreedAsync();
    }

    [Fact]
    public async Task No_log_is_kept_where_none_is_wanted()
    {
        await using (await RunningNode.StartAsync(folder, decide: options => options with { QueueLogKept = TimeSpan.Zero }))
        {
        }

        Assert.False(Directory.Exists(folder.File("data/queue")));
    }
}
