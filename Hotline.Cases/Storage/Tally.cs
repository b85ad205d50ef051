namespace Hotline.Cases.Storage;

/// <summary>How many rows of a sealed kind there are, and the exclusive-or of their keys: a row that is missing is missed, and where it is one, named.</summary>
internal sealed class Tally
{
    /// <summary>A store that an older version wrote, whose rows are to be sealed and counted by the first start of this one (<see cref="SealBackfill"/>).</summary>
    public const string ToCome = "(to come)";

    private Tally()
    {
    }

    /// <summary>The table.</summary>
    public string Name { get; private set; } = "";

    public long Held { get; private set; }

    public long High { get; private set; }

    public long Low { get; private set; }

    public static Tally Begin(string table, long held, long high, long low) => new() { Name = table, Held = held, High = high, Low = low };
}
