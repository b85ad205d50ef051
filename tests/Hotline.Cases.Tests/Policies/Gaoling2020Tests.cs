using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Policies;

/// <summary>西安市高陵区12345市民热线管理办法, clause by clause.</summary>
public sealed class Gaoling2020Tests
{
    private static readonly Policy Gaoling = Regulations.Gaoling;

    private static readonly CaseFacts Complaint = new(RequestType.Complaint);

    private static readonly CaseFacts Consultation = new(RequestType.Consultation);

    [Fact]
    [Trait("Clause", "gaoling-2020/3")]
    public void Six_request_types()
    {
        Assert.Equal(
            [RequestType.Consultation, RequestType.Help, RequestType.Suggestion, RequestType.Praise, RequestType.Complaint, RequestType.Report],
            Gaoling.RequestTypes);
        Assert.Equal("gaoling-2020/3", Gaoling.RequestTypesClause?.Id);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/6-accept")]
    public void Eight_acceptance_grounds_the_seventh_the_company_directory()
    {
        Assert.Equal(8, Gaoling.AcceptGrounds.Length);
        Assert.Contains("服务企业名录", Gaoling.AcceptGrounds[6].Name, StringComparison.Ordinal);
        Gaoling.Has(PracticeName.CompanyDirectory, "6-accept", "Directory");
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/6-refuse")]
    public void Eleven_refusal_grounds_each_with_where_to_turn_and_emergencies_transferred()
    {
        Assert.Equal(11, Gaoling.RefusalGrounds.Length);
        Assert.All(Gaoling.RefusalGrounds, ground => Assert.False(string.IsNullOrWhiteSpace(ground.ReferTo)));
        Assert.Same(Gaoling.RefusalGrounds[1], Assert.Single(Gaoling.RefusalGrounds, ground => ground.Emergency));
        Assert.Equal(["110", "119", "120", "122", "96333"], Gaoling.Numbers.Where(number => number.Mode == HotlineMode.Emergency).Select(number => number.Number));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/7")]
    public void The_life_cycle_has_six_stages() =>
        Assert.Equal(6, Gaoling.Has(PracticeName.CaseLifeCycle, "7", "Casework").List<string>("stages").Length);

    [Fact]
    [Trait("Clause", "gaoling-2020/8-1")]
    public void Competence_then_territory_then_the_two_special_cases() => Assert.Equal(
        [DispatchBasis.CompetentUnit, DispatchBasis.Territory, DispatchBasis.TerritoryWhenNoOwner, DispatchBasis.IndustryWhenManyAreas],
        Gaoling.Dispatch.Where(rule => rule.Clause.Id == "gaoling-2020/8-1").Select(rule => rule.Basis));

    [Fact]
    [Trait("Clause", "gaoling-2020/8-2")]
    public void What_cannot_be_told_goes_to_adjudication() =>
        Assert.Equal((DispatchBasis.Adjudication, PolicyRole.JointConference), (Gaoling.Dispatch[^1].Basis, Gaoling.Dispatch[^1].To!.Value));

    [Theory]
    [Trait("Clause", "gaoling-2020/9a")]
    [InlineData("Consultation", "2026-11-20T19:00", "2026-11-20T21:00", "2026-11-23T17:30")]
    [InlineData("Complaint", "2026-11-20T19:00", "2026-11-20T21:00", "2026-11-24T17:30")]
    [InlineData("Praise", "2026-02-13T10:00", "2026-02-13T12:00", "2026-02-24T17:30")]
    public void Signed_in_two_hours_consultations_in_one_working_day_others_in_two(string type, string at, string signed, string handled)
    {
        var facts = new CaseFacts(Enum.Parse<RequestType>(type));
        Assert.Equal(At(signed), Gaoling.Start(ClockName.Sign, facts, at).Due);
        Assert.Equal(At(handled), Gaoling.Start(ClockName.Handle, facts, at).Due);
        Gaoling.Has(PracticeName.ContactRecordForConsultation, "9a", "Casework");
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9b")]
    public void Two_extensions_each_at_most_the_limit_itself()
    {
        var window = Gaoling.Extend(Complaint, "2026-11-20T19:00");
        Assert.Equal((At("2026-11-24T17:30"), 2, At("2026-11-30T17:30")), (window.Until, window.MaxTimes, window.MaxDue!.Value));
        Assert.True(window.IsOpen(At("2026-11-24T17:30:00")));
        Assert.False(window.IsOpen(At("2026-11-24T17:30:01")));
        Assert.Equal(At("2026-11-25T17:30"), Gaoling.Extend(Consultation, "2026-11-20T19:00").MaxDue);
        var longCycle = Assert.Single(Gaoling.Extensions, rule => rule.LongCycle);
        Assert.Equal(PolicyRole.UnitLeader, longCycle.Approver);
        Assert.Null(longCycle.MaxTotal);
        Gaoling.Has(PracticeName.StricterLaw, "9b", "Casework");
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9b")]
    public void A_stricter_law_wins()
    {
        var rule = Gaoling.Clock(ClockName.Handle, Complaint)!;
        var law = new LimitOverride(LimitSource.StricterLaw, "某条例", At("2026-11-23T12:00"), rule.Clause);
        Assert.Equal(law.Due, CaseClock.Start(rule, At("2026-11-20T19:00"), China, Complaint, limit: law).Due);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/9c")]
    public void Returned_within_two_hours_of_signing_and_approved_by_the_leader()
    {
        var rule = Gaoling.Return(Complaint)!;
        Assert.Equal((CaseEvent.Signed, PolicyRole.UnitLeader), (rule.From, rule.Approver));
        var window = ReturnWindow.Of(rule, At("2026-11-20T23:00:00"), China);
        Assert.True(window.IsOpen(At("2026-11-21T01:00:00")));
        Assert.False(window.IsOpen(At("2026-11-21T01:00:01")));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/10")]
    public void Key_supervision_is_a_flag() => Gaoling.Has(PracticeName.KeySupervision, "10", "Supervision");

    [Fact]
    [Trait("Clause", "gaoling-2020/11")]
    public void Callback_and_survey()
    {
        Assert.Equal("gaoling-2020/11", Gaoling.Survey!.Clause.Id);
        Assert.Equal(SurveyFollowUp.Judge, Gaoling.Survey.ByPhone.After(Satisfaction.Dissatisfied));
        Assert.Equal(new JudgementOutcomes(SurveyFollowUp.Rework, SurveyFollowUp.Archive), Gaoling.Survey!.Judged);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/12")]
    public void Bursts_raise_an_alert()
    {
        Gaoling.Has(PracticeName.HotSpotAnalysis, "12", "Assessment");
        Assert.True(Gaoling.Has(PracticeName.BurstAlert, "12", "Assessment").Number("factor", 0) > 1);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/13–15")]
    public void Disputes_are_decided_by_phone_in_writing_or_in_a_meeting_and_name_lead_and_co_handlers()
    {
        Assert.Equal(["电话沟通", "书面征求", "会议协调"], Gaoling.Has(PracticeName.Adjudication, "13–15", "Casework").List<string>("modes"));
        Assert.Equal(PolicyRole.JointConference, Gaoling.Has(PracticeName.JointHandling, "13–15", "Casework").OptionalName<PolicyRole>("set-by"));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/16")]
    public void Units_keep_their_history() => Gaoling.Has(PracticeName.UnitHistory, "16", "Organisation");

    [Fact]
    [Trait("Clause", "gaoling-2020/17-1")]
    public void The_second_return_opens_an_adjudication() =>
        Assert.Equal(2, Gaoling.Has(PracticeName.AdjudicationAfterReturns, "17-1", "Casework").Number("returns", 0));

    [Theory]
    [Trait("Clause", "gaoling-2020/17-2")]
    [InlineData("2026-11-20T19:00", "2026-11-23T17:30")]
    [InlineData("2026-10-09T09:00", "2026-10-10T17:30")]
    public void Adjudicated_in_one_working_day(string opened, string due)
    {
        var clock = Gaoling.Start(ClockName.Adjudicate, Complaint, opened);
        Assert.Equal(At(due), clock.Due);
        Assert.Equal((CaseEvent.AdjudicationOpened, CaseEvent.Adjudicated), (clock.Rule.From, clock.Rule.Until));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/17-3/4")]
    public void No_return_after_the_ruling() => Gaoling.Has(PracticeName.ReturnBarredAfterRuling, "17-3/4", "Casework");

    [Fact]
    [Trait("Clause", "gaoling-2020/18")]
    public void Nine_triggers_nine_causes()
    {
        Assert.Equal(9, Gaoling.Triggers.Length);
        Assert.Equal(Enum.GetValues<SupervisionCause>().Except([SupervisionCause.RepeatedRework]), Gaoling.Triggers.Select(trigger => trigger.Cause));
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/19")]
    public void Reminders_come_before_the_limit_and_supervision_notices_are_numbered()
    {
        Assert.Equal(["电话、网络催办", "催办通知", "督办通知书", "协调会", "复核"], Gaoling.Documents.Select(document => document.Name));
        Assert.True(Gaoling.Documents.Single(document => document.Name == "催办通知").BeforeLimit);
        Assert.True(Gaoling.Documents.Single(document => document.Name == "督办通知书") is { Numbered: true, BeforeLimit: false, Limit: not null });
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/20–22")]
    public void Five_indicators_and_a_veto()
    {
        var indicators = Gaoling.Assessment!.Indicators;
        Assert.Equal(["制度建设", "办理情况", "按时办结率", "满意率", "知识库维护"], indicators.Where(indicator => !indicator.Veto).Select(indicator => indicator.Name));
        Assert.Equal(100, indicators.Sum(indicator => indicator.Weight));
        Assert.Single(indicators, indicator => indicator.Veto);
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/23–25")]
    public void The_unit_rings_back_reports_progress_and_misses_are_listed()
    {
        Gaoling.Has(PracticeName.UnitCallback, "23–25", "Casework");
        Gaoling.Has(PracticeName.ProgressReports, "23–25", "Casework");
        Gaoling.Has(PracticeName.CallbackMissesListed, "23–25", "Assessment");
    }

    [Fact]
    [Trait("Clause", "gaoling-2020/26–31")]
    public void Articles_have_owners_reviews_and_one_source()
    {
        Gaoling.Has(PracticeName.KnowledgeOwnership, "26–31", "Knowledge");
        Assert.Equal(PolicyRole.UnitLeader, Gaoling.Has(PracticeName.KnowledgeReview, "26–31", "Knowledge").Name<PolicyRole>("reviewer"));
        Assert.Equal("行业主管部门", Gaoling.Has(PracticeName.KnowledgeConflicts, "26–31", "Knowledge").Text("decided-by"));
    }
}
