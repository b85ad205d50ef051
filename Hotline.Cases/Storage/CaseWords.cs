using System.Globalization;
using Hotline.Cases.Casework;

namespace Hotline.Cases.Storage;

/// <summary>The words of a case as the index of words is to have them.</summary>
/// <param name="Number">The case's number: the row of the index.</param>
/// <param name="Words">Tokens, of the text, the place and the units that know the case.</param>
/// <param name="IsNew">It has no words in the index yet.</param>
internal sealed record CaseWords(long Number, string Words, bool IsNew)
{
    /// <summary>Of a case with its assignments, co-handlers and requests.</summary>
    public static CaseWords Of(Case row, bool isNew) => new(
        long.Parse(row.Number, CultureInfo.InvariantCulture), WordPairs.Index(row.Text, row.Place) + string.Join(' ', row.KnownTo.Select(WordPairs.Unit)), isNew);
}
