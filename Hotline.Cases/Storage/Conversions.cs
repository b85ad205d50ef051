using System.Globalization;
using System.Text.Json;
using Hotline.Cases.Calendar;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hotline.Cases.Storage;

/// <summary>A short list that is only ever read whole, as one column.</summary>
internal sealed class JsonList<T>() : ValueConverter<IReadOnlyList<T>, string>(
    list => JsonSerializer.Serialize(list, JsonSerializerOptions.Default),
    text => JsonSerializer.Deserialize<List<T>>(text, JsonSerializerOptions.Default)!)
{
    public static ValueComparer<IReadOnlyList<T>> Comparer { get; } =
        new((left, right) => left!.SequenceEqual(right!), list => list.Count, list => list);
}

/// <summary>A period as <c>WorkingDays 3</c>.</summary>
internal sealed class PeriodWords() : ValueConverter<Period, string>(period => Write(period), text => Read(text))
{
    private static string Write(Period period) => string.Create(CultureInfo.InvariantCulture, $"{period.Unit} {period.Amount}");

    private static Period Read(string text)
    {
        var words = text.Split(' ');
        return new Period(Enum.Parse<PeriodUnit>(words[0]), int.Parse(words[1], CultureInfo.InvariantCulture));
    }
}
