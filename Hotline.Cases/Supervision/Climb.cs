using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>A case on a ladder of its policy. <see cref="NextAt"/> is what the sweep looks for.</summary>
internal sealed class Climb
{
    private Climb()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public string Ladder { get; private set; } = "";

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Rungs taken.</summary>
    public int Taken { get; private set; }

    /// <summary>When the next rung is taken; null at the top, and once it ended.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>What ended it, for people.</summary>
    public string? EndedBy { get; private set; }

    public static Climb Begin(Case climbed, SupervisionLadder ladder, Occasion occasion)
    {
        var climb = new Climb { Id = Guid.CreateVersion7(occasion.At), CaseId = climbed.Id, Ladder = ladder.Name, StartedAt = occasion.At };
        climb.Plan(ladder, occasion);
        return climb;
    }

    /// <summary>The rung whose time has come, each once; null where none has.</summary>
    public SupervisionStep? Take(SupervisionLadder ladder, Occasion occasion)
    {
        if (NextAt is null || NextAt > occasion.At || Taken >= ladder.Steps.Length)
        {
            return null;
        }

        var rung = ladder.Steps[Taken++];
        Plan(ladder, occasion);
        return rung;
    }

    public void End(string why, DateTimeOffset at) => (EndedAt, EndedBy, NextAt) = (at, why, null);

    public LadderView Show(CaseRules rules) =>
        new(Ladder, StartedAt, Taken, rules.Policy.Ladders.FirstOrDefault(ladder => ladder.Name == Ladder)?.Steps.Length ?? Taken, NextAt, EndedAt, EndedBy);

    /// <summary>Counted from when the rung before was taken: the unit has its time even where the product stood still.</summary>
    private void Plan(SupervisionLadder ladder, Occasion occasion) =>
        NextAt = Taken < ladder.Steps.Length ? occasion.Rules.Calendar.End(occasion.At, ladder.Steps[Taken].After).ToUniversalTime() : null;
}
