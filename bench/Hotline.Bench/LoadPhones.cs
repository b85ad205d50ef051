using System.Globalization;
using Hotline.Phones;

namespace Hotline.Bench;

/// <summary>One call that was answered and ended as it should.</summary>
/// <param name="AgentId">Who answered.</param>
/// <param name="Caller">Who called.</param>
/// <param name="End">What the agent's phone counted.</param>
internal sealed record Talk(string AgentId, string Caller, CallEnd End);

/// <summary>The phones of the load city: numbers, tones, and agents who are ready.</summary>
internal static class LoadPhones
{
    internal const string HotlineNumber = "12345";

    private const int FirstAgent = 8001;

    /// <summary>So many agents sign in, register their phones and are ready.</summary>
    internal static async Task<SmallPhone[]> SignInAsync(ProductProcess product, PhoneRack rack, int count, CancellationToken cancellationToken)
    {
        var phones = new SmallPhone[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (i, token) =>
        {
            phones[i] = rack.Add(AgentId(i), AgentTone(i));
            await phones[i].RegisterAsync(DeskSession.SamplePassword, token);
            using var agent = await DeskSession.SignInAsync(product.Http, $"agent{i + 1}", token);
            await agent.PostAsync("/api/switchboard/ready", new { }, token);
        });
        return phones;
    }

    internal static string Number(int i) => string.Create(CultureInfo.InvariantCulture, $"139{i:00000000}");

    private static string AgentId(int i) => string.Create(CultureInfo.InvariantCulture, $"{FirstAgent + i}");

    /// <summary>The tone of the caller with that number.</summary>
    internal static int CallerToneOf(string number) => CallerTone(IndexOf(number, 13_900_000_000));

    /// <summary>The tone of the agent with that id.</summary>
    internal static int AgentToneOf(string agentId) => AgentTone(IndexOf(agentId, FirstAgent));

    // Callers on whole hundreds, agents on the fifties between: no two of a pair alike, and neighbours differ.
    internal static int CallerTone(int i) => 400 + (100 * (i % 27));

    private static int AgentTone(int i) => 450 + (100 * (i % 26));

    // 0 for a number that is not of the load city: its tone is then not heard.
    private static int IndexOf(string number, long first) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= first ? (int)(value - first) : 0;
}
