using System.Collections.Immutable;

namespace Hotline.Cases.Knowledge;

/// <summary>An article of the knowledge base (知识条目).</summary>
/// <param name="Id">Never changed once in use: cases cite it.</param>
/// <param name="Version">One more with each change of what it says.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Questions">How citizens ask for it.</param>
/// <param name="Text">The answer.</param>
/// <param name="Source">The unit that owns it.</param>
/// <param name="Until">The last day on which it is believed; null: until it is changed.</param>
internal sealed record Article(string Id, int Version, string Title, ImmutableArray<string> Questions, string Text, string Source, DateOnly? Until)
{
    public bool HoldsOn(DateOnly day) => Until is not { } last || day <= last;
}
