using Hotline.Cases.Calendar;
using Hotline.Cases.Policies;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Policies;

/// <summary>涵江区“马上就办”, clause by clause.</summary>
public sealed class Hanjiang2016Tests
{
    private static readonly Policy Hanjiang = Regulations.Hanjiang;

    private static readonly LegalCalendar Calendar = China.With(Hanjiang.OfficeHours);

    private static readonly CaseFacts Hazard = new(RequestType.Complaint, Hazard: true);

    [Fact]
    [Trait("Clause", "hanjiang-2016/1")]
    public void Five_majors_seventeen_minors_with_lead_units_ninety_four_subs_with_responsible_units()
    {
        var tree = Hanjiang.Categories;
        Assert.Equal(["公用设施维护", "市容环境", "施工管理", "居民生活", "旅游管理"], tree.OfLevel(CategoryLevel.Major).Select(major => major.Name));
        Assert.Equal((5, 17, 94), (tree.Children(null).Count(), tree.OfLevel(CategoryLevel.Minor).Count(), tree.OfLevel(CategoryLevel.Sub).Count()));
        Assert.All(tree.OfLevel(CategoryLevel.Minor), minor => Assert.NotNull(minor.LeadUnit));
        Assert.All(tree.OfLevel(CategoryLevel.Sub), sub => Assert.NotNull(sub.ResponsibleUnit));
        Assert.All(tree.All, category => Assert.True(category.Sample));
        Assert.Equal("公用设施维护 / 道路桥梁 / 道路塌陷", tree.Path(tree.Find("010101")!));
        Assert.Equal("hanjiang-2016/1", Hanjiang.CategoriesClause?.Id);
        Assert.Contains(Hanjiang.Dispatch, rule => rule is { Basis: DispatchBasis.ResponsibleUnit, Clause.Id: "hanjiang-2016/1" });
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/1b")]
    public void What_is_outside_the_tree_is_designated_by_the_district_efficiency_office()
    {
        var last = Hanjiang.Dispatch[^1];
        Assert.Equal((DispatchBasis.Designation, PolicyRole.DistrictEfficiencyOffice), (last.Basis, last.To!.Value));
        Assert.Equal("hanjiang-2016/1b", last.Clause.Id);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/2")]
    public void Units_have_steps_of_their_own() => Hanjiang.Has(PracticeName.UnitWorkflow, "2", "Casework");

    [Fact]
    [Trait("Clause", "hanjiang-2016/3")]
    public void Unclear_ownership_falls_to_the_lead_unit()
    {
        Assert.Equal(PolicyRole.LeadUnit, Hanjiang.Has(PracticeName.JointHandling, "3", "Casework").OptionalName<PolicyRole>("unclear-to"));
        Assert.Contains(Hanjiang.Dispatch, rule => rule is { Basis: DispatchBasis.LeadUnitWhenUnclear, Clause.Id: "hanjiang-2016/3" });
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/7–8")]
    public void Patrol_finds_are_cases_and_what_is_not_ours_goes_to_the_efficiency_office()
    {
        var patrol = Hanjiang.Has(PracticeName.Patrol, "7–8", "Casework");
        Assert.Equal((PolicyRole.DistrictEfficiencyOffice, true), (patrol.Name<PolicyRole>("not-ours-to"), patrol.Flag("pre-treatment")));
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/9")]
    public void A_place_gives_its_grid_cell() => Hanjiang.Has(PracticeName.GridTerritory, "9", "Organisation");

    [Fact]
    [Trait("Clause", "hanjiang-2016/10")]
    public void Branch_numbers_ring_here_and_emergency_numbers_are_transferred()
    {
        Assert.Equal(["12315", "12369"], Hanjiang.Numbers.Where(number => number.Mode == HotlineMode.Branch).Select(number => number.Number));
        Assert.Equal(["110", "119", "120"], Hanjiang.Numbers.Where(number => number.Mode == HotlineMode.Emergency).Select(number => number.Number));
    }

    [Theory]
    [Trait("Clause", "hanjiang-2016/11a")]
    [InlineData("Complaint", null, "2026-11-20T19:00", "2026-11-25T17:30")]
    [InlineData("Consultation", null, "2026-11-20T19:00", "2026-11-24T17:30")]
    [InlineData("Help", null, "2026-11-20T19:00", "2026-11-25T17:30")]
    [InlineData("Complaint", "Simple", "2026-11-20T19:00", "2026-11-21T00:00")]
    [InlineData("Consultation", "Simple", "2026-11-20T23:59:59", "2026-11-21T00:00")]
    [InlineData("Complaint", "Complex", "2026-11-20T19:00", "2026-11-25T17:30")]
    public void Complaints_three_working_days_consultations_two_simple_ones_the_same_day(string type, string? complexity, string at, string due)
    {
        var facts = new CaseFacts(Enum.Parse<RequestType>(type), Complexity: complexity is null ? null : Enum.Parse<Complexity>(complexity));
        var clock = Hanjiang.Start(ClockName.Handle, facts, at);
        Assert.Equal(At(due), clock.Due);
        Assert.Equal("hanjiang-2016/11a", clock.Rule.Clause.Id);
        Assert.Equal("投诉3个工作日；咨询2个工作日；简单事项马上处置当天答复", clock.Rule.Clause.Gist);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11b")]
    public void Hazards_are_registered_and_dispatched_in_fifteen_minutes_with_two_warnings()
    {
        var clock = Hanjiang.Start(ClockName.Register, Hazard, "2026-10-03T23:50:00");
        Assert.Equal(At("2026-10-04T00:05:00"), clock.Due);
        Assert.Equal((CaseEvent.Reached, CaseEvent.Dispatched), (clock.Rule.From, clock.Rule.Until));
        Assert.Equal(BreachAction.AutoDispatchOrShiftLeader, clock.Rule.Breach);
        Assert.Equal([PolicyRole.Agent, PolicyRole.ShiftLeader], clock.Rule.Warnings.Select(warning => warning.To));
        Assert.Equal(At("2026-10-04T00:00:00"), clock.WarningAt(0, Calendar));
        Assert.Equal(At("2026-10-04T00:03:00"), clock.WarningAt(1, Calendar));
        Assert.False(clock.IsLate(At("2026-10-04T00:05:00")));
        Assert.True(clock.IsLate(At("2026-10-04T00:05:01")));
        Assert.Null(Hanjiang.Clock(ClockName.Register, new CaseFacts(RequestType.Complaint)));
    }

    [Theory]
    [Trait("Clause", "hanjiang-2016/11b")]
    [InlineData("010101", true)] // 道路塌陷
    [InlineData("010301", true)] // 电线电缆掉落
    [InlineData("010201", true)] // 窨井盖缺失移位
    [InlineData("010204", false)]
    public void The_sub_class_marks_a_hazard_by_itself(string code, bool hazard)
    {
        var facts = new CaseFacts(RequestType.Complaint, Category: Hanjiang.Categories.Find(code));
        Assert.Equal(hazard, facts.IsHazard);
        Assert.Equal(hazard, Hanjiang.Clock(ClockName.Register, facts) is not null);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11c")]
    public void On_site_within_six_hours_of_the_dispatch()
    {
        var clock = Hanjiang.Start(ClockName.OnSite, Hazard, "2026-10-03T23:50:00");
        Assert.Equal(At("2026-10-04T05:50:00"), clock.Due);
        Assert.Equal((CaseEvent.Dispatched, CaseEvent.OnSiteConfirmed), (clock.Rule.From, clock.Rule.Until));
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11d")]
    public void A_unit_that_is_not_the_owner_secures_the_hazard_and_the_next_has_six_hours_of_its_own()
    {
        var rule = Hanjiang.Return(Hazard)!;
        Assert.True(rule is { PreTreatment: true, SuggestUnit: true });
        Assert.Equal(Period.Hours(6), rule.NextLimit);
        Assert.Null(Hanjiang.Return(new CaseFacts(RequestType.Complaint)));
        Hanjiang.Has(PracticeName.PreTreatment, "11d", "Casework");
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11e")]
    public void After_twelve_hours_without_an_owner_the_lead_unit_takes_it()
    {
        var clock = Hanjiang.Start(ClockName.Ownership, Hazard, "2026-10-03T23:50:00");
        Assert.Equal(At("2026-10-04T11:50:00"), clock.Due);
        Assert.Equal(BreachAction.LeadUnit, clock.Rule.Breach);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11f")]
    public void An_extension_is_asked_for_inside_the_limit_with_a_reason_and_the_citizen_told()
    {
        var rule = Hanjiang.Extension(new CaseFacts(RequestType.Complaint))!;
        Assert.True(rule is { TellRequester: true, Before: null, Within: null, MaxTimes: 1 });
        Assert.True(rule.ReasonLength > 0);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/11g")]
    public void Repeated_complaints_become_one_rectification() => Hanjiang.Has(PracticeName.RectificationGroup, "11g", "Casework");

    [Fact]
    [Trait("Clause", "hanjiang-2016/11h")]
    public void The_knowledge_base_answers_first() => Hanjiang.Has(PracticeName.SelfServiceAnswers, "11h", "Knowledge");

    [Fact]
    [Trait("Clause", "hanjiang-2016/12a")]
    public void Hazards_go_straight_to_the_responsible_office()
    {
        Hanjiang.Has(PracticeName.HazardDirectDispatch, "12a", "Casework");
        Assert.Equal("hanjiang-2016/12a", Hanjiang.Dispatch.First(rule => rule.When.Holds(Hazard)).Clause.Id);
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/12b")]
    public void After_twelve_hours_an_agent_calls_back_and_supervision_rises()
    {
        var clock = Hanjiang.Start(ClockName.Callback, Hazard, "2026-10-03T23:50:00");
        Assert.Equal(At("2026-10-04T11:50:00"), clock.Due);
        Assert.Equal(BreachAction.CallbackTask, clock.Rule.Breach);

        var ladder = Assert.Single(Hanjiang.LaddersFor(Hazard));
        Assert.Equal(CaseEvent.CalledBack, ladder.From);
        Assert.Equal(
            [
                (Period.AtOnce, SupervisionAct.Urge, PolicyRole.HandlingUnit),
                (Period.Hours(2), SupervisionAct.Supervise, PolicyRole.UnitEfficiencyOffice),
                (Period.Hours(2), SupervisionAct.Supervise, PolicyRole.DistrictEfficiencyOffice),
            ],
            ladder.Steps.Select(step => (step.After, step.Act, step.To)));
        Assert.Empty(Hanjiang.LaddersFor(new CaseFacts(RequestType.Complaint)));
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/13")]
    public void Supervision_has_numbered_documents_and_a_quarterly_bulletin()
    {
        Assert.Equal(["效能预警函", "效能督办函", "挂牌督办", "约谈通知书", "问责建议书"], Hanjiang.Documents.Select(document => document.Name));
        Assert.All(Hanjiang.Documents, document => Assert.True(document.Numbered));
        Assert.Contains(Hanjiang.Reports, report => report is { Every: AccountabilitySpan.Quarter, Clause.Id: "hanjiang-2016/13" });
    }

    [Fact]
    [Trait("Clause", "hanjiang-2016/14")]
    public void Cases_can_be_examples_or_exposed() => Hanjiang.Has(PracticeName.Publication, "14", "Casework");

    [Fact]
    [Trait("Clause", "hanjiang-2016/15")]
    public void Units_are_scored_from_the_facts()
    {
        Assert.Equal(100, Hanjiang.Assessment!.Indicators.Sum(indicator => indicator.Weight));
        var survey = Hanjiang.Survey!;
        Assert.Equal(Period.Hours(24), survey.ReplyWithin);
        Assert.Equal([Satisfaction.Satisfied, Satisfaction.Neutral, Satisfaction.Dissatisfied], survey.Answers.Select(answer => answer.Meaning));
        Assert.Equal(["1", "2", "3"], survey.Answers.Select(answer => answer.Key));
        Assert.Equal(SurveyFollowUp.Archive, survey.BySms.After(Satisfaction.Satisfied));
        Assert.Equal(SurveyFollowUp.CallbackTask, survey.BySms.After(Satisfaction.Dissatisfied));
        Assert.Equal(SurveyFollowUp.CallbackTask, survey.NoReply);
        Assert.Equal(SurveyFollowUp.Rework, survey.ByPhone.After(Satisfaction.Dissatisfied));
        Assert.Equal(Period.WorkingDays(2), survey.ReworkLimit);
    }
}
