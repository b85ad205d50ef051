using Hotline.Channels.Web;

namespace Hotline.Channels.Tests.Web;

public sealed class OwnCasesViewTests
{
    private static readonly DateTimeOffset Until = new(2026, 12, 31, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void When_it_is_too_late_the_page_says_until_when_it_was_by_which_clause_and_what_can_be_done()
    {
        var page = Page(WebTexts.Chinese, ObjectionState.Over);
        Assert.Contains("提出异议的期限至2026-12-31 17:30，已过。 依据：xiangan-2018/4-3 回访 如有新的情况，可以另行提交诉求。", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", page, StringComparison.Ordinal);
        page = Page(WebTexts.English, ObjectionState.Over);
        Assert.Contains("The time to object ended on 2026-12-31 17:30. Basis: xiangan-2018/4-3 回访 You can report what is new as another matter.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_is_not_over_says_nothing_of_objections() => Assert.DoesNotContain("异议", Page(WebTexts.Chinese, ObjectionState.CaseOpen), StringComparison.Ordinal);

    [Fact]
    public void While_there_is_time_the_form_is_there() => Assert.Contains("<textarea id=\"text-20261122000001\"", Page(WebTexts.Chinese, ObjectionState.Open), StringComparison.Ordinal);

    private static string Page(WebTexts texts, ObjectionState state)
    {
        var progress = new ReportProgress("20261122000001", ReportStage.Done, "城管", "路灯", Until, "已修", MayRate: false);
        var own = new VisitedCase(progress, ReportOutcome.Solved, new(state, state == ObjectionState.CaseOpen ? null : Until, "xiangan-2018/4-3 回访"));
        return OwnCasesView.Of(texts, OwnCasesTexts.For(texts), new OwnCases("t", [own]), null, null).Markup;
    }
}
