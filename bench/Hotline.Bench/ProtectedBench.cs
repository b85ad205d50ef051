using Hotline.Telephony.WebRtc;

namespace Hotline.Bench;

/// <summary>
/// What protecting sound costs: the same calls with keys on neither leg, on the agent's and on both, in turn, several times, so that what else the machine does
/// falls on all alike.
/// </summary>
internal static class ProtectedBench
{
    private const int Rounds = 3;

    internal static async Task<int> RunAsync(Report report, int calls, TimeSpan time, CancellationToken cancellationToken)
    {
        SoundKind[] kinds =
        [
            new("plain", 0, SrtpProfile.AesCm128HmacSha1),
            new("keys on the agent's leg, AES-CM and HMAC-SHA1", 1, SrtpProfile.AesCm128HmacSha1),
            new("keys on both legs, AES-CM and HMAC-SHA1", 2, SrtpProfile.AesCm128HmacSha1),
            new("keys on both legs, AES-GCM", 2, SrtpProfile.AeadAes128Gcm),
        ];
        var costs = kinds.ToDictionary(kind => kind, _ => new List<SoundCost>());
        foreach (var kind in kinds)
        {
            // So that what the runtime compiles is there.
            await EngineLoad.MeasureAsync(kind, calls, TimeSpan.FromSeconds(1), cancellationToken);
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var kind in kinds)
            {
                costs[kind].Add(await EngineLoad.MeasureAsync(kind, calls, time / Rounds / kinds.Length, cancellationToken));
            }
        }

        // The least is what the rest of the machine disturbed least.
        double Cost(SoundKind kind) => costs[kind].Min(cost => cost.CpuMsPerCallSecond);
        var plain = Cost(kinds[0]);
        foreach (var kind in kinds)
        {
            var (lost, received) = (costs[kind].Sum(cost => cost.Lost), costs[kind].Sum(cost => cost.Received));
            report.Say($"{kind.Name}: {Cost(kind):0.000} ms of the engine's CPU per call-second, {Cost(kind) / plain:0.00} × plain; {lost} of {lost + received} packets lost");
        }

        var ratio = Math.Round(kinds.Max(Cost) / plain, 2);
        var all = costs.Values.SelectMany(cost => cost).ToArray();
        var lossPercent = Math.Round(100.0 * all.Sum(cost => cost.Lost) / Math.Max(1, all.Sum(cost => cost.Lost + cost.Received)), 4);
        report.End(new { calls, plainMs = Math.Round(plain, 3), oneLegRatio = Math.Round(Cost(kinds[1]) / plain, 2), bothLegsRatio = ratio, lossPercent });
        return ratio <= 2 && lossPercent < 0.1 ? 0 : 1;
    }
}
