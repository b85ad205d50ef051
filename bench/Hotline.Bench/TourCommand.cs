using Hotline.Phones;

namespace Hotline.Bench;

/// <summary><c>tour</c>: starts a product and an SMS centre, walks through the main job, and tells where to look at it.</summary>
internal static class TourCommand
{
    internal static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var arguments = new Arguments(words, ["--exit", "--json"], ["--http", "--sip", "--data"]);
        var report = new Report(arguments);
        await using var smsc = new SmallSmsc("hotline", "tour");
        await using var product = await ProductProcess.StartAsync(
            arguments, keepsData: true, "--Sms:Smpp:Host=127.0.0.1", $"--Sms:Smpp:Port={smsc.Port}", $"--Sms:Smpp:SystemId={smsc.SystemId}", $"--Sms:Smpp:Password={smsc.Password}");
        report.Say($"desk 工作台 {product.Http.ToString().TrimEnd('/')}   SIP {product.Sip}   data 数据 {product.DataFolder}");
        report.Say("");

        TourResult result;
        await using (var tour = new Tour(product, smsc, report))
        {
            result = await tour.WalkAsync(cancellationToken);
        }

        report.Say("");
        report.Say("Look at it / 查看");
        report.Say($"  desk 工作台     {product.Http}  sign in as dispatcher, unit1, supervisor …; password {DeskSession.SamplePassword}");
        report.Say($"  case 工单       {new Uri(product.Http, $"cases/{result.CaseNumber}")}");
        report.Say($"  recording 录音  {new Uri(product.Http, "recordings")}  as supervisor; the file: {result.RecordingFile}");
        report.End(result);
        if (!arguments.Has("--exit"))
        {
            report.Say("The product keeps running; Ctrl-C stops it. 产品继续运行，按 Ctrl-C 停止。");
            await WaitAsync(product, cancellationToken);
        }

        await product.StopAsync();
        return 0;
    }

    private static async Task WaitAsync(ProductProcess product, CancellationToken cancellationToken)
    {
        try
        {
            await product.Exited.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how this ends.
            return;
        }

        throw new BenchException($"the product ended by itself:\n{product.LastWords}");
    }
}
