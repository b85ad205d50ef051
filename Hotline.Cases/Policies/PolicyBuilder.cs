using System.Collections.Frozen;
using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>Turns a checked file into the records of a policy. Nothing can be wrong here any more.</summary>
internal static class PolicyBuilder
{
    // Reading rule for 马上, 第一时间, 立办立结: shown as overdue after half an hour unless the policy says otherwise.
    private static readonly TimeSpan AtOnceGrace = TimeSpan.FromMinutes(30);

    public static Policy Build(Section file, CategoryTree categories)
    {
        var id = file.Text("id");
        return new Policy
        {
            Id = id,
            Version = file.Number("version", 1),
            Title = file.Text("title"),
            Issuer = file.OptionalText("issuer"),
            Document = file.OptionalText("document"),
            EffectiveFrom = file.Date("effective"),
            EffectiveUntil = file.OptionalDate("until"),
            Clauses = file.Map("clauses").ToFrozenDictionary(
                pair => $"{id}/{pair.Key}", pair => new Clause($"{id}/{pair.Key}", (string)pair.Value), StringComparer.Ordinal),
            RequestTypes = file.List<RequestType>("types"),
            RequestTypesClause = file.OptionalClause("types-clause"),
            OfficeHours = file.OptionalInner("office-hours") is { } hours ? Hours(hours) : OfficeHours.Default,
            Categories = categories,
            CategoriesClause = file.OptionalInner("categories")?.Clause(),
            AcceptGrounds = Each(file, "accept", item => new AcceptGround(item.Text("name"), item.Clause())),
            RefusalGrounds = Each(file, "refuse", item =>
                new RefusalGround(item.Text("name"), item.Text("refer-to"), item.Flag("emergency"), item.Clause())),
            Numbers = Each(file, "numbers", item =>
                new PartnerNumber(item.Text("number"), item.Text("name"), item.Name<HotlineMode>("mode"), item.Clause())),
            Dispatch = Each(file, "dispatch", Dispatch),
            Clocks = Each(file, "clocks", Clock),
            Extensions = Each(file, "extensions", Extension),
            Returns = Each(file, "returns", Return),
            Ladders = Each(file, "ladders", Ladder),
            Urging = Supervision(file, "urge") ?? SupervisionRule.Urging,
            Supervising = Supervision(file, "supervise") ?? SupervisionRule.Supervising,
            Triggers = Each(file, "triggers", item =>
                new SupervisionTrigger(item.Text("name"), item.Name<SupervisionCause>("cause"), item.Clause())),
            Documents = Each(file, "documents", item => new SupervisionDocument(
                item.Text("name"), item.Flag("numbered"), item.Flag("before-limit"), item.OptionalPeriod("limit"), item.Flag("strike-off"), item.Clause())),
            Survey = file.OptionalInner("survey") is { } survey ? Survey(survey) : null,
            Objections = file.OptionalInner("objections") is { } objections
                ? new(objections.OptionalPeriod("within"), ObjectionClock(objections))
                : null,
            Accountability = Each(file, "accountability", Accountable),
            Assessment = file.OptionalInner("assessment") is { } scheme ? Assessment(scheme) : null,
            Reports = Each(file, "reports", item =>
                new PeriodicReport(item.Text("name"), item.Name<AccountabilitySpan>("every"), item.Clause())),
            Practices = Each(file, "practices", item =>
                new PolicyPractice(item.Name<PracticeName>("practice"), item.Clause(), item)),
        };
    }

    public static OfficeSession Session(string text) => new(
        TimeOnly.ParseExact(text.AsSpan(0, 5), "HH:mm", null),
        TimeOnly.ParseExact(text.AsSpan(6, 5), "HH:mm", null));

    public static RuleCondition Condition(Section rule) => rule.OptionalInner("when") is not { } when
        ? RuleCondition.Always
        : new RuleCondition
        {
            Types = when.List<RequestType>("types"),
            Hazard = when.OptionalFlag("hazard"),
            Complexity = when.OptionalName<Complexity>("complexity"),
            ConvenienceList = when.OptionalFlag("convenience-list"),
        };

    private static ImmutableArray<T> Each<T>(Section file, string key, Func<Section, T> build) =>
        [.. file.List<Section>(key).Select(build)];

    private static OfficeHours Hours(Section hours) => new(
        Day(hours),
        [.. hours.List<Section>("seasons").Select(season =>
        {
            var (from, until) = (season.Text("from"), season.Text("until"));
            return new OfficeSeason(
                int.Parse(from.AsSpan(0, 2), null), int.Parse(from.AsSpan(3, 2), null),
                int.Parse(until.AsSpan(0, 2), null), int.Parse(until.AsSpan(3, 2), null),
                Day(season));
        })]);

    private static OfficeDay Day(Section hours) => new(Session(hours.Text("morning")), Session(hours.Text("afternoon")));

    private static DispatchRule Dispatch(Section rule) => new(
        rule.Name<DispatchBasis>("by"), Condition(rule), rule.OptionalName<PolicyRole>("to"),
        rule.OptionalNumber("max-fine"), rule.OptionalName<UnitLevel>("level"), rule.Clause());

    private static PolicyClock Clock(Section rule)
    {
        var limit = rule.Period("limit");
        return new PolicyClock
        {
            Name = rule.Name<ClockName>("clock"),
            Clause = rule.Clause(),
            When = Condition(rule),
            From = rule.Name<CaseEvent>("from"),
            Until = rule.Name<CaseEvent>("until"),
            Limit = limit,
            LimitByCategory = rule.Flag("by-category"),
            Warnings = Warnings(rule),
            Breach = rule.OptionalName<BreachAction>("breach") ?? BreachAction.List,
            Grace = rule.OptionalPeriod("grace") is { } grace ? Length(grace)
                : limit.Unit == PeriodUnit.AtOnce ? AtOnceGrace : TimeSpan.Zero,
        };
    }

    private static PolicyClock ObjectionClock(Section rule) => new()
    {
        Name = ClockName.Objection,
        Clause = rule.Clause(),
        From = CaseEvent.Objected,
        Until = CaseEvent.ObjectionAnswered,
        Limit = rule.Period("limit"),
        Warnings = Warnings(rule),
        LateTo = rule.List<PolicyRole>("late"),
    };

    private static ImmutableArray<ClockWarning> Warnings(Section rule) =>
    [
        .. rule.List<Section>("warn").Select(warning =>
            new ClockWarning(warning.OptionalPeriod("after"), warning.OptionalPeriod("before"), warning.Name<PolicyRole>("to"))),
    ];

    private static TimeSpan Length(Period grace) =>
        grace.Unit == PeriodUnit.Hours ? TimeSpan.FromHours(grace.Amount) : TimeSpan.FromMinutes(grace.Amount);

    private static ExtensionRule Extension(Section rule) => new()
    {
        Clause = rule.Clause(),
        When = Condition(rule),
        Before = rule.OptionalPeriod("before"),
        Within = rule.OptionalPeriod("within"),
        From = rule.OptionalName<CaseEvent>("from") ?? CaseEvent.Dispatched,
        MaxTimes = rule.Number("times", 1),
        MaxFactor = rule.OptionalNumber("factor"),
        MaxTotal = rule.OptionalPeriod("max-total"),
        Approver = rule.OptionalName<PolicyRole>("approver") ?? PolicyRole.HotlineOffice,
        ReasonLength = rule.Number("reason-length", 1),
        TellRequester = rule.Flag("tell-requester"),
        LongCycle = rule.Flag("long-cycle"),
    };

    private static ReturnRule Return(Section rule) => new()
    {
        Clause = rule.Clause(),
        When = Condition(rule),
        Within = rule.Period("within"),
        From = rule.Name<CaseEvent>("from"),
        Approver = rule.OptionalName<PolicyRole>("approver") ?? PolicyRole.HotlineOffice,
        SuggestUnit = rule.Flag("suggest-unit"),
        PreTreatment = rule.Flag("pre-treatment"),
        DeductWorkingDays = rule.Number("deduct-working-days", 0),
        DeductClause = rule.OptionalClause("deduct-clause"),
        NextLimit = rule.OptionalPeriod("next-limit"),
    };

    private static SupervisionLadder Ladder(Section rule) => new()
    {
        Name = rule.Text("name"),
        Clause = rule.Clause(),
        When = Condition(rule),
        From = rule.Name<CaseEvent>("from"),
        Until = rule.Name<CaseEvent>("until"),
        Steps = [.. rule.List<Section>("steps").Select(step => new SupervisionStep(
            step.Period("after"), step.Name<SupervisionAct>("act"), step.Name<PolicyRole>("to"), step.Clause()))],
    };

    private static SupervisionRule? Supervision(Section file, string act) => file.OptionalInner("supervision")?.OptionalInner(act) is { } rule
        ? new(rule.List<PolicyRole>("by"), rule.Clause())
        : null;

    private static SurveyRule Survey(Section rule) => new()
    {
        Clause = rule.Clause(),
        Question = rule.Text("question"),
        Answers = [.. rule.List<Section>("answers").Select(answer =>
            new SurveyAnswer(answer.Text("key"), answer.List<string>("words"), answer.Name<Satisfaction>("means")))],
        Asks = rule.List<SurveyQuestion>("asks") is { IsEmpty: false } asks ? asks : [SurveyQuestion.Satisfied],
        Judged = rule.OptionalInner("judged") is { } judged
            ? new(judged.Name<SurveyFollowUp>("at-fault"), judged.Name<SurveyFollowUp>("not-at-fault"))
            : null,
        ReplyWithin = rule.Period("reply-within"),
        BySms = Outcomes(rule.Inner("sms")),
        NoReply = rule.Name<SurveyFollowUp>("no-reply"),
        ByPhone = Outcomes(rule.Inner("phone")),
        PhoneAttempts = rule.Number("phone-attempts", 3),
        ReworkLimit = rule.OptionalPeriod("rework-limit"),
        AuditBeforeArchive = rule.Flag("audit"),
    };

    private static SurveyOutcomes Outcomes(Section rule) => new(
        rule.Name<SurveyFollowUp>("satisfied"), rule.Name<SurveyFollowUp>("neutral"), rule.Name<SurveyFollowUp>("dissatisfied"),
        rule.OptionalName<SurveyFollowUp>("not-solved") ?? SurveyFollowUp.Archive, rule.OptionalName<SurveyFollowUp>("not-contacted") ?? SurveyFollowUp.Archive);

    private static AccountabilityRule Accountable(Section rule) => new(
        rule.Name<AccountabilityMeasure>("measure"), rule.Name<AccountabilitySpan>("over"),
        rule.OptionalNumber("at-least"), rule.OptionalNumber("more-than"), rule.OptionalNumber("below"),
        rule.Number("months", 1), rule.Text("notice"), rule.List<PolicyRole>("to"), rule.Clause());

    private static AssessmentScheme Assessment(Section scheme) => new(
        scheme.Name<AccountabilitySpan>("every"),
        [.. scheme.List<Section>("indicators").Select(item =>
            new AssessmentIndicator(item.Text("name"), item.Number("weight", 0), item.Flag("veto"), item.Clause()))],
        scheme.Clause());
}
