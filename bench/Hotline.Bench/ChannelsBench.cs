namespace Hotline.Bench;

/// <summary>The doors, one after the other: WeChat callbacks at a steady rate, the MIME reader, SMPP submissions, and mails while the product is killed.</summary>
internal static class ChannelsBench
{
    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--json"], ["--rate", "--seconds", "--window", "--mails", "--kills", "--corpus"]);
        var report = new Report(arguments);
        var seconds = arguments.Whole("--seconds", 20, 1, 600);
        var wechat = await WeChatLoad.RunAsync(arguments.Whole("--rate", 200, 1, 5000), seconds, report, cancellationToken);
        var mime = MimeSpeed.Run(arguments.Text("--corpus"), report);
        var submits = await SubmitSpeed.RunAsync(arguments.Whole("--window", 100, 1, 1000), Math.Min(seconds, 10), report, cancellationToken);
        var mails = await MailCrash.RunAsync(arguments.Whole("--mails", 10_000, 1, 100_000), arguments.Whole("--kills", 20, 0, 1000), report, cancellationToken);
        report.End(new
        {
            wechatP99Ms = wechat.P99Ms,
            mimeMegabytesPerSecond = mime?.MegabytesPerSecond,
            smppSubmitsPerSecond = submits,
            mailsLost = mails?.Lost,
            mailsDoubled = mails?.Doubled,
        });
        return wechat.Failed == 0 && mails is not { Lost: > 0 } and not { Doubled: > 0 } ? 0 : 1;
    }

    internal static double Percentile(TimeSpan[] ordered, double share) =>
        ordered.Length == 0 ? double.NaN : Math.Round(ordered[Math.Max(0, (int)Math.Ceiling(ordered.Length * share) - 1)].TotalMilliseconds, 1);
}
