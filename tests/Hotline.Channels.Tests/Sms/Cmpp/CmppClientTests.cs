using Hotline.Channels.Sms.Cmpp;
using Hotline.Channels.Tests.Sms.Smpp;

namespace Hotline.Channels.Tests.Sms.Cmpp;

/// <summary>Against a gateway of our own that speaks as the documents say; what the octets are is held by the corpus (<see cref="CmppCodecTests"/>).</summary>
public sealed class CmppClientTests
{
    public static readonly TheoryData<CmppVersion> Versions = [CmppVersion.V20, CmppVersion.V30];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task A_question_its_report_and_its_answer(CmppVersion version)
    {
        using var gateway = new SmallGateway(Options(0, version));
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port, version));
        Assert.Equal(0u, await gateway.AcceptAsync());
        await sms.WaitUpAsync();

        var sending = sms.SendAsync("survey-1", "满意请回复1", extension: "0042").AsTask();
        var submit = await gateway.ReadAsync<CmppSubmit>();
        await gateway.SendAsync(new CmppSubmitResp { Sequence = submit.Sequence, MessageId = 0xb2b9da8000010000, Result = 0 });
        Assert.Equal(("123450042", "13800000001", (byte)8, (byte)1, "901234"), (submit.From, submit.To, submit.Format, submit.RegisteredDelivery, submit.SourceEnterprise));
        Assert.Equal((SendVerdict.Accepted, "mobile/b2b9da8000010000"), ((await sending).Verdict, (await sending).ProviderId));

        await gateway.ReportAsync(1, 0xb2b9da8000010000, "DELIVRD");
        Assert.Equal(0u, (await gateway.ReadAsync<CmppDeliverResp>()).Result);
        var report = Assert.Single(sms.Sink.Reports);
        Assert.Equal(("mobile/b2b9da8000010000", true, "DELIVRD"), (report.ProviderId, report.Delivered, report.State));

        await gateway.DeliverAsync(2, 7, "1", to: "123450042", format: 0);
        var answered = await gateway.ReadAsync<CmppDeliverResp>();
        Assert.Equal((2u, 7ul, 0u), (answered.Sequence, answered.MessageId, answered.Result));
        var answer = Assert.Single(sms.Sink.Messages);
        Assert.Equal(("13800000001", "0042", "1"), (answer.From, answer.ExtensionCode, answer.Text));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Long_texts_go_and_come_in_parts(CmppVersion version)
    {
        using var gateway = new SmallGateway(Options(0, version));
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port, version));
        await gateway.AcceptAsync();
        await sms.WaitUpAsync();

        var sending = sms.SendAsync("k1", new string('市', 100)).AsTask();
        for (byte number = 1; number <= 2; number++)
        {
            var part = await gateway.ReadAsync<CmppSubmit>();
            Assert.Equal(((byte)2, number, (byte)1, number == 2 ? (byte)1 : (byte)0), (part.Total, part.Number, part.HasHeader, part.RegisteredDelivery));
            Assert.Equal([5, 0, 3, part.Content[3], 2, number], part.Content[..6]);
            await gateway.SendAsync(new CmppSubmitResp { Sequence = part.Sequence, MessageId = number, Result = 0 });
        }

        Assert.Equal("mobile/0000000000000002", (await sending).ProviderId);

        await gateway.DeliverAsync(1, 11, "下半夜又坏了。", header: [5, 0, 3, 9, 2, 2]);
        await gateway.DeliverAsync(2, 10, "路灯修好了，", header: [5, 0, 3, 9, 2, 1]);
        Assert.Equal(0u, (await gateway.ReadAsync<CmppDeliverResp>()).Result);
        Assert.Equal(0u, (await gateway.ReadAsync<CmppDeliverResp>()).Result);
        Assert.Equal("路灯修好了，下半夜又坏了。", Assert.Single(sms.Sink.Messages).Text);
    }

    [Fact]
    public async Task Result_8_spares_the_gateway_and_then_it_passes()
    {
        using var gateway = new SmallGateway(Options(0));
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port));
        await gateway.AcceptAsync();
        await sms.WaitUpAsync();

        var first = sms.SendAsync("k1", "1").AsTask();
        await AnswerAsync(gateway, result: 8);
        Assert.Equal((SendVerdict.Later, "CMPP result 8"), ((await first).Verdict, (await first).Reason));

        var second = sms.SendUntilAcceptedAsync("k1", "1");
        await AnswerAsync(gateway, result: 0);
        Assert.True((await second).Refusals > 0);
    }

    [Theory]
    [InlineData(4u, SendVerdict.Refused)]
    [InlineData(7u, SendVerdict.Later)]
    [InlineData(13u, SendVerdict.Later)]
    public async Task The_result_gives_the_verdict(uint result, SendVerdict verdict)
    {
        using var gateway = new SmallGateway(Options(0));
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port));
        await gateway.AcceptAsync();
        await sms.WaitUpAsync();

        var sending = sms.SendAsync("k1", "1").AsTask();
        await AnswerAsync(gateway, result);

        Assert.Equal((verdict, $"CMPP result {result}"), ((await sending).Verdict, (await sending).Reason));
    }

    [Fact]
    public async Task No_more_than_the_window_is_under_way()
    {
        using var gateway = new SmallGateway(Options(0));
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port) with { Window = 2, MessagesPerSecond = 0 });
        await gateway.AcceptAsync();
        await sms.WaitUpAsync();

        var sendings = Enumerable.Range(0, 20).Select(i => sms.SendAsync($"k{i}", "1").AsTask()).ToList();
        var waiting = new Queue<CmppSubmit>([await gateway.ReadAsync<CmppSubmit>(), await gateway.ReadAsync<CmppSubmit>()]);
        for (var left = 18; waiting.TryDequeue(out var submit); left--)
        {
            await gateway.SendAsync(new CmppSubmitResp { Sequence = submit.Sequence, MessageId = submit.Sequence, Result = 0 });
            if (left > 0)
            {
                waiting.Enqueue(await gateway.ReadAsync<CmppSubmit>());
            }
        }

        Assert.All(await Task.WhenAll(sendings), outcome => Assert.Equal(SendVerdict.Accepted, outcome.Verdict));
    }

    [Fact]
    public async Task Both_sides_test_a_quiet_link_and_say_good_bye()
    {
        using var gateway = new SmallGateway(Options(0));
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port) with { ActiveTestInterval = TimeSpan.FromMilliseconds(200) });
        await gateway.AcceptAsync();
        await sms.WaitUpAsync();

        var test = await gateway.ReadAsync<CmppSignal>();
        Assert.Equal(CmppCommand.ActiveTest, test.Kind);
        await gateway.SendAsync([.. gateway.Codec.Encode(new CmppSignal(CmppCommand.ActiveTestResp) { Sequence = test.Sequence }), .. gateway.Codec.Encode(new CmppSignal(CmppCommand.ActiveTest) { Sequence = 77 })]);
        Assert.Equal(77u, (await UntilAsync(gateway, CmppCommand.ActiveTestResp)).Sequence);

        var stopping = sms.StopAsync();
        var bye = await UntilAsync(gateway, CmppCommand.Terminate);
        await gateway.SendAsync(new CmppSignal(CmppCommand.TerminateResp) { Sequence = bye.Sequence });
        await stopping;
    }

    [Fact]
    public async Task A_gateway_that_says_good_bye_or_is_lost_midway_is_found_again_and_nothing_sent_twice()
    {
        using var gateway = new SmallGateway(Options(0));
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port));
        await gateway.AcceptAsync();
        await sms.WaitUpAsync();

        var midway = sms.SendAsync("k1", "1").AsTask();
        await gateway.ReadAsync<CmppSubmit>();
        await gateway.SendAsync(new CmppSignal(CmppCommand.Terminate) { Sequence = 5 });
        Assert.Equal(CmppCommand.TerminateResp, (await gateway.ReadAsync<CmppSignal>()).Kind);
        Assert.Equal((SendVerdict.Unknown, "ended by the gateway"), ((await midway).Verdict, (await midway).Reason));

        await gateway.AcceptAsync();
        await sms.WaitUpAsync();
        var next = sms.SendAsync("k2", "2").AsTask();
        Assert.Equal("2"u8.ToArray(), (await AnswerAsync(gateway, result: 0)).Content);
        Assert.Equal(SendVerdict.Accepted, (await next).Verdict);
    }

    [Fact]
    public async Task What_the_sink_refused_is_asked_for_again()
    {
        using var gateway = new SmallGateway(Options(0));
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port));
        await gateway.AcceptAsync();
        sms.Sink.Refuse(times: 1);

        await gateway.DeliverAsync(1, 7, "路灯不亮");
        Assert.Equal(8u, (await gateway.ReadAsync<CmppDeliverResp>()).Result);
        await gateway.DeliverAsync(2, 7, "路灯不亮");
        Assert.Equal(0u, (await gateway.ReadAsync<CmppDeliverResp>()).Result);
        await gateway.DeliverAsync(3, 7, "路灯不亮");
        Assert.Equal(0u, (await gateway.ReadAsync<CmppDeliverResp>()).Result);
        Assert.Single(sms.Sink.Messages);
    }

    [Fact]
    public async Task A_wrong_secret_and_a_gateway_that_does_not_know_ours_are_told()
    {
        using var gateway = new SmallGateway(Options(0) with { Secret = "other" });
        await using var sms = await SmppHarness.StartAsync(Options(gateway.Port));
        Assert.Equal(3u, await gateway.AcceptAsync());
        await sms.WaitAsync(state => state.LastError == "sign-in refused: status 3");

        using var impostor = new SmallGateway(Options(0));
        await using var wary = await SmppHarness.StartAsync(Options(impostor.Port));
        await impostor.AcceptAsync(honest: false);
        await wary.WaitAsync(state => state.LastError == "the gateway does not know our secret");
        Assert.Equal(SendVerdict.Later, (await wary.SendAsync("k1", "1")).Verdict);
    }

    private static CmppOptions Options(int port, CmppVersion version = CmppVersion.V20) => new()
    {
        Name = "mobile",
        Host = "127.0.0.1",
        Port = port,
        EnterpriseCode = "901234",
        Secret = "secret",
        Version = version,
        ResponseTimeout = TimeSpan.FromSeconds(20),
        MaxReconnectDelay = TimeSpan.FromSeconds(2),
    };

    private static async Task<CmppSubmit> AnswerAsync(SmallGateway gateway, uint result)
    {
        var submit = await gateway.ReadAsync<CmppSubmit>();
        await gateway.SendAsync(new CmppSubmitResp { Sequence = submit.Sequence, MessageId = 1, Result = result });
        return submit;
    }

    // Tests of the line may come in between.
    private static async Task<CmppSignal> UntilAsync(SmallGateway gateway, CmppCommand wanted)
    {
        while (true)
        {
            var signal = await gateway.ReadAsync<CmppSignal>();
            if (signal.Kind == wanted)
            {
                return signal;
            }

            await gateway.SendAsync(new CmppSignal(CmppCommand.ActiveTestResp) { Sequence = signal.Sequence });
        }
    }
}
