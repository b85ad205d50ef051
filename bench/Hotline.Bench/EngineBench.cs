using Hotline.Telephony.WebRtc;

namespace Hotline.Bench;

/// <summary>What carrying and recording sound costs in the engine alone, several times over: the least is what the rest of the machine disturbed least.</summary>
internal static class EngineBench
{
    private const int Rounds = 5;

    internal static async Task<int> RunAsync(Report report, int calls, TimeSpan time, CancellationToken cancellationToken)
    {
        var kind = new SoundKind("plain", 0, SrtpProfile.AesCm128HmacSha1);

        // So that what the runtime compiles is there.
        await EngineLoad.MeasureAsync(kind, calls, TimeSpan.FromSeconds(1), cancellationToken);
        var costs = new List<SoundCost>();
        for (var round = 0; round < Rounds; round++)
        {
            costs.Add(await EngineLoad.MeasureAsync(kind, calls, time / Rounds, cancellationToken));
        }

        var (lost, received) = (costs.Sum(cost => cost.Lost), costs.Sum(cost => cost.Received));
        report.Say($"ms of the engine's CPU per call-second: {string.Join("  ", costs.Select(cost => $"{cost.CpuMsPerCallSecond:0.000}"))}; {lost} of {lost + received} packets lost");
        var lossPercent = Math.Round(100.0 * lost / Math.Max(1, lost + received), 4);
        report.End(new
        {
            calls,
            leastMs = Math.Round(costs.Min(cost => cost.CpuMsPerCallSecond), 3),
            meanMs = Math.Round(costs.Average(cost => cost.CpuMsPerCallSecond), 3),
            lossPercent,
        });
        return lossPercent < 0.1 ? 0 : 1;
    }
}
