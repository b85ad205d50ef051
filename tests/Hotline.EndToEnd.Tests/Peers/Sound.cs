using System.Globalization;
using Hotline.Testing;

namespace Hotline.EndToEnd.Tests.Peers;

/// <summary>Sound made and measured by sox, so that our own code does not judge itself.</summary>
internal static class Sound
{
    public const string Absent = "sox is absent: sudo apt-get install sox";

    public static bool IsInstalled { get; } = PeerProcess.Exists("sox");

    /// <summary>Raw A-law, as SIPp streams it.</summary>
    public static Task MakeRawToneAsync(string file, int hertz, TimeSpan length) =>
        RunAsync("-n", "-r", "8000", "-c", "1", "-t", "raw", "-e", "a-law", file, "synth", Seconds(length), "sine", $"{hertz}", "vol", "0.5");

    /// <summary>A 16-bit WAV file, as baresip plays it.</summary>
    public static Task MakeWavToneAsync(string file, int hertz, TimeSpan length) =>
        RunAsync("-n", "-r", "8000", "-c", "1", "-b", "16", file, "synth", Seconds(length), "sine", $"{hertz}", "vol", "0.5");

    /// <summary>Length in seconds.</summary>
    public static async Task<double> LengthAsync(string file) =>
        double.Parse((await RunAsync(file, "-n", "stat")).First(line => line.StartsWith("Length (seconds):", StringComparison.Ordinal)).Split(':')[1], CultureInfo.InvariantCulture);

    /// <summary>The share of the channel's energy within 40 Hz of <paramref name="hertz"/>, 0 to 1.</summary>
    /// <param name="file">Any sound file.</param>
    /// <param name="channel">1 left, 2 right.</param>
    /// <param name="hertz">The tone looked for.</param>
    /// <param name="last">Of the end of the file only, in seconds; 0 for all of it.</param>
    public static async Task<double> ToneShareAsync(string file, int channel, int hertz, double last = 0)
    {
        string[] part = last == 0 ? [] : ["trim", FormattableString.Invariant($"-{last}")];
        var all = await LevelAsync(file, ["remix", $"{channel}", .. part]);
        var band = await LevelAsync(file, ["remix", $"{channel}", .. part, "sinc", "-n", "2048", $"{hertz - 40}-{hertz + 40}"]);
        return all == 0 ? 0 : band * band / (all * all);
    }

    /// <summary>Root mean square level of the file's channels, 0 to 1.</summary>
    private static async Task<double> LevelAsync(string file, params string[] effects)
    {
        var lines = await RunAsync([file, "-n", .. effects, "stat"]);
        return double.Parse(lines.First(line => line.StartsWith("RMS     amplitude:", StringComparison.Ordinal)).Split(':')[1], CultureInfo.InvariantCulture);
    }

    private static string Seconds(TimeSpan length) => length.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static async Task<string[]> RunAsync(params string[] arguments)
    {
        await using var sox = PeerProcess.Start("sox", arguments);
        return await sox.WaitForExitAsync(TimeSpan.FromSeconds(30)) == 0
            ? sox.Output.Split('\n')
            : throw new InvalidOperationException($"sox {string.Join(' ', arguments)}:\n{sox.Output}");
    }
}
