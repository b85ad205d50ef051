using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>A checked section of a file: what the grammar said is required is there, and of the right type.</summary>
internal sealed class Section(string path, int line, IReadOnlyDictionary<string, (object Value, int Line)> values)
{
    public string Path { get; } = path;

    public int Line { get; } = line;

    public IEnumerable<string> Keys => values.Keys;

    public bool Has(string key) => values.ContainsKey(key);

    public int LineOf(string key) => values.TryGetValue(key, out var found) ? found.Line : Line;

    public string Text(string key) => (string)values[key].Value;

    public string? OptionalText(string key) => Optional(key) as string;

    public int Number(string key, int otherwise) => Optional(key) is int number ? number : otherwise;

    public int? OptionalNumber(string key) => Optional(key) as int?;

    public bool Flag(string key, bool otherwise = false) => Optional(key) is bool flag ? flag : otherwise;

    public bool? OptionalFlag(string key) => Optional(key) as bool?;

    public DateOnly Date(string key) => (DateOnly)values[key].Value;

    public DateOnly? OptionalDate(string key) => Optional(key) as DateOnly?;

    public Period Period(string key) => (Period)values[key].Value;

    public Period? OptionalPeriod(string key) => Optional(key) as Period?;

    public Clause Clause(string key = "clause") => (Clause)values[key].Value;

    public Clause? OptionalClause(string key = "clause") => Optional(key) as Clause;

    public T Name<T>(string key)
        where T : struct, Enum => (T)values[key].Value;

    public T? OptionalName<T>(string key)
        where T : struct, Enum => Optional(key) as T?;

    public Section Inner(string key) => (Section)values[key].Value;

    public Section? OptionalInner(string key) => Optional(key) as Section;

    public ImmutableArray<T> List<T>(string key) =>
        Optional(key) is ImmutableArray<object> items ? [.. items.Cast<T>()] : [];

    public IReadOnlyDictionary<string, object> Map(string key) =>
        Optional(key) as IReadOnlyDictionary<string, object> ?? new Dictionary<string, object>(StringComparer.Ordinal);

    private object? Optional(string key) => values.TryGetValue(key, out var found) ? found.Value : null;
}
