using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hotline.Phones;
using Hotline.Telephony.Media;

namespace Hotline.Bench;

/// <summary>Hears what was recorded of calls.</summary>
internal static class RecordingJudge
{
    // One stretch of 100 ms in a hundred.
    private const double UnclearPerSecond = 0.1;

    // The product's own promise.
    private static readonly TimeSpan LengthTolerance = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan SealPatience = TimeSpan.FromSeconds(60);

    /// <summary>Hears every recording: its length against the talk the phones measured, and each side's tone in its channel.</summary>
    /// <returns>The callers whose recordings are complete; of each other one a fault is noted.</returns>
    internal static async Task<IReadOnlySet<string>> CompleteOnesAsync(DeskSession supervisor, Talk[] talks, ConcurrentQueue<string> faults, CancellationToken cancellationToken)
    {
        var recordings = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        for (var page = 1; recordings.Count < talks.Length; page++)
        {
            // Pages of 100, newest first; all are there (of many it is only said that there are more) and sealed before any is judged.
            var answer = await supervisor.GetUntilAsync(
                $"/api/recordings?page={page}&size=100",
                "every recording is there and sealed",
                answer => (answer["total"]!.GetValue<int>() >= talks.Length || answer["more"]!.GetValue<bool>()) && answer["items"]!.AsArray().All(item => item!["sealed"]!.GetValue<bool>()),
                SealPatience,
                cancellationToken);
            var items = answer["items"]!.AsArray();
            if (items.Count == 0)
            {
                break;
            }

            foreach (var item in items)
            {
                recordings[item!["number"]!.GetValue<string>()] = item;
            }
        }

        var complete = new HashSet<string>(StringComparer.Ordinal);
        foreach (var talk in talks)
        {
            var fault = recordings.TryGetValue(talk.Caller, out var recording)
                ? await FaultOfAsync(supervisor, talk, recording, cancellationToken)
                : "recording: none of this caller";
            if (fault is null)
            {
                complete.Add(talk.Caller);
            }
            else
            {
                faults.Enqueue(fault);
            }
        }

        return complete;
    }

    private static async Task<string?> FaultOfAsync(DeskSession supervisor, Talk talk, JsonNode recording, CancellationToken cancellationToken)
    {
        if (recording["agentId"]!.GetValue<string>() != talk.AgentId)
        {
            return "recording: another agent than the one who answered";
        }

        var play = await supervisor.PostAsync($"/api/recordings/{recording["id"]}/plays", new { reason = "load measurement" }, cancellationToken);
        var sound = WavFile.Parse("recording", await supervisor.GetBytesAsync($"{play["audioUrl"]}&format=stored", cancellationToken));

        // Between our 200 and its ACK, and between our BYE and its answer, the other side may rightly record or not.
        return sound.Duration < talk.End.Talked - LengthTolerance || sound.Duration > talk.End.Connected + LengthTolerance
            ? $"recording: {sound.Duration.TotalSeconds:0.00} s of {talk.End.Talked.TotalSeconds:0.00} to {talk.End.Connected.TotalSeconds:0.00} s of talk"
            : sound.Channels != 2 ? "recording: not two channels"
            : ToneFault(sound, 0, LoadPhones.CallerToneOf(talk.Caller)) ?? ToneFault(sound, 1, LoadPhones.AgentToneOf(talk.AgentId));
    }

    // The first and the last 100 ms may hold the silence before the first packet and after the last.
    private static string? ToneFault(WavFile sound, int channel, int hertz)
    {
        var unclear = ToneShare.UnclearStretches(sound.Samples(channel), hertz);
        return unclear <= 2 + (sound.Duration.TotalSeconds * UnclearPerSecond) ? null
            : $"recording: {(channel == 0 ? "the caller's tone on the left" : "the agent's tone on the right")} is not clear in {unclear} of {sound.Duration.TotalSeconds * 10:0} stretches of 100 ms";
    }
}
