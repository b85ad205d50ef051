using Hotline.Channels.Sending;
using Hotline.Channels.Sms;
using Hotline.Testing;

namespace Hotline.Channels.Tests.Sms;

public sealed class SmsDoorTests
{
    private readonly ManualTimeProvider clock = new();
    private readonly ChannelBoard board;
    private readonly ScriptedProvider first = new("first", priority: 1);
    private readonly ScriptedProvider second = new("second", priority: 2);

    public SmsDoorTests()
    {
        board = new ChannelBoard(clock);
        foreach (var provider in new[] { first, second })
        {
            board.NoteProvider(provider.Settings, ChannelPhase.Up);
        }
    }

    [Fact]
    public async Task The_first_by_priority_is_asked_and_its_ids_carry_its_name()
    {
        var outcome = await Door().SendAsync(Message("k1"));

        Assert.Equal((SendVerdict.Accepted, "first/1"), (outcome.Verdict, outcome.ProviderId));
        Assert.Empty(second.Asked);
    }

    [Fact]
    public async Task What_a_provider_certainly_has_not_goes_to_the_next()
    {
        first.Says(SubmitOutcome.Later("ESME_RSYSERR"));

        Assert.Equal("second/1", (await Door().SendAsync(Message("k1"))).ProviderId);
    }

    [Fact]
    public async Task One_that_is_down_is_passed_over_and_held_against_nobody()
    {
        first.IsUp = false;
        var door = Door();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal($"second/{i + 1}", (await door.SendAsync(Message($"k{i}"))).ProviderId);
        }

        first.IsUp = true;
        Assert.Equal("first/1", (await door.SendAsync(Message("k10"))).ProviderId);
    }

    [Theory]
    [InlineData(SendVerdict.Unknown)]
    [InlineData(SendVerdict.Refused)]
    public async Task What_a_provider_may_have_or_has_judged_goes_to_no_other(SendVerdict verdict)
    {
        first.Says(new SubmitOutcome(verdict, Reason: "x"));

        Assert.Equal((verdict, "x"), (await Door().SendAsync(Message("k1"))) is { } outcome ? (outcome.Verdict, outcome.Reason) : default);
        Assert.Empty(second.Asked);
    }

    [Fact]
    public async Task After_three_failures_it_rests_and_one_message_tries_it_again()
    {
        var door = Door();
        first.Says(SubmitOutcome.Later("a"), SubmitOutcome.Later("b"), SubmitOutcome.Later("c"));
        foreach (var key in new[] { "k1", "k2", "k3", "k4" })
        {
            await door.SendAsync(Message(key));
        }

        Assert.Equal(3, first.Asked.Count);
        Assert.Equal(4, second.Asked.Count);
        var state = State("first");
        Assert.Equal(("c", clock.GetUtcNow() + TimeSpan.FromSeconds(30), 3L), (state.LastError, state.RestsUntil!.Value, state.Failed));

        clock.Advance(TimeSpan.FromSeconds(30));
        first.Says(SubmitOutcome.Later("still"));
        await door.SendAsync(Message("k5"));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(60), State("first").RestsUntil);

        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("first/1", (await door.SendAsync(Message("k6"))).ProviderId);
        Assert.Null(State("first").RestsUntil);
    }

    [Fact]
    public async Task Too_fast_rests_a_second_at_once_and_longer_each_time()
    {
        var door = Door();
        first.Says(SubmitOutcome.Later("ESME_RTHROTTLED", throttled: true));
        await door.SendAsync(Message("k1"));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(1), State("first").RestsUntil);

        clock.Advance(TimeSpan.FromSeconds(1));
        first.Says(SubmitOutcome.Later("ESME_RTHROTTLED", throttled: true));
        await door.SendAsync(Message("k2"));
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(2), State("first").RestsUntil);
    }

    [Fact]
    public async Task With_nobody_to_ask_it_is_for_later()
    {
        first.IsUp = second.IsUp = false;

        Assert.Equal((SendVerdict.Later, "no provider is up"), (await Door().SendAsync(Message("k1"))) is { } outcome ? (outcome.Verdict, outcome.Reason) : default);
    }

    [Theory]
    [InlineData("【榕江区12345】您好", null, null, SignatureWriter.Us, "【榕江区12345】您好", "榕江区12345")]
    [InlineData("【12345】验证码1", "榕江区12345", null, SignatureWriter.Us, "【榕江区12345】验证码1", "榕江区12345")]
    [InlineData("验证码1", "榕江区12345", "榕江热线", SignatureWriter.Us, "【榕江热线】验证码1", "榕江热线")]
    [InlineData("【榕江区12345】您好", null, "榕江热线", SignatureWriter.Provider, "您好", "榕江热线")]
    [InlineData("您好【注】", null, null, SignatureWriter.Us, "您好【注】", null)]
    public void The_head_is_the_registered_one_and_stands_once(string text, string? general, string? own, SignatureWriter by, string sent, string? signature)
    {
        var put = SmsSignature.Put(Message("k1") with { Text = text }, new HttpSmsOptions { Url = "", Signature = own, SignedBy = by }, general);

        Assert.Equal((sent, signature), (put.Text, put.Signature));
    }

    private SmsDoor Door() => new(new SmsOptions { Providers = [first.Settings, second.Settings] }, [second, first], board, clock);

    private ProviderState State(string name) =>
        Assert.Single(board.Channels.Single(channel => channel.Channel == ChannelKind.Sms).Providers, provider => provider.Name == name);

    private static OutboundMessage Message(string key) => new() { Channel = ChannelKind.Sms, Key = key, To = "13800000001", Text = "1" };

    /// <summary>Says what it is told to, then takes everything.</summary>
    private sealed class ScriptedProvider(string name, int priority) : ISmsProvider
    {
        private readonly Queue<SubmitOutcome> outcomes = new();
        private int taken;

        public SmsProviderOptions Settings { get; } = new HttpSmsOptions { Name = name, Priority = priority, Url = "" };

        public bool IsUp { get; set; } = true;

        internal List<SmsText> Asked { get; } = [];

        internal void Says(params SubmitOutcome[] next) => Array.ForEach(next, outcomes.Enqueue);

        public Task<SubmitOutcome> SubmitAsync(SmsText text)
        {
            Asked.Add(text);
            return Task.FromResult(outcomes.TryDequeue(out var outcome) ? outcome : new SubmitOutcome(SendVerdict.Accepted, $"{++taken}"));
        }
    }
}
