using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Bench;

/// <summary>
/// Signed callbacks at a steady rate, each of another citizen, each committed before it is answered: how long the platform waits, from the moment it was due.
/// Beside it the disk is asked how long it takes to keep a page.
/// </summary>
internal static class WeChatLoad
{
    // Not counted: code is compiled and plans are made on first use.
    private const int WarmUpSeconds = 5;
    private const string Token = "benchtoken";

    internal static async Task<(double P99Ms, int Failed)> RunAsync(int rate, int seconds, Report report, CancellationToken cancellationToken)
    {
        await using var product = await ProductProcess.StartAsync(
            new Arguments([], [], []), keepsData: false, "--WeChat:AppId=wxbench", "--WeChat:AppSecret=bench", $"--WeChat:Token={Token}", "--WeChat:Mode=plain", "--WeChat:Api=http://127.0.0.1:9/");
        using var http = new HttpClient { BaseAddress = product.Http };
        report.Say($"WeChat: {rate} callbacks a second for {seconds} s, after {WarmUpSeconds} s that are not counted");
        var warmUps = rate * WarmUpSeconds;
        using var disk = new DiskProbe(product.DataFolder, TimeSpan.FromMilliseconds(50));
        var running = new List<Task<TimeSpan?>>();
        var begun = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < warmUps + (rate * seconds); i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate);
            var wait = due - TimeProvider.System.GetElapsedTime(begun);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken);
            }

            if (i == warmUps)
            {
                disk.Begin();
            }

            var number = i;
            running.Add(TimeAsync(begun, due, () => CallAsync(http, number, cancellationToken)));
        }

        var syncs = await disk.EndAsync();
        var times = (await Task.WhenAll(running))[warmUps..];
        var taken = times.OfType<TimeSpan>().Order().ToArray();
        var failed = times.Length - taken.Length;
        var p99 = ChannelsBench.Percentile(taken, 0.99);
        report.Say($"{taken.Length} answered, {failed} not; p50 {ChannelsBench.Percentile(taken, 0.5)} ms, p99 {p99} ms, longest {ChannelsBench.Percentile(taken, 1)} ms");
        report.Say($"the disk alone meanwhile, {syncs.Length} times 4 KiB brought to it: p99 {ChannelsBench.Percentile(syncs, 0.99)} ms");
        await product.StopAsync();
        return (p99, failed);
    }

    private static async Task<TimeSpan?> TimeAsync(long begun, TimeSpan due, Func<Task<bool>> call)
    {
        try
        {
            return await call() ? TimeProvider.System.GetElapsedTime(begun) - due : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<bool> CallAsync(HttpClient http, int number, CancellationToken cancellationToken)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var nonce = number.ToString(CultureInfo.InvariantCulture);
        var signature = Sign(Token, stamp, nonce);
        var xml = string.Create(
            CultureInfo.InvariantCulture,
            $"<xml><ToUserName>gh_bench</ToUserName><FromUserName>citizen-{number:D8}</FromUserName><CreateTime>{stamp}</CreateTime><MsgType>text</MsgType><Content>门口的路灯不亮已有三天</Content><MsgId>{number + 1}</MsgId></xml>");
        using var content = new StringContent(xml, Encoding.UTF8, "text/xml");
        using var answer = await http.PostAsync(new Uri($"/wechat/callback?signature={signature}&timestamp={stamp}&nonce={nonce}&openid=citizen-{nonce}", UriKind.Relative), content, cancellationToken);
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync(cancellationToken)).StartsWith("<xml", StringComparison.Ordinal);
    }

    // The platform's own: SHA-1 over the three in order of their characters.
    private static string Sign(params string[] words)
    {
        Array.Sort(words, StringComparer.Ordinal);
#pragma warning disable CA5350 // The platform's own digest; there is no other in it.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(words))));
#pragma warning restore CA5350
    }
}
