namespace Hotline.Cases.Staffing;

/// <summary>
/// Callers who come at random and wait until an agent is free (M/M/n; A. K. Erlang 1917, ITU-T E.501). The load is in erlangs: calls in a stretch of time, times their
/// mean handling time, over its length. Reckoned by the recursion of the loss formula, whose terms stay between 0 and 1: no factorial, no power, whatever the load.
/// </summary>
internal static class ErlangC
{
    /// <summary>A room of more agents than this is none; bounds what a wrong number in a question costs.</summary>
    public const int MostAgents = 200_000;

    /// <summary>The share of callers who would find every agent busy if nobody waited (Erlang B).</summary>
    public static double LossProbability(double load, int agents)
    {
        Check(load, agents);
        var loss = 1.0;
        for (var n = 1; n <= agents; n++)
        {
            loss = Next(loss, load, n);
        }

        return loss;
    }

    /// <summary>The share of callers who have to wait; 1 where the agents cannot keep up.</summary>
    public static double WaitProbability(double load, int agents) => Wait(LossProbability(load, agents), load, agents);

    /// <summary>The share of callers answered within a time; 0 where the agents cannot keep up.</summary>
    public static double ServiceLevel(double load, int agents, TimeSpan handling, TimeSpan within) =>
        Level(WaitProbability(load, agents), load, agents, handling, within);

    /// <summary>Mean time in line of all callers, those included who do not wait; null where the line grows without end.</summary>
    public static TimeSpan? MeanWait(double load, int agents, TimeSpan handling) =>
        load == 0 ? TimeSpan.Zero : agents <= load ? null : handling * (WaitProbability(load, agents) / (agents - load));

    /// <summary>The fewest agents with whom a share of callers is answered within a time, and who are not busier than a cap.</summary>
    /// <param name="load">Erlangs.</param>
    /// <param name="handling">Mean handling time.</param>
    /// <param name="target">The share, below 1.</param>
    /// <param name="within">The time.</param>
    /// <param name="mostOccupied">The cap, above 0, up to 1.</param>
    public static int Agents(double load, TimeSpan handling, double target, TimeSpan within, double mostOccupied)
    {
        Check(load, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(target, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostOccupied);
        if (load == 0)
        {
            return 0;
        }

        var loss = 1.0;
        for (var n = 1; n <= MostAgents; n++)
        {
            loss = Next(loss, load, n);
            if (load / n <= mostOccupied && n > load && Level(Wait(loss, load, n), load, n, handling, within) >= target)
            {
                return n;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(load), load, "No room is so large.");
    }

    private static double Next(double loss, double load, int agents) => load * loss / (agents + (load * loss));

    private static double Wait(double loss, double load, int agents) =>
        load == 0 ? 0 : agents <= load ? 1 : agents * loss / (agents - (load * (1 - loss)));

    private static double Level(double wait, double load, int agents, TimeSpan handling, TimeSpan within) =>
        load == 0 ? 1 : agents <= load ? 0 : 1 - (wait * Math.Exp(-(agents - load) * (within / handling)));

    private static void Check(double load, int agents)
    {
        if (!double.IsFinite(load) || load < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(load), load, "A load is 0 or more.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(agents);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(agents, MostAgents);
    }
}
