using System.Globalization;

namespace Hotline.Telephony.Tests.Fuzz;

/// <summary>
/// Everything that strangers may send, bent at random places. Nothing throws, and what is taken keeps the protocol's rules. 20 seconds for all together, always
/// the same mutations, so that a change is judged by what it changed; <c>HOTLINE_FUZZ_MINUTES=10</c> makes a night's run with new ones, and
/// <c>HOTLINE_FUZZ_SEED</c> repeats one.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int LeastRounds = 1_000;
    private const int DailySeed = 12345;
    private const int RoundsBetweenLooks = 100;

    private static readonly Dictionary<string, Func<IFuzzTarget>> Targets = new(StringComparer.Ordinal)
    {
        ["sip"] = () => new SipTarget(),
        ["sdp"] = () => new SdpTarget(),
        ["digest"] = () => new DigestTarget(),
        ["rtp"] = () => new RtpTarget(),
        ["rtcp"] = () => new RtcpTarget(),
        ["srtp"] = () => new SrtpTarget(),
        ["stun"] = () => new StunTarget(),
    };

    public static TheoryData<string> Protocols => [.. Targets.Keys];

    private static TimeSpan Whole => Number("HOTLINE_FUZZ_MINUTES") is { } minutes ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromSeconds(20);

    [Theory]
    [MemberData(nameof(Protocols))]
    public void No_mutation_escapes_the_rules_of(string protocol)
    {
        var seed = Number("HOTLINE_FUZZ_SEED") ?? (Number("HOTLINE_FUZZ_MINUTES") is null ? DailySeed : Random.Shared.Next());
        output.WriteLine($"HOTLINE_FUZZ_SEED={seed}");
        var random = new Random(seed);
        var target = Targets[protocol]();
        var (rounds, taken) = (0L, 0L);
        var begun = TimeProvider.System.GetTimestamp();
        do
        {
            for (var i = 0; i < RoundsBetweenLooks; i++, rounds++)
            {
                var bytes = Mutation.Of(random, target.Seeds[random.Next(target.Seeds.Count)], target.Pieces);
                try
                {
                    taken += target.Take(bytes) ? 1 : 0;
                }
                catch (Exception fault)
                {
                    throw new InvalidOperationException($"seed {seed}, round {rounds}: {Convert.ToBase64String(bytes)}", fault);
                }
            }
        }
        while (rounds < LeastRounds || TimeProvider.System.GetElapsedTime(begun) < Whole / Targets.Count);

        // A fuzzer that reaches only one side tests nothing.
        output.WriteLine($"{taken} of {rounds} taken");
        Assert.InRange(taken, rounds / 100, rounds - (rounds / 100));
    }

    private static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : null;
}

/// <summary>One protocol under fire.</summary>
internal interface IFuzzTarget
{
    /// <summary>Good messages.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>What to put in between.</summary>
    byte[][] Pieces { get; }

    /// <summary>Feeds bytes to all that would see them, and checks the rules. True where they were taken.</summary>
    bool Take(byte[] bytes);
}
