using Hotline.Channels.WeChat;

namespace Hotline.Channels.Tests.WeChat;

/// <summary>What is said to a citizen who does not agree with how a case ended.</summary>
public sealed class ObjectionsTests
{
    private static readonly DateTimeOffset Until = new(2026, 12, 31, 9, 30, 0, TimeSpan.Zero);

    private readonly CasesWindow window = new();

    [Fact]
    public async Task The_only_case_that_can_be_meant_is_named_with_the_end_of_its_time()
    {
        window.Cases = [Own("20261122000002", ObjectionState.CaseOpen), Own("20261122000001", ObjectionState.Open)];
        var turn = await DoAsync(new TalkDeed.AskObjection());
        Assert.Contains("20261122000001（路灯）办理结果的异议理由，在2026-12-31 17:30前", turn.Text, StringComparison.Ordinal);
        Assert.Equal((TalkStep.Objection, "20261122000001"), (turn.Next.Step, turn.Next.ObjectTo));

        turn = await DoAsync(new TalkDeed.AskObjection("20261122000001"), "异议理由太短。");
        Assert.StartsWith("异议理由太短。请写明对工单20261122000001", turn.Text, StringComparison.Ordinal);
        Assert.Empty(window.Objected);

        turn = await DoAsync(new TalkDeed.AskObjection(null, "没有修好"));
        Assert.Equal((TalkStep.Idle, ("20261122000001", "没有修好", "k1")), (turn.Next.Step, Assert.Single(window.Objected)));
        Assert.Contains("异议已登记", turn.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_the_number_is_asked_for()
    {
        window.Cases = [Own("20261122000002", ObjectionState.Open), Own("20261122000001", ObjectionState.Open)];
        var turn = await DoAsync(new TalkDeed.AskObjection());
        Assert.Equal((TalkStep.Objection, null), (turn.Next.Step, turn.Next.ObjectTo));
        Assert.Contains("20261122000002 路灯", turn.Text, StringComparison.Ordinal);
        Assert.Empty(window.Objected);
    }

    [Theory]
    [InlineData(ObjectionState.Over, "期限至2026-12-31 17:30，已过（依据：xiangan-2018/4-3 回访）")]
    [InlineData(ObjectionState.Pending, "正在复核")]
    [InlineData(ObjectionState.CaseOpen, "催办20261122000001")]
    public async Task Where_there_is_nothing_to_object_to_it_says_why_and_what_can_be_done(ObjectionState state, string said)
    {
        window.Cases = [Own("20261122000001", state)];
        window.Answer = CitizenDone.NotNow;
        foreach (var deed in new TalkDeed[] { new TalkDeed.AskObjection(), new TalkDeed.AskObjection("20261122000001"), new TalkDeed.Object("20261122000001", "没有修好") })
        {
            var turn = await DoAsync(deed);
            Assert.Contains(said, turn.Text, StringComparison.Ordinal);
            Assert.Equal(TalkStep.Idle, turn.Next.Step);
        }
    }

    [Fact]
    public async Task A_case_of_somebody_else_is_none_and_too_long_a_reason_is_asked_for_again()
    {
        window.Answer = CitizenDone.NotFound;
        Assert.Contains("没有找到", (await DoAsync(new TalkDeed.Object("20261122000009", "没有修好"))).Text, StringComparison.Ordinal);
        window.Answer = CitizenDone.Invalid;
        var turn = await DoAsync(new TalkDeed.Object("20261122000001", "长"));
        Assert.Equal((TalkStep.Objection, "20261122000001"), (turn.Next.Step, turn.Next.ObjectTo));
    }

    private async Task<TalkTurn> DoAsync(TalkDeed deed, string? said = null)
    {
        var talk = new Talk { Step = deed is TalkDeed.AskObjection ? TalkStep.Objection : TalkStep.Idle };
        return await new Objections(window).DoAsync("o1", "k1", new TalkTurn(talk, said, deed), TestContext.Current.CancellationToken);
    }

    private static WindowCase Own(string number, ObjectionState state) =>
        new(number, "路灯", "已归档", null, MayRate: false, new(state, state == ObjectionState.CaseOpen ? null : Until, "xiangan-2018/4-3 回访"));

    private sealed class CasesWindow : FakeWindow, ICitizenWindow
    {
        public IReadOnlyList<WindowCase> Cases { get; set; } = [];

        public CitizenDone Answer { get; set; } = CitizenDone.Done;

        public List<(string Number, string Why, string Key)> Objected { get; } = [];

        ValueTask<IReadOnlyList<WindowCase>> ICitizenWindow.ListCasesAsync(ChannelKind channel, string address, CancellationToken cancellationToken) => ValueTask.FromResult(Cases);

        ValueTask<CitizenDone> ICitizenWindow.ObjectAsync(ChannelKind channel, string address, string caseNumber, string text, string externalId, CancellationToken cancellationToken)
        {
            Objected.Add((caseNumber, text, externalId));
            return ValueTask.FromResult(Answer);
        }
    }
}
