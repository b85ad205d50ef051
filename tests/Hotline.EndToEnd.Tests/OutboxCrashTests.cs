using System.Text.Json.Nodes;
using Hotline.Phones;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests;

/// <summary>The product is killed (SIGKILL) while receipts leave; a message centre counts what each citizen gets.</summary>
public sealed class OutboxCrashTests
{
    private const int Citizens = 24;
    private const int Kills = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Nobody_gets_a_message_twice_and_none_is_lost_from_sight_however_often_the_product_falls()
    {
        using var data = new TemporaryFolder();
        await using var centre = new SmallSmsc("hotline", "secret");
        string[] settings = ["--Sms:Smpp:Host=127.0.0.1", $"--Sms:Smpp:Port={centre.Port}", "--Sms:Smpp:SystemId=hotline", "--Sms:Smpp:Password=secret"];
        for (var citizen = 0; citizen < Citizens; citizen++)
        {
            centre.Reply(new ReceivedSms("12345", $"139000000{citizen:D2}", ""), $"第{citizen}盏路灯不亮，请派人来修。");
        }

        var got = new List<string>();
        var random = new Random(20261122);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var falling = await RunningProduct.StartOnAsync(data, settings);
            await ReadAsync(centre, got, got.Count + random.Next(1, 8));
            falling.Process.Kill();
        }

        await using var product = await RunningProduct.StartOnAsync(data, settings);
        using var dispatcher = await product.SignInAsync("dispatcher");

        // The product has eight in hand at the most: so many were left by each fall, and those of its own now leave its hand.
        var notices = await dispatcher.GetUntilAsync(
            "/api/notices",
            list => list.AsArray().Count == Citizens && list.AsArray().All(IsSettled) && list.AsArray().Count(WasInHand) <= Kills * 8,
            Patience);
        while (centre.Messages.TryRead(out var message))
        {
            got.Add(message.To);
        }

        Assert.Equal(got.Count, got.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(Citizens, notices.AsArray().Select(To).Distinct(StringComparer.Ordinal).Count());

        // What was in the product's hands when it fell is shown as such; a person judges whether it goes again. All else arrived.
        Assert.All(notices.AsArray(), notice => Assert.True(WasInHand(notice) || got.Exists(number => Masked(number) == To(notice)), notice!.ToJsonString()));
    }

    private static bool IsSettled(JsonNode? notice) => notice!["state"]!.GetValue<string>() is "sent" or "delivered" || WasInHand(notice);

    private static bool WasInHand(JsonNode? notice) => notice!["reason"]?.GetValue<string>() is "in-hand" or "outcome-unknown";

    private static string To(JsonNode? notice) => notice!["to"]!.GetValue<string>();

    // As the outbox shows it.
    private static string Masked(string number) => $"{number[..3]}****{number[^4..]}";

    private static async Task ReadAsync(SmallSmsc centre, List<string> got, int count)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (got.Count < count)
        {
            got.Add((await centre.Messages.ReadAsync(deadline.Token)).To);
        }
    }
}
