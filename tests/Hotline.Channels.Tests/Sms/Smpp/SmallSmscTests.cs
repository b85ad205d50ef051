using Hotline.Phones;

namespace Hotline.Channels.Tests.Sms.Smpp;

/// <summary>The message centre of the tour, against the client it is for.</summary>
public sealed class SmallSmscTests
{
    private const string Question = "【榕江区12345】您反映的路灯不亮问题已办结。请对办理结果作出评价：回复1表示满意，2表示基本满意，3表示不满意。感谢您对我们工作的支持，本短信免费，二十四小时内回复有效。";

    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Fact]
    public async Task A_long_question_arrives_whole_is_reported_and_answered()
    {
        await using var centre = new SmallSmsc("hotline", "secret");
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await sms.WaitUpAsync();

        var outcome = await sms.SendAsync("k1", Question, extension: "0042");
        var shown = await centre.Messages.ReadAsync(Deadline);
        centre.Reply(shown, "满意");

        Assert.Equal(new ReceivedSms("123450042", "13800000001", Question), shown);
        await sms.Sink.WaitAsync(() => sms.Sink.Messages.Count == 1 && sms.Sink.Reports.Count == 1);
        var answer = Assert.Single(sms.Sink.Messages);
        Assert.Equal(("13800000001", "0042", "满意"), (answer.From, answer.ExtensionCode, answer.Text));
        Assert.Equal((outcome.ProviderId, true), (Assert.Single(sms.Sink.Reports).ProviderId, sms.Sink.Reports.Single().Delivered));
    }

    [Fact]
    public async Task What_was_not_taken_is_delivered_again_also_over_a_new_link()
    {
        await using var centre = new SmallSmsc("hotline", "secret");
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await sms.WaitUpAsync();
        sms.Sink.Refuse(times: int.MaxValue);

        centre.Reply(new ReceivedSms("123450042", "13800000001", ""), "1");
        await sms.Sink.WaitAsync(() => sms.Sink.Refused > 0);
        await sms.StopAsync();
        await using var again = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await again.Sink.WaitAsync(() => again.Sink.Messages.Count == 1);

        Assert.Equal("1", Assert.Single(again.Sink.Messages).Text);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using var centre = new SmallSmsc("hotline", "other");
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));

        await sms.WaitAsync(state => state.LastError is not null);

        Assert.Equal("bind refused: ESME_RINVPASWD", sms.State.LastError);
    }
}
