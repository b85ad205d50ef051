namespace Hotline.Cases.Policies;

/// <summary>The keys of a policy file: what the checker accepts, the JSON Schema publishes and the documentation describes.</summary>
internal static class PolicyGrammar
{
    private static readonly Field ClauseField = new("clause", FieldType.Clause, "The clause it rests on, as listed under 'clauses'", true);

    private static readonly FieldType Role = FieldType.Name<PolicyRole>();

    private static readonly FieldType Session = FieldType.Pattern("hours such as 08:00-12:00", "[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]");

    private static readonly FieldType MonthDay = FieldType.Pattern("a day of the year such as 06-01", "(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])");

    private static readonly Field When = new(
        "when",
        FieldType.Section(
            new("types", FieldType.List(FieldType.Name<RequestType>()), "Only these request types"),
            new("hazard", FieldType.Flag, "Only on the hazard track, or only off it"),
            new("complexity", FieldType.Name<Complexity>(), "Only this complexity; a case is ordinary unless said otherwise"),
            new("convenience-list", FieldType.Flag, "Only matters on the list of convenience services, or only others")),
        "For which cases the rule holds; without it for all");

    private static readonly FieldType Warning = FieldType.Section(
        new("after", FieldType.Period, "So long after the clock began"),
        new("before", FieldType.Period, "So long before it ends"),
        new("to", Role, "Who is warned", true));

    private static readonly SectionType Outcomes = (SectionType)FieldType.Section(
        new("satisfied", FieldType.Name<SurveyFollowUp>(), "After 满意", true),
        new("neutral", FieldType.Name<SurveyFollowUp>(), "After 基本满意 or 一般", true),
        new("dissatisfied", FieldType.Name<SurveyFollowUp>(), "After 不满意", true),
        new("not-solved", FieldType.Name<SurveyFollowUp>(), "Where the citizen says that it is not solved; the strictest of all that follows is done"),
        new("not-contacted", FieldType.Name<SurveyFollowUp>(), "Where the citizen says that nobody was in touch"));

    private static readonly FieldType Step = FieldType.Section(
        new("after", FieldType.Period, "After the ladder's event, or after the step before", true),
        new("act", FieldType.Name<SupervisionAct>(), "What is done", true),
        new("to", Role, "By or to whom", true),
        ClauseField);

    private static readonly FieldType Supervisors = FieldType.Section(new("by", FieldType.List(Role), "The roles that may", true), ClauseField);

    public static SectionType File { get; } = (SectionType)FieldType.Section(
        new("id", FieldType.Pattern("an id such as hanjiang-2016", "[a-z][a-z0-9-]*"), "The policy's name; part of every clause id", true),
        new("version", FieldType.Number(1, 9999), "One more with each change; a case keeps the version it was accepted under", true),
        new("title", FieldType.Text, "The document's title", true),
        new("issuer", FieldType.Text, "Who issued it"),
        new("document", FieldType.Text, "Its number"),
        new("effective", FieldType.Date, "The first day on which it holds", true),
        new("until", FieldType.Date, "The last day on which it holds"),
        new("units", FieldType.Text, "The city file whose unit codes the categories use"),
        new("categories", FieldType.Section(
            new("file", FieldType.Text, "The CSV table beside this file", true), ClauseField), "The class tree"),
        new("types", FieldType.List(FieldType.Name<RequestType>()), "The request types taken", true),
        new("types-clause", FieldType.Clause, "The clause that lists them"),
        new("office-hours", FieldType.Section(
            new("morning", Session, "Opening hours before noon", true),
            new("afternoon", Session, "Opening hours after noon", true),
            new("seasons", FieldType.List(FieldType.Section(
                new("from", MonthDay, "First day", true),
                new("until", MonthDay, "Last day", true),
                new("morning", Session, "Opening hours before noon", true),
                new("afternoon", Session, "Opening hours after noon", true))), "Other hours in a part of the year")),
            "When offices are open on a working day; without it 08:00-12:00, 14:30-17:30"),
        new("clauses", FieldType.Map(FieldType.Text), "Every clause with its gist in Chinese", true),
        new("accept", FieldType.List(FieldType.Section(new("name", FieldType.Text, "The ground", true), ClauseField)), "Acceptance grounds"),
        new("refuse", FieldType.List(FieldType.Section(
            new("name", FieldType.Text, "The ground, as the citizen is told", true),
            new("refer-to", FieldType.Text, "Where to turn instead", true),
            new("emergency", FieldType.Flag, "The caller is transferred at once"),
            ClauseField)), "Refusal grounds"),
        new("numbers", FieldType.List(FieldType.Section(
            new("number", FieldType.Pattern("a number of 3 to 12 digits", "[0-9]{3,12}"), "The number", true),
            new("name", FieldType.Text, "Whose it is", true),
            new("mode", FieldType.Name<HotlineMode>(), "How it is served", true),
            ClauseField)), "Other numbers beside 12345"),
        new("dispatch", FieldType.List(FieldType.Section(
            new("by", FieldType.Name<DispatchBasis>(), "How the unit is found", true),
            When,
            new("to", Role, "Who decides, or to whom it goes"),
            new("max-fine", FieldType.Number(1, 100_000_000), "With level: up to this fine in yuan"),
            new("level", FieldType.Name<UnitLevel>(), "With level: a unit of this level"),
            ClauseField)), "How a unit is suggested, tried in this order"),
        new("clocks", FieldType.List(FieldType.Section(
            new("clock", FieldType.Name<ClockName>(), "Which clock", true),
            When,
            new("from", FieldType.Name<CaseEvent>(), "The event that begins it", true),
            new("until", FieldType.Name<CaseEvent>(), "The event that ends it", true),
            new("limit", FieldType.Period, "How long", true),
            new("by-category", FieldType.Flag, "The sub-class's own limit in the category table goes first"),
            new("warn", FieldType.List(Warning), "Who is warned, and when"),
            new("breach", FieldType.Name<BreachAction>(), "What happens when it runs out; recorded and listed in any case"),
            new("grace", FieldType.Period, "Shown as overdue so long after it was due; 30 minutes for 'at once', else none"),
            ClauseField)), "The limits; of each clock the first that holds for a case is its own", true),
        new("extensions", FieldType.List(FieldType.Section(
            When,
            new("before", FieldType.Period, "Asked for at the latest so long before the limit ends"),
            new("within", FieldType.Period, "Asked for within this time from 'from'"),
            new("from", FieldType.Name<CaseEvent>(), "The event from which 'within' and 'max-total' count"),
            new("times", FieldType.Number(1, 10), "How many"),
            new("factor", FieldType.Number(1, 10), "Each at most so many times the original limit"),
            new("max-total", FieldType.Period, "The case so long altogether"),
            new("approver", Role, "Who approves"),
            new("reason-length", FieldType.Number(1, 1000), "Characters of the reason at least"),
            new("tell-requester", FieldType.Flag, "A record that the citizen was told is required"),
            new("long-cycle", FieldType.Flag, "The track for cases that need very long: asked for by hand, in writing"),
            ClauseField)), "More time"),
        new("returns", FieldType.List(FieldType.Section(
            When,
            new("within", FieldType.Period, "Asked for within this time", true),
            new("from", FieldType.Name<CaseEvent>(), "From which event", true),
            new("approver", Role, "Who approves"),
            new("suggest-unit", FieldType.Flag, "The unit must say whose it is"),
            new("pre-treatment", FieldType.Flag, "The hazard must have been secured first"),
            new("deduct-working-days", FieldType.Number(1, 30), "Taken off the next unit's handling limit"),
            new("deduct-clause", FieldType.Clause, "The clause that takes them off"),
            new("next-limit", FieldType.Period, "The next unit's handling limit"),
            ClauseField)), "Giving a case back"),
        new("ladders", FieldType.List(FieldType.Section(
            new("name", FieldType.Text, "Its name", true),
            When,
            new("from", FieldType.Name<CaseEvent>(), "The event after which it is climbed while the case is not handled", true),
            new("until", FieldType.Name<CaseEvent>(), "The event that ends it", true),
            new("steps", FieldType.List(Step), "From the lowest", true),
            ClauseField)), "Rising supervision"),
        new("supervision", FieldType.Section(
            new("urge", Supervisors, "催办: who may ask the unit for haste before its limit ends; without it the hotline's people and the units above"),
            new("supervise", Supervisors, "督办: who may take a case under supervision; without it the efficiency and the inspection office")),
            "Who may urge and who may supervise by hand"),
        new("triggers", FieldType.List(FieldType.Section(
            new("name", FieldType.Text, "As the clause has it", true),
            new("cause", FieldType.Name<SupervisionCause>(), "The rule that sets it", true),
            ClauseField)), "What opens a key supervision"),
        new("documents", FieldType.List(FieldType.Section(
            new("name", FieldType.Text, "Such as 督办通知书", true),
            new("numbered", FieldType.Flag, "It is a document with a number"),
            new("before-limit", FieldType.Flag, "It is used before the limit ends"),
            new("limit", FieldType.Period, "Answered within"),
            new("strike-off", FieldType.Flag, "Struck off the ledger when done"),
            ClauseField)), "Means and documents of supervision"),
        new("survey", FieldType.Section(
            new("question", FieldType.Text, "The SMS; {city}, {case}, {title} and {outcome} (how it ended) are filled in", true),
            new("asks", FieldType.List(FieldType.Name<SurveyQuestion>()), "What is asked, in the order of the digits of an answer (1 yes, 2 no), satisfied last; without it satisfied alone"),
            new("answers", FieldType.List(FieldType.Section(
                new("key", FieldType.Pattern("one digit", "[0-9]"), "The digit asked for", true),
                new("words", FieldType.List(FieldType.Text), "Other texts taken for it"),
                new("means", FieldType.Name<Satisfaction>(), "What it says", true))), "The answers", true),
            new("reply-within", FieldType.Period, "No answer within this time counts as none", true),
            new("sms", Outcomes, "What follows from an answer by SMS", true),
            new("no-reply", FieldType.Name<SurveyFollowUp>(), "What follows from none", true),
            new("phone", Outcomes, "What follows from an agent's call", true),
            new("judged", FieldType.Section(
                new("at-fault", FieldType.Name<SurveyFollowUp>(), "Where the unit is at fault", true),
                new("not-at-fault", FieldType.Name<SurveyFollowUp>(), "Where it is not", true)), "What follows from the judgement that 'judge' asks a second person for"),
            new("phone-attempts", FieldType.Number(1, 20), "How often an agent rings before the requester counts as not reached; without it 3"),
            new("rework-limit", FieldType.Period, "The rework's limit; without it the handling limit anew"),
            new("audit", FieldType.Flag, "An auditor passes the case before it is archived"),
            ClauseField), "The satisfaction survey"),
        new("objections", FieldType.Section(
            new("within", FieldType.Period, "For so long after the closing; without it always"),
            new("limit", FieldType.Period, "Answered within this time", true),
            new("warn", FieldType.List(Warning), "Who is warned before it is over, and when"),
            new("late", FieldType.List(Role), "Who hears when it is over; without it the efficiency office of the district"),
            ClauseField), "A citizen's objection to how a case ended; without it one is taken at any time and answered without a limit"),
        new("accountability", FieldType.List(FieldType.Section(
            new("measure", FieldType.Name<AccountabilityMeasure>(), "What is counted", true),
            new("over", FieldType.Name<AccountabilitySpan>(), "Over what", true),
            new("at-least", FieldType.Number(0, 100_000), "Met at this figure and above"),
            new("more-than", FieldType.Number(0, 100_000), "Met above it"),
            new("below", FieldType.Number(0, 100_000), "Met below it"),
            new("months", FieldType.Number(1, 12), "Met in so many months of the year"),
            new("notice", FieldType.Text, "What is issued", true),
            new("to", FieldType.List(Role), "Who is told besides the unit"),
            ClauseField)), "Thresholds over the facts, each with its notice"),
        new("assessment", FieldType.Section(
            new("every", FieldType.Name<AccountabilitySpan>(), "Per which period", true),
            new("indicators", FieldType.List(FieldType.Section(
                new("name", FieldType.Text, "Such as 按时办结率", true),
                new("weight", FieldType.Number(1, 100), "Points of 100"),
                new("veto", FieldType.Flag, "一票否决"),
                ClauseField)), "The indicators", true),
            ClauseField), "The units' scores"),
        new("reports", FieldType.List(FieldType.Section(
            new("name", FieldType.Text, "Its name", true),
            new("every", FieldType.Name<AccountabilitySpan>(), "Per which period", true),
            ClauseField)), "Bulletins and reports"),
        new("practices", FieldType.List(Practices()), "Ways of working that the regulation asks for"));

    private static VariantType Practices()
    {
        var name = new Field("practice", FieldType.Name<PracticeName>(), "Which practice", true);
        return new VariantType(
            name.Key,
            [.. PracticeCatalog.All.Select(kind => (Names<PracticeName>.Text(kind.Name), new SectionType([name, .. kind.Settings, ClauseField])))]);
    }
}
