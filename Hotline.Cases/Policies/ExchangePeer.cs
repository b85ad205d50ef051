namespace Hotline.Cases.Policies;

/// <summary>Another installation that cases are exchanged with.</summary>
/// <param name="Name">As in the settings, where its address and keys are.</param>
/// <param name="Title">For people.</param>
/// <param name="Above">It stands above us.</param>
/// <param name="Unit">The unit of ours that it is; null for one above.</param>
/// <param name="UnitThere">The unit there that a case is for; null: for that platform to find.</param>
/// <param name="Requester">Whether it is told who the requester is, of cases that are neither confidential nor reports of a wrong.</param>
/// <param name="SameCategories">Its category codes are ours where we know them.</param>
/// <param name="Categories">Ours for its codes.</param>
/// <param name="Fallback">Ours for what is in neither.</param>
internal sealed record ExchangePeer(
    string Name, string Title, bool Above, string? Unit, string? UnitThere, bool Requester, bool SameCategories, IReadOnlyDictionary<string, string> Categories, string Fallback)
{
    /// <summary>Our category for one of theirs.</summary>
    /// <param name="theirs">Their code.</param>
    /// <param name="knows">Whether we have a code.</param>
    public string CategoryOf(string? theirs, Func<string, bool> knows) =>
        theirs is null ? Fallback
        : Categories.TryGetValue(theirs, out var ours) ? ours
        : SameCategories && knows(theirs) ? theirs
        : Fallback;
}
