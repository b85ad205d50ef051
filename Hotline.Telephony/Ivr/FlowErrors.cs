using System.Globalization;

namespace Hotline.Telephony.Ivr;

/// <summary>One thing wrong in a flow file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">1 being the first.</param>
/// <param name="Column">1 being the first.</param>
/// <param name="Key">The path of keys to the place, with dots; empty where the file as a whole is meant.</param>
/// <param name="Expected">What should have stood there.</param>
/// <param name="Nearest">The valid name most like the one written, if any comes near.</param>
internal sealed record FlowError(string File, long Line, long Column, string Key, string Expected, string? Nearest)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{File}:{Line}:{Column}: {(Key.Length == 0 ? "" : Key + ": ")}expected {Expected}{(Nearest is null ? "" : $"; did you mean \"{Nearest}\"?")}");
}

/// <summary>Everything wrong in one flow file, in the order of the file.</summary>
internal sealed class FlowErrors(string file)
{
    private readonly List<FlowError> errors = [];

    public bool Any => errors.Count > 0;

    public IReadOnlyList<FlowError> InOrder => [.. errors.OrderBy(error => error.Line).ThenBy(error => error.Column)];

    public void Add(long line, long column, string key, string expected, string? nearest = null) =>
        errors.Add(new FlowError(file, line, column, key, expected, nearest));

    public void Add(FlowNode at, string key, string expected, string? nearest = null) =>
        Add(at.Line, at.Column, key, expected, nearest);
}
