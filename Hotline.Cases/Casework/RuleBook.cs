using System.Collections.Frozen;
using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>
/// The rules in force by day, and those of every version under which a case was accepted. Read once at the start; a calendar that was
/// changed on disk is taken up by <see cref="TakeUpCalendar"/>.
/// </summary>
internal sealed class RuleBook(CaseOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private Books? books;

    private Books Opened => books ?? throw new InvalidOperationException($"Call {nameof(CaseServices.PrepareCasesAsync)} first.");

    /// <summary>When short messages may go out.</summary>
    public MessageRules Messages { get; private set; } = MessageRules.None;

    /// <summary>Who is told of which cases besides the unit's own screens.</summary>
    public IReadOnlyList<WorkGroup> Groups { get; private set; } = [];

    /// <summary>The other installations that cases are exchanged with.</summary>
    public IReadOnlyList<ExchangePeer> Peers { get; private set; } = [];

    /// <summary>The rules in force today: for what is registered now.</summary>
    public CaseRules Rules
    {
        get
        {
            var opened = Opened;
            var policy = opened.Shelf.InForce(opened.PolicyId, ChinaTime.Day(time.GetUtcNow())) ?? opened.Shelf.Newest(opened.PolicyId)!;
            return opened.Rules[policy.Key];
        }
    }

    /// <summary>The rules under which a case was accepted. For one that is over and whose version is gone: those in force.</summary>
    public CaseRules Of(Case concerned) => Opened.Rules.GetValueOrDefault(concerned.PolicyId) ?? Rules;

    /// <summary>Reads the policy's versions, calendar and city; every error of all at once.</summary>
    /// <exception cref="CaseStartException">Anything is wrong in them.</exception>
    public void Open()
    {
        var policy = PolicyFile.Load(options.PolicyFile);
        var calendar = CalendarFile.Load(options.CalendarFile);
        var city = CityFile.Load(options.CityFile);
        var messages = options.MessageFile is { } file ? MessageRules.Load(file) : new(MessageRules.None, []);
        var groups = options.WorkGroupFile is { } groupFile ? WorkGroupFile.Load(groupFile, city.Value) : new([], []);
        var peers = options.ExchangeFile is { } exchangeFile ? ExchangePeerFile.Load(exchangeFile, city.Value, policy.Value?.Categories) : new([], []);
        var errors = policy.Errors.Concat(calendar.Errors).Concat(city.Errors).Concat(messages.Errors).Concat(groups.Errors).Concat(peers.Errors).ToList();
        if (policy.Value is { } named)
        {
            var shelf = PolicyShelf.Load(Folder, named.Id);
            errors.AddRange(shelf.Errors);
            if (shelf.Value is { } versions && calendar.Value is { } days && city.Value is { } place && errors.Count == 0)
            {
                if (versions.InForce(named.Id, ChinaTime.Day(time.GetUtcNow())) is null)
                {
                    throw new CaseStartException($"no version of {named.Id} in {Folder} is in force today");
                }

                books = new Books(named.Id, versions, days, place, Stamp);
                (Messages, Groups, Peers) = (messages.Value!, groups.Value!, peers.Value!);
                return;
            }
        }

        throw new CaseStartException(string.Join('\n', errors.Distinct()));
    }

    /// <summary>Whether that version is on the shelf.</summary>
    public bool Knows(string key) => Opened.Rules.ContainsKey(key);

    /// <summary>Puts the versions of cases still open on the shelf, those of an earlier policy of the city too.</summary>
    /// <param name="missing">Such as <c>hanjiang-2016 v1</c>.</param>
    /// <exception cref="CaseStartException">A version's file is gone or wrong.</exception>
    public void Keep(IReadOnlyCollection<string> missing)
    {
        var opened = Opened;
        if (missing.Count == 0)
        {
            return;
        }

        var ids = missing.Select(key => key.Split(' ')[0]).Append(opened.PolicyId).Distinct(StringComparer.Ordinal).ToArray();
        var shelf = PolicyShelf.Load(Folder, ids);
        var kept = shelf.Value is { } versions ? new Books(opened.PolicyId, versions, opened.Calendar, opened.City, opened.CalendarStamp) : null;
        var gone = missing.Where(key => kept?.Rules.ContainsKey(key) != true).Select(key => $"open cases were accepted under {key}, and its file is not in {Folder}").ToList();
        if (gone.Count > 0 || kept is null)
        {
            throw new CaseStartException(string.Join('\n', shelf.Errors.Select(error => error.ToString()).Concat(gone)));
        }

        books = kept;
    }

    /// <summary>Reads the calendar again where its file has changed.</summary>
    /// <param name="errors">What is wrong in the new file; the old calendar stays.</param>
    /// <returns>Whether there is a new calendar.</returns>
    public bool TakeUpCalendar(out IReadOnlyList<PolicyError> errors)
    {
        lock (gate)
        {
            errors = [];
            var (opened, stamp) = (Opened, Stamp);
            if (stamp == opened.CalendarStamp)
            {
                return false;
            }

            var calendar = CalendarFile.Load(options.CalendarFile);
            errors = calendar.Errors;
            if (calendar.Value is not { } days)
            {
                return false;
            }

            books = new Books(opened.PolicyId, opened.Shelf, days, opened.City, stamp);
            return true;
        }
    }

    private string Folder => Path.GetDirectoryName(Path.GetFullPath(options.PolicyFile))!;

    private DateTime Stamp => File.GetLastWriteTimeUtc(options.CalendarFile);

    /// <summary>All that was read, as one: whoever asks meanwhile sees the old or the new.</summary>
    private sealed class Books(string policyId, PolicyShelf shelf, LegalCalendar calendar, City city, DateTime calendarStamp)
    {
        public string PolicyId { get; } = policyId;

        public PolicyShelf Shelf { get; } = shelf;

        public LegalCalendar Calendar { get; } = calendar;

        public City City { get; } = city;

        public DateTime CalendarStamp { get; } = calendarStamp;

        public FrozenDictionary<string, CaseRules> Rules { get; } =
            shelf.Policies.ToFrozenDictionary(policy => policy.Key, policy => new CaseRules(policy, calendar, city), StringComparer.Ordinal);
    }
}
