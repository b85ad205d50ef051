using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Policies;

/// <summary>永宁县“12345”便民服务工作实施方案, clause by clause.</summary>
public sealed class Yongning2017Tests
{
    private static readonly Policy Yongning = Regulations.Yongning;

    private static readonly CaseFacts Ordinary = new(RequestType.Complaint);

    private static readonly CaseFacts Simple = Ordinary with { Complexity = Complexity.Simple };

    private static readonly CaseFacts Complex = Ordinary with { Complexity = Complexity.Complex };

    [Fact]
    [Trait("Clause", "yongning-2017/2-1")]
    public void Four_levels_that_exchange()
    {
        Assert.Equal(4, Yongning.Has(PracticeName.LevelTree, "2-1", "Organisation").Number("levels", 0));
        Yongning.Has(PracticeName.Exchange, "2-1", "Casework");
    }

    [Fact]
    [Trait("Clause", "yongning-2017/2-2")]
    public void Three_kinds_of_counters() => Assert.Equal(3, Yongning.Has(PracticeName.CounterIntake, "2-2", "Contacts").List<string>("points").Length);

    [Fact]
    [Trait("Clause", "yongning-2017/2-3")]
    public void The_work_group_is_told() => Yongning.Has(PracticeName.WorkGroup, "2-3", "Notices");

    [Fact]
    [Trait("Clause", "yongning-2017/2-4")]
    public void Companies_are_ranked_by_rating() =>
        Assert.Equal("rating", Yongning.Has(PracticeName.CompanyDirectory, "2-4", "Directory").OptionalText("ranked-by"));

    [Fact]
    [Trait("Clause", "yongning-2017/3-1")]
    public void The_days_cases_are_dispatched_that_day()
    {
        var clock = Yongning.Start(ClockName.Dispatch, Ordinary, "2026-11-22T23:59:59");
        Assert.Equal((At("2026-11-23T00:00"), "yongning-2017/3-1"), (clock.Due, clock.Clause.Id));
        Assert.Equal(clock.Started, clock.WarningAt(0, China));
        Assert.Equal(4, Yongning.Has(PracticeName.OneFormForAllChannels, "3-1", "Contacts").List<string>("channels").Length);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-2a")]
    public void Dispatched_by_duty_then_territory() =>
        Assert.Equal([DispatchBasis.CompetentUnit, DispatchBasis.Territory], Yongning.Dispatch.Select(rule => rule.Basis));

    [Theory]
    [Trait("Clause", "yongning-2017/3-2b")]
    [InlineData("2026-11-23T17:30:00", true)]
    [InlineData("2026-11-23T17:30:01", false)]
    public void Returned_within_the_first_working_day_with_a_suggestion(string asked, bool open)
    {
        var rule = Yongning.Return(Ordinary)!;
        Assert.True(rule.SuggestUnit);
        Assert.Equal(open, ReturnWindow.Of(rule, At("2026-11-20T10:00"), China).IsOpen(At(asked)));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-2c")]
    public void After_a_return_the_next_unit_has_one_working_day_less()
    {
        var rule = Yongning.Return(Complex)!;
        Assert.Equal((1, "yongning-2017/3-2c"), (rule.DeductWorkingDays, rule.DeductClause!.Id));
        Assert.Equal(At("2026-11-24T17:30"), Yongning.Start(ClockName.Handle, Complex, "2026-11-20T10:00").Due);
        Assert.Equal(At("2026-11-23T17:30"), Yongning.Start(ClockName.Handle, Complex, "2026-11-20T10:00", rule.DeductWorkingDays).Due);
        Assert.Equal(At("2026-11-20T17:30"), Yongning.Start(ClockName.Handle, Ordinary, "2026-11-20T10:00", rule.DeductWorkingDays).Due);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3a")]
    public void The_simple_at_once_with_half_an_hours_grace_the_ordinary_in_a_day()
    {
        var clock = Yongning.Start(ClockName.Handle, Simple, "2026-11-22T10:00:00");
        Assert.Equal(At("2026-11-22T10:00:00"), clock.Due);
        Assert.False(clock.IsLate(At("2026-11-22T10:30:00")));
        Assert.True(clock.IsLate(At("2026-11-22T10:30:01")));
        Assert.Equal(At("2026-11-23T17:30"), Yongning.Start(ClockName.Handle, Ordinary, "2026-11-22T10:00:00").Due);
        Assert.Equal(At("2026-11-23T17:30"), Yongning.Start(ClockName.Handle, Ordinary with { Complexity = Complexity.Ordinary }, "2026-11-22T10:00:00").Due);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3b")]
    public void The_complex_are_extended_within_two_working_days_and_to_five_altogether()
    {
        var window = Yongning.Extend(Complex, "2026-11-20T10:00");
        Assert.Equal((At("2026-11-24T17:30"), At("2026-11-27T17:30")), (window.Until, window.MaxDue!.Value));
        Assert.Equal(PolicyRole.SuperiorUnit, Yongning.Extension(Complex)!.Approver);
        Assert.Null(Yongning.Extension(Ordinary));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-3c")]
    public void What_cannot_be_solved_needs_a_statement_approved_above()
    {
        var settings = Yongning.Has(PracticeName.ContactWhenUnresolved, "3-3c", "Casework");
        Assert.True(settings.Flag("statement"));
        Assert.Equal([PolicyRole.SuperiorUnit], settings.List<PolicyRole>("approvers"));
        Assert.NotNull(UnresolvedRule.Of(Yongning, CaseOutcome.NotJustified));
        Assert.Null(UnresolvedRule.Of(Yongning, CaseOutcome.Partly));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-4")]
    public void Every_case_is_asked_by_sms_then_by_phone_and_audited()
    {
        var survey = Yongning.Survey!;
        Assert.True(survey.AuditBeforeArchive);
        Assert.Equal(SurveyFollowUp.CallbackTask, survey.NoReply);
        Assert.Equal(SurveyFollowUp.CallbackTask, survey.BySms.After(Satisfaction.Dissatisfied));
        Assert.Equal(SurveyFollowUp.Rework, survey.ByPhone.After(Satisfaction.Neutral));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/3-5")]
    public void Pushed_to_the_units_head() => Yongning.Has(PracticeName.OaPush, "3-5", "Notices");

    [Fact]
    [Trait("Clause", "yongning-2017/4–5-1")]
    public void Three_groups_round_the_clock()
    {
        var settings = Yongning.Has(PracticeName.DutyRoster, "4–5-1", "Organisation");
        Assert.Equal((3, true), (settings.List<string>("groups").Length, settings.Flag("round-the-clock")));
    }

    [Fact]
    [Trait("Clause", "yongning-2017/5-1b")]
    public void The_result_is_signed() => Assert.Equal(PolicyRole.UnitLeader, Yongning.Has(PracticeName.ResultSignOff, "5-1b", "Casework").Name<PolicyRole>("by"));

    [Fact]
    [Trait("Clause", "yongning-2017/5-2")]
    public void Reported_monthly_scored_yearly()
    {
        Assert.Contains(Yongning.Reports, report => report is { Every: AccountabilitySpan.Month, Clause.Id: "yongning-2017/5-2" });
        Assert.Equal(AccountabilitySpan.Year, Yongning.Assessment!.Every);
    }

    [Fact]
    [Trait("Clause", "yongning-2017/5-3")]
    public void Hard_matters_are_handled_jointly() => Yongning.Has(PracticeName.JointHandling, "5-3", "Casework");

    [Fact]
    [Trait("Clause", "yongning-2017/5-4")]
    public void Hot_spots_are_analysed()
    {
        Yongning.Has(PracticeName.HotSpotAnalysis, "5-4", "Assessment");
        Assert.Contains(Yongning.Reports, report => report.Clause.Id == "yongning-2017/5-4");
    }
}
