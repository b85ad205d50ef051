using System.Text;

namespace Hotline.Cases.Casework;

/// <summary>A move that nobody's act makes.</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="Why">What makes it.</param>
internal sealed record OwnMove(CaseState From, CaseState To, string Why);

/// <summary>Where acts and time take a case: with <see cref="ActTable"/> the whole of the state machine. Every act done is held against it.</summary>
internal static class StateMoves
{
    /// <summary>The way out of the archive for a case of our own.</summary>
    public const string UpheldObjection = "objection upheld";

    /// <summary>The way out of the archive for a case that a platform above sent.</summary>
    public const string SuperiorsWord = "the platform above sends it back";

    private const string SuperiorWithdrew = "the platform above took it back";

    /// <summary>What happens without an act on the case.</summary>
    public static IReadOnlyList<OwnMove> ByItself { get; } =
    [
        new(CaseState.Registered, CaseState.Dispatched, "hazard not dispatched in time; or follows its leading case"),
        new(CaseState.Dispatched, CaseState.Dispatched, "ownership limit over: to the lead unit"),
        new(CaseState.Closed, CaseState.Archived, "satisfied, or nobody to ask"),
        new(CaseState.Closed, CaseState.FollowUp, "not satisfied, no reply, no messages taken, or to be audited or judged"),
        new(CaseState.FollowUp, CaseState.Archived, "callback done, audit passed"),
        new(CaseState.FollowUp, CaseState.Dispatched, "callback: not satisfied, audit failed, or unit judged at fault: rework"),
        new(CaseState.Closed, CaseState.Dispatched, UpheldObjection),
        new(CaseState.Archived, CaseState.Dispatched, UpheldObjection),
        new(CaseState.Archived, CaseState.Registered, UpheldObjection + ", no unit had it"),
        new(CaseState.Archived, CaseState.Dispatched, SuperiorsWord),
        new(CaseState.Archived, CaseState.Registered, SuperiorsWord + ", no unit had it"),
        new(CaseState.Registered, CaseState.Archived, SuperiorWithdrew),
        new(CaseState.Dispatched, CaseState.Archived, SuperiorWithdrew),
        new(CaseState.Signed, CaseState.Archived, SuperiorWithdrew),
        new(CaseState.Replied, CaseState.Archived, SuperiorWithdrew),
    ];

    /// <summary>The states an act may leave the case in; null: the state it was in.</summary>
    public static CaseState[]? After(CaseActKind act) => act switch
    {
        CaseActKind.Dispatch or CaseActKind.Rework or CaseActKind.AcceptReturn or CaseActKind.Designate or CaseActKind.RefuseClosing => [CaseState.Dispatched],
        CaseActKind.Verify => [CaseState.Replied, CaseState.Dispatched],
        CaseActKind.Sign => [CaseState.Signed],
        CaseActKind.Reply => [CaseState.Replied, CaseState.Signed],
        CaseActKind.SignOff => [CaseState.Replied],
        CaseActKind.Adjudicate => [CaseState.Dispatched, CaseState.Signed],
        CaseActKind.Close or CaseActKind.Answer => [CaseState.Closed, CaseState.FollowUp, CaseState.Archived],
        CaseActKind.Refuse => [CaseState.Archived],
        CaseActKind.Merge => [CaseState.Registered, CaseState.Dispatched, CaseState.Signed],
        CaseActKind.OnSite or CaseActKind.Contact or CaseActKind.Message or CaseActKind.Reveal or CaseActKind.Return or CaseActKind.RefuseReturn or CaseActKind.Extend or CaseActKind.ApproveExtension
            or CaseActKind.RefuseExtension or CaseActKind.SetLimit or CaseActKind.Supplement or CaseActKind.Unmerge or CaseActKind.CoReply
            or CaseActKind.Delegate or CaseActKind.TakeOn or CaseActKind.ReportUp or CaseActKind.RedoBelow or CaseActKind.ConfirmReturn or CaseActKind.RefuseSignOff
            or CaseActKind.ApproveClosing or CaseActKind.Object or CaseActKind.OpenAdjudication or CaseActKind.Observe or CaseActKind.ApproveObservation or CaseActKind.RefuseObservation => null,
    };

    /// <summary>Throws where an act left a case in a state that this table does not know: nothing of it is saved.</summary>
    public static void Check(CaseActKind act, CaseState before, CaseState after)
    {
        if (After(act) is { } known ? !known.Contains(after) : before != after)
        {
            throw new InvalidOperationException($"{act} took a case from {before} to {after}, which the table of states does not know.");
        }
    }

    /// <summary>The page <c>docs/case-states.md</c>.</summary>
    public static string Page()
    {
        var page = new StringBuilder("""
            # The states of a case

            Made by `./hotline policy states` from the table that the product itself obeys (`Casework/ActTable.cs`, `Casework/StateMoves.cs`); a test holds this page to it.
            Acts that leave the state as it is stand in the second table. Which clause an act rests on, and the windows it keeps, are the policy's.

            ```mermaid
            stateDiagram-v2
                state "follow-up" as followup
                [*] --> registered: register

            """);
        foreach (var move in ActTable.Rules.SelectMany(Moves))
        {
            page.Append("    ").Append(move).Append('\n');
        }

        foreach (var move in ByItself)
        {
            page.Append("    ").Append(Node(move.From)).Append(" --> ").Append(Node(move.To)).Append(": by itself, ").Append(move.Why).Append('\n');
        }

        page.Append("""
                archived --> [*]
            ```

            | act | in the states | by | leads to |
            |---|---|---|---|

            """);
        foreach (var rule in ActTable.Rules)
        {
            var to = After(rule.Act) is { } states ? string.Join(", ", states.Select(Code)) : "–";
            page.Append("| ").Append(Code(rule.Act)).Append(" | ").AppendJoin(", ", rule.States.Select(Code)).Append(" | ")
                .AppendJoin(", ", rule.Roles.Select(Code)).Append(" | ").Append(to).Append(" |\n");
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static IEnumerable<string> Moves(ActRule rule) => After(rule.Act) is not { } after
        ? []
        : rule.States.SelectMany(from => after.Where(to => rule.Act != CaseActKind.Merge || to > from), (from, to) => $"{Node(from)} --> {Node(to)}: {Code(rule.Act)}");

    /// <summary>A name without a hyphen, which would be read as an arrow.</summary>
    private static string Node(CaseState state) => Code(state).Replace("-", "", StringComparison.Ordinal);

    private static string Code<T>(T name)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name.ToString());
}
