using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Policies;

/// <summary>海门 进一步提升数字城管办理质效的意见, clause by clause.</summary>
public sealed class Haimen2016Tests
{
    private static readonly Policy Haimen = Regulations.Haimen;

    private static readonly CaseFacts Complaint = new(RequestType.Complaint);

    [Fact]
    [Trait("Clause", "haimen-2016/2-1")]
    public void Accepted_in_an_hour_and_hazards_told_at_once()
    {
        AnHour(ClockName.Accept, CaseEvent.Registered, CaseEvent.Accepted, "2-1");
        Haimen.Has(PracticeName.HazardNotice, "2-1", "Notices");
    }

    [Fact]
    [Trait("Clause", "haimen-2016/2-2")]
    public void Dispatched_in_an_hour() => AnHour(ClockName.Dispatch, CaseEvent.Accepted, CaseEvent.Dispatched, "2-2");

    [Fact]
    [Trait("Clause", "haimen-2016/2-3")]
    public void Signed_in_an_hour() => AnHour(ClockName.Sign, CaseEvent.Dispatched, CaseEvent.Signed, "2-3");

    [Theory]
    [Trait("Clause", "haimen-2016/2-4a")]
    [InlineData("020201", "2026-11-20T17:00", "2026-11-23T09:30")] // 占道经营: 2 working hours
    [InlineData("010201", "2026-11-20T17:00", "2026-11-20T19:00")] // 窨井盖缺失: 2 hours
    [InlineData("030302", "2026-11-20T17:00", "2026-12-18T17:30")] // 既有违法建筑: 20 working days
    [InlineData(null, "2026-11-20T17:00", "2026-11-27T17:30")] // not in the handbook
    public void Handled_in_the_handbooks_time(string? code, string at, string due)
    {
        var facts = Complaint with { Category = code is null ? null : Haimen.Categories.Find(code) ?? throw new InvalidOperationException(code) };
        Assert.Equal(At(due), Haimen.Start(ClockName.Handle, facts, at).Due);
        Assert.All(Haimen.Categories.OfLevel(CategoryLevel.Sub), sub => Assert.NotNull(sub.Limit));
    }

    [Fact]
    [Trait("Clause", "haimen-2016/2-4b")]
    public void One_extension_with_a_detailed_reason()
    {
        var rule = Haimen.Extension(Complaint)!;
        Assert.Equal(1, rule.MaxTimes);
        Assert.True(rule.ReasonLength >= 20);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/2-4c")]
    public void The_watch_list_opens_after_one_extension_and_needs_four_statements()
    {
        var settings = Haimen.Has(PracticeName.WatchList, "2-4c", "Casework");
        Assert.Equal(1, settings.Number("after-extensions", 0));
        Assert.Equal(["处置过程", "后续方案", "执法方向", "预期时间"], settings.List<string>("needs"));
    }

    [Fact]
    [Trait("Clause", "haimen-2016/2-5")]
    public void Verified_in_an_hour_by_an_inspector_or_reworked()
    {
        AnHour(ClockName.Verify, CaseEvent.Replied, CaseEvent.Verified, "2-5");
        Assert.Equal(PolicyRole.Inspector, Haimen.Clock(ClockName.Verify, Complaint)!.Warnings[0].To);
        Haimen.Has(PracticeName.Rework, "2-5", "Casework");
    }

    [Fact]
    [Trait("Clause", "haimen-2016/3-1")]
    public void Timed_out_and_reworked_cases_have_a_dossier() => Haimen.Has(PracticeName.SupervisionDossier, "3-1", "Supervision");

    [Theory]
    [Trait("Clause", "haimen-2016/3-2")]
    [Trait("Clause", "haimen-2016/3-3")]
    [InlineData("3-2", "Month")]
    [InlineData("3-3", "Quarter")]
    public void Monthly_bulletin_and_quarterly_pack(string clause, string every) =>
        Assert.Equal(every, Assert.Single(Haimen.Reports, report => report.Clause.Id == $"haimen-2016/{clause}").Every.ToString());

    [Fact]
    [Trait("Clause", "haimen-2016/3-4")]
    public void The_third_dispatch_ends_in_a_designation()
    {
        Assert.Equal(3, Haimen.Has(PracticeName.Designation, "3-4", "Casework").Number("dispatches", 0));
        Assert.Equal(DispatchBasis.Designation, Haimen.Dispatch[^1].Basis);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/3-5")]
    public void Assessed_on_site() => Haimen.Has(PracticeName.OnSiteAssessment, "3-5", "Assessment");

    // Measure, over, the figure just short of it, the figure that meets it.
    [Theory]
    [Trait("Clause", "haimen-2016/4-1")]
    [Trait("Clause", "haimen-2016/4-2")]
    [Trait("Clause", "haimen-2016/4-3")]
    [InlineData("4-1", "TimedOutCases", "Month", 2, 3)]
    [InlineData("4-1", "CloseRate", "Month", 90, 89.9)]
    [InlineData("4-2", "OnTimeCloseRate", "Year", 90, 89.9)]
    [InlineData("4-3", "GroundlessReturns", "Month", 0, 1)]
    [InlineData("4-3", "ReworksOfOneCase", "Case", 2, 3)]
    [InlineData("4-3", "ReworkRate", "Month", 10, 10.1)]
    [InlineData("4-3", "ReworkedCases", "Month", 20, 21)]
    public void Thresholds_call_for_a_notice(string clause, string measure, string over, double shortOf, double meets)
    {
        var rule = Assert.Single(
            Haimen.Accountability,
            rule => rule.Measure.ToString() == measure && rule.Over.ToString() == over && rule.Months == 1);
        Assert.Equal($"haimen-2016/{clause}", rule.Clause.Id);
        Assert.False(rule.Meets((decimal)shortOf));
        Assert.True(rule.Meets((decimal)meets));
        Assert.StartsWith("通报", rule.Notice, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Clause", "haimen-2016/4-1")]
    [Trait("Clause", "haimen-2016/4-2")]
    public void Three_months_add_up()
    {
        var closing = Assert.Single(Haimen.Accountability, rule => rule is { Measure: AccountabilityMeasure.CloseRate, Months: 3 });
        Assert.Equal([PolicyRole.InspectionOffice, PolicyRole.DisciplineInspection], closing.To);
        Assert.False(closing.Meets([89m, 95m, 89m, 90m]));
        Assert.True(closing.Meets([89m, 95m, 89m, 70m]));
        Assert.True(Assert.Single(Haimen.Accountability, rule => rule is { Measure: AccountabilityMeasure.OnTimeCloseRate, Months: 3 }).Meets([79m, 79m, 79m]));
    }

    [Fact]
    [Trait("Clause", "haimen-2016/4-3")]
    public void A_groundless_return_is_remembered() => Haimen.Has(PracticeName.ShirkingRecord, "4-3", "Assessment");

    [Fact]
    [Trait("Clause", "haimen-2016/4-4/5")]
    public void It_counts_in_the_assessment_and_grave_fault_is_a_veto() =>
        Assert.Single(Haimen.Assessment!.Indicators, indicator => indicator.Veto);

    private static void AnHour(ClockName name, CaseEvent from, CaseEvent until, string clause)
    {
        var clock = Haimen.Start(name, Complaint, "2026-10-01T23:30:00");
        Assert.Equal(At("2026-10-02T00:30:00"), clock.Due);
        Assert.Equal((from, until, $"haimen-2016/{clause}"), (clock.Rule.From, clock.Rule.Until, clock.Clause.Id));
        Assert.Equal(Period.Hours(1), clock.Limit);
    }
}
