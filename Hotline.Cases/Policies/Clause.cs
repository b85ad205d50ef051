namespace Hotline.Cases.Policies;

/// <summary>A clause of a regulation.</summary>
/// <param name="Id">Policy id and clause, such as <c>hanjiang-2016/11b</c>.</param>
/// <param name="Gist">What it says, in Chinese (要点).</param>
internal sealed record Clause(string Id, string Gist);

/// <summary>A rule that rests on a clause.</summary>
/// <param name="Rule">Its place in the file, such as <c>clocks[0]</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Clause">The clause.</param>
internal sealed record ClauseUse(string Rule, int Line, Clause Clause);
