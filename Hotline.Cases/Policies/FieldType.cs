using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>What may stand behind a key. The checker, the JSON Schema and the documentation's table are all made from it.</summary>
internal abstract record FieldType
{
    /// <summary>For an error message: "a date such as 2016-05-27".</summary>
    public abstract string Expected { get; }

    public static FieldType Text { get; } = new TextType("a text", null);

    /// <summary>A text that must match, with what it should look like.</summary>
    public static FieldType Pattern(string expected, string pattern) => new TextType(expected, pattern);

    public static FieldType Number(int from, int to) => new NumberType(from, to);

    public static FieldType Flag { get; } = new FlagType();

    public static FieldType Date { get; } = new DateType();

    public static FieldType Period { get; } = new PeriodType();

    public static FieldType Clause { get; } = new ClauseType();

    public static FieldType Name<T>()
        where T : struct, Enum => EnumType<T>.Instance;

    public static FieldType List(FieldType item) => new ListType(item);

    public static FieldType Map(FieldType item) => new MapType(item);

    public static FieldType Section(params ReadOnlySpan<Field> fields) => new SectionType([.. fields]);
}

/// <summary>One value written as plain text.</summary>
internal abstract record ScalarType : FieldType
{
    /// <summary>The valid names, where there are only so many.</summary>
    public virtual ImmutableArray<string> Valid => [];

    public abstract object? Read(string text);
}

internal sealed record TextType(string What, string? Shape) : ScalarType
{
    public override string Expected => What;

    public override object? Read(string text) =>
        text.Length > 0 && (Shape is null || Regex.IsMatch(text, $"^(?:{Shape})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
            ? text
            : null;
}

internal sealed record NumberType(int From, int To) : ScalarType
{
    public override string Expected => string.Create(CultureInfo.InvariantCulture, $"a whole number from {From} to {To}");

    public override object? Read(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= From && number <= To ? number : null;
}

internal sealed record FlagType : ScalarType
{
    public override string Expected => "true or false";

    public override ImmutableArray<string> Valid => ["true", "false"];

    public override object? Read(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };
}

internal sealed record DateType : ScalarType
{
    public override string Expected => "a date such as 2016-05-27";

    public override object? Read(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}

internal sealed record PeriodType : ScalarType
{
    public override string Expected => PeriodText.Forms;

    public override object? Read(string text) => PeriodText.TryParse(text, out var period) ? period : null;
}

/// <summary>A clause named in the file's own <c>clauses</c>; the reader looks it up.</summary>
internal sealed record ClauseType : ScalarType
{
    public override string Expected => "a clause listed under 'clauses'";

    public override object? Read(string text) => text.Length > 0 ? text : null;
}

internal sealed record EnumType<T> : ScalarType
    where T : struct, Enum
{
    public static EnumType<T> Instance { get; } = new();

    public override string Expected => $"one of {string.Join(", ", Valid)}";

    public override ImmutableArray<string> Valid => Names<T>.All;

    public override object? Read(string text) => Names<T>.TryParse(text, out var value) ? value : null;
}

internal sealed record ListType(FieldType Item) : FieldType
{
    public override string Expected => $"a list, each item {Item.Expected}";
}

/// <summary>Names of the file's own choice, each with a value.</summary>
internal sealed record MapType(FieldType Item) : FieldType
{
    public override string Expected => $"names, each with {Item.Expected}";
}

/// <summary>Known keys with their values.</summary>
internal sealed record SectionType(ImmutableArray<Field> Fields) : FieldType
{
    public override string Expected => $"a section with the keys {string.Join(", ", Fields.Select(known => known.Key))}";

    public Field? Find(string key) => Fields.FirstOrDefault(known => string.Equals(known.Key, key, StringComparison.Ordinal));
}

/// <summary>Sections whose further keys depend on the name behind one of them (<c>practice</c>).</summary>
internal sealed record VariantType(string Discriminator, ImmutableArray<(string Name, SectionType Section)> Variants) : FieldType
{
    public override string Expected => $"a section with the key {Discriminator}";
}

/// <summary>A key of a section.</summary>
/// <param name="Key">As written in the file.</param>
/// <param name="Type">What may stand behind it.</param>
/// <param name="Doc">What it means, for the schema and the documentation.</param>
/// <param name="Required">It must be there.</param>
internal sealed record Field(string Key, FieldType Type, string Doc, bool Required = false);
