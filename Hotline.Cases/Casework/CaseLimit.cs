using Hotline.Cases.Deadlines;

namespace Hotline.Cases.Casework;

/// <summary>A limit that goes before the policy's for this case: a superior's, or a stricter law's. Of each source the last one set holds.</summary>
/// <param name="Source">Who sets it.</param>
/// <param name="Document">The instruction or the law.</param>
/// <param name="Due">Its end.</param>
/// <param name="Clause">The policy's clause by which it goes first; null where the policy has none.</param>
/// <param name="SetAt">When it was put on the case.</param>
/// <param name="SetBy">By whom.</param>
internal sealed record CaseLimit(LimitSource Source, string Document, DateTimeOffset Due, string? Clause, DateTimeOffset SetAt, string SetBy)
{
    public LimitOverride Override(CaseRules rules) => new(Source, Document, Due, rules.Clause(Clause));
}
