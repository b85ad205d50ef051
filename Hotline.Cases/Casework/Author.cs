namespace Hotline.Cases.Casework;

/// <summary>Who stands in the history.</summary>
internal sealed record Author(Guid Id, string Name)
{
    /// <summary>What happens by itself.</summary>
    public static Author System { get; } = new(Guid.Empty, "system");

    /// <summary>The citizen, when they answer.</summary>
    public static Author Requester { get; } = new(Guid.Empty, "requester");

    public static Author Of(Actor actor) => new(actor.Id, actor.Name);
}

/// <summary>Under which rules, by whom and when something is done to a case.</summary>
/// <param name="Rules">The rules that the case was accepted under.</param>
/// <param name="By">Who does it.</param>
/// <param name="At">UTC.</param>
/// <param name="Staff">Which units could decide, where something may be asked of them; null: any could.</param>
internal sealed record Occasion(CaseRules Rules, Author By, DateTimeOffset At, UnitStaff? Staff = null);
