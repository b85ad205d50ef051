using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Hotline.Microbench;

if (args is ["replay", ..])
{
    return await ReplayBench.RunAsync(args);
}

// In this process: a generated project would have to restore the whole product again.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(CaseClockBenchmarks).Assembly).Run(args, config);
return 0;
