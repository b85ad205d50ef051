using Hotline.Cases.Contacts;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>
/// A work order (工单): one matter of one citizen. It keeps its own consistency (state, clocks, sealed history); what people and time do
/// to it is in the files beside this one: <see cref="Registering"/>, <see cref="Dispatching"/>, <see cref="Handling"/>,
/// <see cref="Returning"/>, <see cref="Extending"/>, <see cref="Limiting"/>, <see cref="Closing"/>, <see cref="CallingBack"/>, <see cref="Expiring"/>,
/// <see cref="Recalculating"/>, <see cref="Joining"/>, <see cref="Merging"/>.
/// </summary>
internal sealed class Case
{
    private readonly List<Assignment> assignments = [];
    private readonly List<Countdown> countdowns = [];
    private readonly List<CaseTask> tasks = [];
    private readonly List<Survey> surveys = [];
    private readonly List<UnitRequest> requests = [];
    private readonly List<HistoryEntry> history = [];
    private readonly List<CaseContact> contacts = [];
    private readonly List<CoHandling> coHandlings = [];
    private readonly List<HandlingRecord> records = [];
    private readonly List<Adjudication> adjudications = [];
    private readonly List<LiveEvent> news = [];
    private readonly List<SupervisionSign> signs = [];
    private readonly List<(CaseEvent Event, Occasion Occasion)> happened = [];
    private bool versioned;

    private Case()
    {
    }

    public Guid Id { get; private set; }

    public string Number { get; private set; } = "";

    /// <summary>Rises by one with every act and every move; what clients send back.</summary>
    public int Version { get; private set; }

    /// <summary>Rises with every change, warnings included; guards the row.</summary>
    public int Revision { get; private set; }

    public CaseState State { get; private set; }

    public RequestType RequestType { get; private set; }

    public string CategoryCode { get; private set; } = "";

    public string CategoryPath { get; private set; } = "";

    public string Place { get; private set; } = "";

    /// <summary>Where it is on the map, degrees; null where nobody said.</summary>
    public double? Longitude { get; private set; }

    public double? Latitude { get; private set; }

    public MapPoint? Point => MapPoint.Of(Longitude, Latitude);

    public string Text { get; private set; } = "";

    public bool Hazard { get; private set; }

    /// <summary>The fine that the matter may lead to, in yuan (级别管辖).</summary>
    public int? Fine { get; private set; }

    /// <summary>The ground on which it was accepted, where one was named.</summary>
    public string? AcceptGround { get; private set; }

    /// <summary>What an answer on the spot rests on.</summary>
    public IReadOnlyList<Citation> Citations { get; private set; } = [];

    /// <summary>Where the policy tells simple and hard cases apart; null: ordinary.</summary>
    public Complexity? Complexity { get; private set; }

    /// <summary>On the list of convenience services by the agent's mark; the sub-class's own flag counts besides.</summary>
    public bool ConvenienceList { get; private set; }

    /// <summary>Limits that go before the policy's for this case.</summary>
    public IReadOnlyList<CaseLimit> Limits { get; private set; } = [];

    public bool Confidential { get; private set; }

    /// <summary>The unit complained about (被诉单位), where it is one of ours.</summary>
    public string? AgainstUnitId { get; private set; }

    public string? RequesterName { get; private set; }

    public string? RequesterPhone { get; private set; }

    public string RequesterPhoneKey { get; private set; } = "";

    public DateTimeOffset RegisteredAt { get; private set; }

    public Guid RegisteredById { get; private set; }

    /// <summary>The contact it was brought in.</summary>
    public Guid? ContactId { get; private set; }

    /// <summary>The platform above that sent it, by its name for people; null where it was brought to us.</summary>
    public string? Superior { get; private set; }

    /// <summary>The agent who took it: whom its warnings reach.</summary>
    public string? AgentId { get; private set; }

    /// <summary>The policy and its version under which it was accepted: <c>hanjiang-2016 v1</c>. They stay its rules to the end.</summary>
    public string PolicyId { get; private set; } = "";

    /// <summary>When it was last closed.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Who closed it: somebody else audits it.</summary>
    public Guid? ClosedById { get; private set; }

    /// <summary>Somebody supervises it (重点督办).</summary>
    public bool Supervised { get; private set; }

    /// <summary>The unit that has it now.</summary>
    public string? UnitId { get; private set; }

    public string? UnitName { get; private set; }

    public string? ReplyText { get; private set; }

    public CaseOutcome? ReplyOutcome { get; private set; }

    public DateTimeOffset? ReplyAt { get; private set; }

    public string? ReplyBy { get; private set; }

    public CaseOutcome? Outcome { get; private set; }

    /// <summary>The case it is handled together with (并案); null: it is handled on its own.</summary>
    public Guid? LeadId { get; private set; }

    public string? LeadNumber { get; private set; }

    /// <summary>The rectification it belongs to (一诉一整改).</summary>
    public Guid? RectificationId { get; private set; }

    /// <summary>How many sealed rows hang on it, counted as they are saved: one taken away or put in is missed.</summary>
    public int Parts { get; private set; }

    /// <summary>That many sealed rows are put in with it.</summary>
    public void Count(int parts) => Parts += parts;

    /// <summary>How many lines the history has, and the hash of the last: a line cut off the end is missed too.</summary>
    public int HistoryLength { get; private set; }

    public string HistoryHash { get; private set; } = "";

    public IReadOnlyList<Assignment> Assignments => assignments;

    public IReadOnlyList<Countdown> Countdowns => countdowns;

    public IReadOnlyList<CaseTask> Tasks => tasks;

    public IReadOnlyList<Survey> Surveys => surveys;

    public IReadOnlyList<UnitRequest> Requests => requests;

    public IReadOnlyList<CoHandling> CoHandlings => coHandlings;

    /// <summary>Visits on site, and contacts with the requester.</summary>
    public IReadOnlyList<HandlingRecord> Records => records;

    public IReadOnlyList<Adjudication> Adjudications => adjudications;

    public IReadOnlyList<HistoryEntry> History => history;

    public IReadOnlyList<CaseContact> Contacts => contacts;

    /// <summary>What is to be told once this is committed.</summary>
    public IReadOnlyList<LiveEvent> News => news;

    /// <summary>What calls for a supervision, seen in this transaction.</summary>
    public IReadOnlyList<SupervisionSign> Signs => signs;

    /// <summary>What happened to it in this transaction.</summary>
    public IReadOnlyList<(CaseEvent Event, Occasion Occasion)> Happened => happened;

    public Assignment? CurrentAssignment => assignments.Count == 0 ? null : assignments.MaxBy(assignment => assignment.Seq);

    public Survey? CurrentSurvey => surveys.Count == 0 ? null : surveys.MaxBy(survey => survey.CreatedAt);

    public IEnumerable<CaseTask> OpenTasks => tasks.Where(task => task.State == TaskState.Open);

    /// <summary>Units whose people may see it: those that have or had it, have a part in it, or are asked for their word.</summary>
    public IEnumerable<string> KnownTo => assignments.Select(assignment => assignment.UnitId).Concat(coHandlings.Select(part => part.UnitId))
        .Concat(requests.Select(request => request.ApproverUnitId).OfType<string>()).Distinct(StringComparer.Ordinal);

    /// <summary>The handling clock that is not over.</summary>
    public Countdown? RunningHandling => countdowns.Find(countdown => countdown is { Open: true, Name: ClockName.Handle, State: ClockState.Running });

    public UnitRequest? OpenRequest(UnitRequestKind kind) => requests.Find(request => request.Open && request.Kind == kind);

    public CaseLimit? LimitBy(LimitSource source) => Limits.FirstOrDefault(limit => limit.Source == source);

    public bool Awaits(CaseEvent happening) => countdowns.Exists(countdown => countdown.Open && countdown.Until == happening);

    public CaseFacts Facts(CaseRules rules) => rules.Facts(RequestType, Hazard, CategoryCode) with { Complexity = Complexity, ConvenienceList = ConvenienceList };

    public static Case Open(string number, NewCase form, RequestType type, Contact? contact, Actor actor, Occasion occasion)
    {
        var rules = occasion.Rules;
        var phone = string.IsNullOrWhiteSpace(form.RequesterPhone) ? contact?.Phone : form.RequesterPhone.Trim();
        var category = form.CategoryCode ?? CaseRules.OutsideTree;
        var opened = new Case
        {
            Id = Guid.CreateVersion7(occasion.At),
            Number = number,
            State = CaseState.Registered,
            RequestType = type,
            CategoryCode = category,
            CategoryPath = rules.CategoryPath(category),
            Place = form.Place?.Trim() ?? "",
            Longitude = form.Longitude,
            Latitude = form.Latitude,
            Fine = form.Fine,
            AcceptGround = Refusing.AcceptGround(form.AcceptGround, rules)?.Name,
            Text = form.Text?.Trim() ?? "",
            Hazard = rules.Facts(type, form.Hazard, category).IsHazard,
            Confidential = form.Confidential,
            AgainstUnitId = form.AgainstUnitId,
            RequesterName = string.IsNullOrWhiteSpace(form.RequesterName) ? null : form.RequesterName.Trim(),
            RequesterPhone = string.IsNullOrEmpty(phone) ? null : phone,
            RequesterPhoneKey = PhoneNumber.Key(phone),
            RegisteredAt = occasion.At,
            RegisteredById = actor.Id,
            ContactId = contact?.Id,
            AgentId = contact?.AgentId ?? actor.AgentId,
            Complexity = CaseRules.ComplexityNamed(form.Complexity),
            ConvenienceList = form.ConvenienceList,
            PolicyId = rules.Policy.Key,
        };
        if (contact is not null)
        {
            opened.contacts.Add(CaseContact.Link(opened.Id, contact.Id));
        }

        return opened;
    }

    /// <summary>Writes the next line of the history. A version counts once per change saved.</summary>
    public void Record(Occasion occasion, string act, string detail, string? clause, bool moves = true)
    {
        if (moves && !versioned)
        {
            versioned = true;
            Version++;
            Revision++;
        }
        else if (!versioned)
        {
            Revision++;
        }

        var entry = HistoryEntry.Write(Id, ++HistoryLength, Version, HistoryHash, occasion.By, occasion.At, act, detail, clause);
        HistoryHash = entry.Hash;
        history.Add(entry);
    }

    public void MoveTo(CaseState state) => State = state;

    public void Supervise(bool supervised) => Supervised = supervised;

    /// <summary>Something calls for a supervision; whether one follows is the policy's.</summary>
    public void Raise(SupervisionCause cause, string reason, Occasion occasion) => signs.Add(new(cause, reason, occasion));

    /// <summary>A further contact about it.</summary>
    public void Join(Contact contact) => contacts.Add(CaseContact.Link(Id, contact.Id));

    /// <summary>From now on it goes where that case goes; null: on its own again.</summary>
    public void FollowLead(Case? lead) => (LeadId, LeadNumber) = (lead?.Id, lead?.Number);

    /// <summary>It was sent by a platform above, which answers the requester.</summary>
    public void SentBy(string superior) => Superior = superior;

    public void Rectify(Guid? rectificationId) => RectificationId = rectificationId;

    public void Assign(DispatchOrder order, Occasion occasion)
    {
        assignments.Add(Assignment.To(Id, assignments.Count + 1, order, occasion));
        (UnitId, UnitName) = (order.Unit.Id, order.Unit.Name);
    }

    public void TakeReply(string text, CaseOutcome outcome, Occasion occasion) =>
        (ReplyText, ReplyOutcome, ReplyAt, ReplyBy) = (text, outcome, occasion.At, occasion.By.Name);

    public void Conclude(CaseOutcome outcome, Occasion occasion) => (Outcome, ClosedAt, ClosedById) = (outcome, occasion.At, occasion.By.Id);

    /// <summary>It goes on after all.</summary>
    public void Reopen() => (Outcome, ClosedAt, ClosedById) = (null, null, null);

    public void Ask(Adjudication adjudication) => adjudications.Add(adjudication);

    public void Keep(HandlingRecord record) => records.Add(record);

    public void Ask(Survey survey) => surveys.Add(survey);

    /// <summary>An answer that may still come has no object any more.</summary>
    public void CloseSurvey()
    {
        if (CurrentSurvey is { Open: true } survey)
        {
            survey.Unanswered();
        }
    }

    public void Ask(CoHandling coHandling) => coHandlings.Add(coHandling);

    public void Cite(IReadOnlyList<Citation> citations) => Citations = citations;

    public void Ask(UnitRequest request, Occasion occasion)
    {
        requests.Add(request);
        request.TellPassing(this, occasion);
    }

    /// <summary>Of each source the last one holds.</summary>
    public void Limit(CaseLimit limit) => Limits = [.. Limits.Where(known => known.Source != limit.Source), limit];

    public CaseTask Task(TaskKind kind, string reason, string? clause, Occasion occasion, DateTimeOffset? due = null)
    {
        var task = CaseTask.Of(Id, kind, reason, clause, occasion.At, due);
        tasks.Add(task);
        Tell(new TasksChanged());
        return task;
    }

    public void FinishTasks(TaskKind kind, TaskOutcome? result, Occasion occasion)
    {
        foreach (var task in OpenTasks.Where(task => task.Kind == kind))
        {
            task.Finish(result, occasion.At);
            Tell(new TasksChanged());
        }
    }

    /// <summary>Something happened: clocks that waited for it stop, clocks that begin with it start.</summary>
    public void Happens(CaseEvent happening, Occasion occasion, Func<PolicyClock, ClockOrder?>? choose = null)
    {
        happened.Add((happening, occasion));
        Stop(countdown => countdown.Until == happening, occasion);
        foreach (var rule in occasion.Rules.Policy.ClocksFrom(happening, Facts(occasion.Rules)))
        {
            if ((choose is null ? new ClockOrder(rule) : choose(rule)) is { } chosen)
            {
                Start(chosen, occasion.At, occasion);
            }
        }
    }

    /// <summary>Starts a clock; a handling clock under the case's own limits, where these are still to come.</summary>
    public void Start(ClockOrder order, DateTimeOffset from, Occasion occasion)
    {
        var (rule, rules) = (order.Rule, occasion.Rules);
        if (countdowns.Exists(countdown => countdown.Open && countdown.Name == rule.Name))
        {
            return;
        }

        var clock = CaseClock.Start(rule, from, rules.Calendar, Facts(rules), order.DeductWorkingDays);
        if (rule.Name == ClockName.Handle)
        {
            // The superior's first, so that a stricter law is measured against it.
            foreach (var limit in Limits.Where(limit => limit.Due > from).OrderBy(limit => limit.Source))
            {
                clock = clock.Under(limit.Override(rules));
            }
        }

        countdowns.Add(Countdown.Start(Id, clock, order.Ground, rules, occasion.At));
    }

    /// <summary>Stops open clocks; each that ran out before it was swept is recorded as the breach it is.</summary>
    public void Stop(Func<Countdown, bool> which, Occasion occasion)
    {
        foreach (var countdown in countdowns.Where(countdown => countdown.Open && which(countdown)))
        {
            var before = countdown.State;
            countdown.Stop(occasion.At);
            if (before == ClockState.Running && countdown.State == ClockState.Breached)
            {
                Expiring.RecordBreach(this, countdown, occasion);
            }
        }
    }

    public void Tell(LiveEvent liveEvent)
    {
        if (!news.Contains(liveEvent))
        {
            news.Add(liveEvent);
        }
    }
}
