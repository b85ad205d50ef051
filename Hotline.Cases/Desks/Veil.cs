using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hotline.Cases.Casework;
using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Takes what would name a masked requester out of every text that is shown: citizens write their name and number into what they say, and units into what they answer.</summary>
internal sealed class Veil
{
    private const string Cover = "＊＊＊";

    /// <summary>Fewer digits name nobody.</summary>
    private const int FewestDigits = 5;

    /// <summary>What people write between the digits of a number.</summary>
    private const string Between = @"[\s\-－—–_.·,，()（）]{0,3}";

    private readonly Regex? named;

    private Veil(IEnumerable<string> patterns)
    {
        var all = patterns.Distinct(StringComparer.Ordinal).OrderByDescending(pattern => pattern.Length).ToList();
        named = all.Count == 0 ? null : new Regex(string.Join('|', all), RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    /// <summary>Over nothing.</summary>
    public static Veil None { get; } = new([]);

    /// <summary>Over one case, with the addresses of all contacts about it.</summary>
    public static Veil Of(Case seen, IEnumerable<string> addresses) => new(
        addresses.Append(seen.RequesterPhone).OfType<string>().SelectMany(AddressPatterns).Concat(NamePatterns(seen.RequesterName)));

    /// <summary>For each case of a list whose requester is masked from this person.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Veil>> OverAsync(
        HotlineDbContext database, IReadOnlyList<Case> cases, Actor actor, RuleBook book, CancellationToken cancellationToken)
    {
        var masked = cases.Where(row => actor.IsMasked(row, book.Of(row))).ToList();
        if (masked.Count == 0)
        {
            return new Dictionary<Guid, Veil>();
        }

        var ids = masked.Select(row => row.Id).ToList();
        var addresses = (await database.CaseContacts.Where(link => ids.Contains(link.CaseId))
            .Join(database.Contacts, link => link.ContactId, contact => contact.Id, (link, contact) => new { link.CaseId, contact.Number })
            .ToListAsync(cancellationToken)).ToLookup(row => row.CaseId, row => row.Number);
        return masked.ToDictionary(row => row.Id, row => Of(row, addresses[row.Id]));
    }

    public string Over(string text) => named?.Replace(text, Cover) ?? text;

    public string? OverAny(string? text) => text is null ? null : Over(text);

    public HistoryView Over(HistoryView row) => row with { Detail = Over(row.Detail) };

    public CaseView Over(CaseView view) => view with
    {
        Place = Over(view.Place),
        Text = Over(view.Text),
        Reply = view.Reply is { } reply ? reply with { Text = Over(reply.Text) } : null,
        Assignments = [.. view.Assignments.Select(row => row with { Reason = OverAny(row.Reason) })],
        History = [.. view.History.Select(Over)],
        Limits = [.. view.Limits.Select(row => row with { Document = Over(row.Document) })],
        Requests =
        [
            .. view.Requests.Select(row => row with
            {
                Reason = Over(row.Reason),
                PreTreatment = OverAny(row.PreTreatment),
                RequesterTold = OverAny(row.RequesterTold),
                Decision = OverAny(row.Decision),
                ReplyText = OverAny(row.ReplyText),
            }),
        ],
        CoHandlers = [.. view.CoHandlers.Select(row => row with { Task = Over(row.Task), Reply = OverAny(row.Reply) })],
        Delegations = [.. view.Delegations.Select(row => row with { Task = Over(row.Task), Reply = OverAny(row.Reply) })],
        Records = [.. view.Records.Select(row => row with { Place = OverAny(row.Place), Note = OverAny(row.Note) })],
        Messages = [.. view.Messages.Select(row => row with { Text = Over(row.Text) })],
        Adjudications =
        [
            .. view.Adjudications.Select(row => row with
            {
                Reason = Over(row.Reason), Participants = OverAny(row.Participants), Opinions = OverAny(row.Opinions), Decision = OverAny(row.Decision),
            }),
        ],
    };

    private static IEnumerable<string> NamePatterns(string? name)
    {
        var letters = string.Concat((name ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        return letters.Length == 0 || !letters.Any(char.IsLetter) ? [] : [string.Join(@"\s{0,2}", letters.EnumerateRunes().Select(rune => Regex.Escape(rune.ToString())))];
    }

    private static IEnumerable<string> AddressPatterns(string address)
    {
        if (address.Length == 0)
        {
            return [];
        }

        var digits = PhoneNumber.Key(address);
        return digits.Length >= FewestDigits && address.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or ' ' or '(' or ')')
            ? [string.Join(Between, digits.Select(digit => $"[{digit}{(char)('０' + digit - '0')}]"))]
            : [Regex.Escape(address)];
    }

    /// <summary>What is looked for, as the index of words reads it, and the digits in it.</summary>
    public static IEnumerable<(string Word, string Digits)> Sought(string words) =>
        from word in words.Normalize(NormalizationForm.FormKC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        let lower = word.ToLower(CultureInfo.InvariantCulture)
        select (lower, string.Concat(lower.Where(char.IsAsciiDigit)));
}
