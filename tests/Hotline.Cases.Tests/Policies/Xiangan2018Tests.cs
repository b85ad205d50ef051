using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;
using static Hotline.Cases.Tests.Calendar.Calendars;

namespace Hotline.Cases.Tests.Policies;

/// <summary>翔安区城管执法局12345便民服务工作机制, clause by clause.</summary>
public sealed class Xiangan2018Tests
{
    private static readonly Policy Xiangan = Regulations.Xiangan;

    private static readonly CaseFacts Complaint = new(RequestType.Complaint);

    [Fact]
    [Trait("Clause", "xiangan-2018/1-2")]
    public void The_bureau_dispatches_to_its_squads_and_exchanges_with_platforms()
    {
        Assert.Equal(["中队"], Xiangan.Has(PracticeName.SubDispatch, "1-2", "Casework").List<string>("to"));
        Xiangan.Has(PracticeName.Exchange, "1-2", "Casework");
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/2")]
    public void Territory_first_then_level_by_the_fine()
    {
        Assert.Equal(DispatchBasis.Territory, Xiangan.Dispatch[0].Basis);
        Assert.Equal([50_000, 200_000], Xiangan.Dispatch.Where(rule => rule.Basis == DispatchBasis.Level).Select(rule => rule.MaxFine!.Value));
    }

    // From Friday evening: the days after are 23, 24, 25, 26, 27 November …
    [Theory]
    [Trait("Clause", "xiangan-2018/3-1")]
    [Trait("Clause", "xiangan-2018/3-2")]
    [Trait("Clause", "xiangan-2018/3-3")]
    [Trait("Clause", "xiangan-2018/3-4")]
    [Trait("Clause", "xiangan-2018/3-5")]
    [InlineData("Consultation", false, "2026-11-24T17:30", "3-1")]
    [InlineData("Complaint", false, "2026-11-27T17:30", "3-2")]
    [InlineData("Complaint", true, "2026-11-25T17:30", "3-2")]
    [InlineData("Suggestion", false, "2026-11-27T17:30", "3-3")]
    [InlineData("Help", false, "2026-11-25T17:30", "3-4")]
    [InlineData("Petition", false, "2026-12-18T17:30", "3-5")]
    public void Handling_limits_by_type_and_convenience_list(string type, bool listed, string due, string clause)
    {
        var clock = Xiangan.Start(ClockName.Handle, new CaseFacts(Enum.Parse<RequestType>(type), ConvenienceList: listed), "2026-11-20T19:00");
        Assert.Equal((At(due), $"xiangan-2018/{clause}"), (clock.Due, clock.Clause.Id));
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/3-2")]
    public void The_sub_class_says_whether_it_is_on_the_list()
    {
        var listed = Xiangan.Categories.All.First(category => category is { ConvenienceList: true, Hazard: false });
        Assert.Equal(At("2026-11-25T17:30"), Xiangan.Start(ClockName.Handle, Complaint with { Category = listed }, "2026-11-20T19:00").Due);
    }

    [Theory]
    [Trait("Clause", "xiangan-2018/3-4")]
    [Trait("Clause", "xiangan-2018/3-5")]
    [InlineData("Help", "2026-11-23T17:30", "3-4")]
    [InlineData("Petition", "2026-11-24T17:30", "3-5")]
    public void The_requester_is_contacted_after_signing(string type, string due, string clause)
    {
        var clock = Xiangan.Start(ClockName.Contact, new CaseFacts(Enum.Parse<RequestType>(type)), "2026-11-20T19:00");
        Assert.Equal((At(due), CaseEvent.Signed, $"xiangan-2018/{clause}"), (clock.Due, clock.Rule.From, clock.Clause.Id));
        Assert.Null(Xiangan.Clock(ClockName.Contact, Complaint));
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/3-6")]
    public void The_urgent_and_the_simple_are_answered_the_same_day()
    {
        Assert.Equal(At("2026-11-21T00:00"), Xiangan.Start(ClockName.Handle, Complaint with { Hazard = true }, "2026-11-20T23:59:59").Due);
        Assert.Equal(At("2026-11-21T00:00"), Xiangan.Start(ClockName.Handle, Complaint with { Complexity = Complexity.Simple }, "2026-11-20T00:00:00").Due);
    }

    [Theory]
    [Trait("Clause", "xiangan-2018/3-7")]
    [InlineData("2026-11-27T14:29:59", true)]
    [InlineData("2026-11-27T14:30:00", true)]
    [InlineData("2026-11-27T14:30:01", false)]
    public void Extended_half_a_working_day_before_the_limit_ends(string asked, bool open)
    {
        var window = Xiangan.Extend(Complaint, "2026-11-20T19:00");
        Assert.Equal(At("2026-11-27T14:30"), window.Until);
        Assert.Equal(open, window.IsOpen(At(asked)));
        Assert.Equal((1, At("2026-12-04T17:30")), (window.MaxTimes, window.MaxDue!.Value));
        Assert.True(Xiangan.Extension(Complaint) is { TellRequester: true, Approver: PolicyRole.UnitLeader });
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/3-7")]
    public void A_same_day_limit_may_double_but_not_be_asked_for_before_it_began()
    {
        var window = Xiangan.Extend(Complaint with { Hazard = true }, "2026-11-20T16:00");
        Assert.Equal((At("2026-11-20T16:00"), At("2026-11-22T00:00")), (window.Until, window.MaxDue!.Value));
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/3-8")]
    public void What_cannot_be_solved_needs_a_contact_record() => Xiangan.Has(PracticeName.ContactWhenUnresolved, "3-8", "Casework");

    [Fact]
    [Trait("Clause", "xiangan-2018/3-9")]
    public void Rework_has_a_limit() => Xiangan.Has(PracticeName.Rework, "3-9", "Casework");

    [Fact]
    [Trait("Clause", "xiangan-2018/3-10")]
    public void A_case_is_archived_as_one_package() => Xiangan.Has(PracticeName.ArchivePackage, "3-10", "Casework");

    [Theory]
    [Trait("Clause", "xiangan-2018/3-11")]
    [InlineData("2026-11-24T12:00")]
    [InlineData("2026-12-24T12:00")]
    public void A_superiors_limit_wins(string superior)
    {
        Xiangan.Has(PracticeName.SuperiorLimit, "3-11", "Casework");
        var table = DueTable.Of(Xiangan, Complaint, At("2026-11-20T19:00"), China, At(superior));
        var handle = Assert.Single(table.Clocks);
        Assert.Equal((At(superior), "xiangan-2018/3-11"), (handle.Due, handle.Clause.Id));
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/4-1")]
    public void The_ledger_has_four_documents() =>
        Assert.Equal(["督查专报", "整改通知", "督查建议", "约谈提醒"], Xiangan.Documents.Select(document => document.Name));

    [Fact]
    [Trait("Clause", "xiangan-2018/4-2")]
    public void Six_indicators_each_quarter()
    {
        Assert.Equal(["制度", "流程", "时限", "质量", "责任", "满意率"], Xiangan.Assessment!.Indicators.Select(indicator => indicator.Name));
        Assert.Equal(AccountabilitySpan.Quarter, Xiangan.Assessment.Every);
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/4-3")]
    public void Progress_is_public_and_everything_can_be_rated()
    {
        Xiangan.Has(PracticeName.ProgressPage, "4-3", "Casework");
        Assert.Equal("xiangan-2018/4-3", Xiangan.Survey?.Clause.Id);
    }

    [Fact]
    [Trait("Clause", "xiangan-2018/5-2b")]
    public void Each_step_leaves_a_record() => Xiangan.Has(PracticeName.StepRecords, "5-2b", "Casework");

    [Fact]
    [Trait("Clause", "xiangan-2018/5-2c/3e")]
    public void The_requester_is_masked() => Xiangan.Has(PracticeName.MaskRequester, "5-2c/3e", "Casework");

    [Fact]
    [Trait("Clause", "xiangan-2018/5-3b/c/d")]
    public void Falsehood_idleness_and_duties_not_met_are_facts() =>
        Assert.Equal(3, Xiangan.Has(PracticeName.ConclusionRecords, "5-3b/c/d", "Assessment").List<string>("facts").Length);

    [Fact]
    [Trait("Clause", "xiangan-2018/6-3")]
    public void A_score_sheet_each_quarter() =>
        Assert.Equal("季度绩效考评明细表", Assert.Single(Xiangan.Reports, report => report.Every == AccountabilitySpan.Quarter).Name);
}
