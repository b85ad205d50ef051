using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Hotline.Cases.Quality;

/// <summary>A call that can be drawn.</summary>
/// <param name="ContactId">The call.</param>
/// <param name="RecordingId">Its recording.</param>
/// <param name="AgentId">Who talked.</param>
/// <param name="ArrivedAt">When it arrived.</param>
internal sealed record Candidate(Guid ContactId, Guid RecordingId, string AgentId, DateTimeOffset ArrivedAt);

/// <summary>
/// Draws calls at random, and the same ones again for the same seed: each call has the rank that SHA-256 gives to seed and call, and the lowest are drawn.
/// So a draw depends neither on the order in which calls are read nor on any library's random numbers.
/// </summary>
internal static class Lot
{
    /// <summary>The calls drawn, the lowest rank first.</summary>
    /// <param name="population">Each call once.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="count">So many, or all where there are fewer.</param>
    /// <param name="perAgent">So many of each agent.</param>
    public static IReadOnlyList<Candidate> Draw(IEnumerable<Candidate> population, int seed, int count, bool perAgent)
    {
        var ranked = population.Select(call => (Rank: Rank(seed, call.ContactId), Call: call)).OrderBy(pair => pair.Rank, StringComparer.Ordinal);
        var drawn = perAgent ? ranked.GroupBy(pair => pair.Call.AgentId, StringComparer.Ordinal).SelectMany(agent => agent.Take(count)) : ranked.Take(count);
        return [.. drawn.OrderBy(pair => pair.Rank, StringComparer.Ordinal).Select(pair => pair.Call)];
    }

    private static string Rank(int seed, Guid contactId)
    {
        Span<byte> bytes = stackalloc byte[20];
        BinaryPrimitives.WriteInt32BigEndian(bytes, seed);
        contactId.TryWriteBytes(bytes[4..], bigEndian: true, out _);
        return Convert.ToHexString(SHA256.HashData(bytes));
    }
}
