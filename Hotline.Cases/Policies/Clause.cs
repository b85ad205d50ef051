namespace Hotline.Cases.Policies;

/// <summary>A clause of a regulation.</summary>
/// <param name="Id">Policy id and clause, such as <c>hanjiang-2016/11b</c>.</param>
/// <param name="Gist">What it says, in Chinese (要点).</param>
internal sealed record Clause(string Id, string Gist);
