using Hotline.Host.Commands;

namespace Hotline.Host.Tests.Commands;

public sealed class VerifyCommandTests : IAsyncLifetime
{
    private readonly TestProduct product = new();

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public ValueTask DisposeAsync() => product.DisposeAsync();

    [Fact]
    public async Task A_recording_whose_file_is_gone_is_found()
    {
        Assert.Equal((0, "verify: 0 faults; every case history and 0 sealed recordings read\n"), await VerifyAsync());
        var call = new Calls(TimeProvider.System.GetUtcNow());

        await product.ReportAsync(call.Ended);

        var (code, output) = await VerifyAsync();
        Assert.Equal(1, code);
        Assert.Equal(
            $"recording {call.RecordingId} (2026/11/22/{call.RecordingId:N}.wav): the file is gone\nverify: 1 faults; every case history and 1 sealed recordings read\n",
            output);
    }

    private async Task<(int Code, string Output)> VerifyAsync()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(["verify", "--data", product.DataFolder], output, errors);
        Assert.Empty(errors.ToString());
        return (code, output.ToString());
    }
}
