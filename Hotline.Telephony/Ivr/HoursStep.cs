namespace Hotline.Telephony.Ivr;

/// <summary>
/// <c>hours</c>: goes one way while the line is open and another while it is closed. Working days are those of the legal calendar, make-up days
/// included; <c>office: true</c> takes the office hours of the regulation as well.
/// </summary>
internal sealed record HoursStep(string Name, FlowScalar Open, FlowScalar Closed) : FlowStep(Name)
{
    public const string Verb = "hours";

    private static readonly string[] Keys = ["office", "working-days", "other-days", "open", "closed"];

    /// <summary>Open whenever offices are.</summary>
    public bool Office { get; init; }

    public IReadOnlyList<DayWindow> WorkingDays { get; init; } = [];

    public IReadOnlyList<DayWindow> OtherDays { get; init; } = [];

    public override IEnumerable<FlowExit> Exits =>
        [new FlowExit(Open, PathOf("hours.open"), "open"), new FlowExit(Closed, PathOf("hours.closed"), "closed")];

    public override string Label => string.Join(
        "; ",
        new[]
        {
            Office ? "office hours" : "",
            WorkingDays.Count > 0 ? "working days " + string.Join(", ", WorkingDays) : "",
            OtherDays.Count > 0 ? "other days " + string.Join(", ", OtherDays) : "",
        }.Where(part => part.Length > 0));

    public static FlowStep? Read(string name, FlowKeys step)
    {
        step.RefuseNext(Verb);
        if (step.Inner(Verb, Keys) is not { } keys)
        {
            return null;
        }

        var (open, closed) = (keys.Text("open", required: true, "the name of a step"), keys.Text("closed", required: true, "the name of a step"));
        var office = keys.Flag("office");
        if (!office && keys.Find("working-days") is null && keys.Find("other-days") is null)
        {
            keys.Errors.Add(step.Find(Verb)!, keys.Path, "office: true, or hours under working-days or other-days");
        }

        var (working, other) = (keys.Windows("working-days"), keys.Windows("other-days"));
        return open is null || closed is null ? null : new HoursStep(name, open, closed) { Office = office, WorkingDays = working, OtherDays = other };
    }

    public override Task<string?> RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        var local = caller.LocalTime;
        var windows = caller.Hours.IsWorkingDay(DateOnly.FromDateTime(local)) ? WorkingDays : OtherDays;
        var open = windows.Any(window => window.Holds(TimeOnly.FromDateTime(local))) || (Office && caller.Hours.IsOfficeOpen(caller.Time.GetUtcNow()));
        return Task.FromResult<string?>((open ? Open : Closed).Value);
    }
}
