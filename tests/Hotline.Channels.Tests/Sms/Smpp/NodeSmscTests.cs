using System.Text.Json;

namespace Hotline.Channels.Tests.Sms.Smpp;

/// <summary>Against a message centre we did not write.</summary>
public sealed class NodeSmscTests
{
    private const int Ok = 0;
    private const int TemporaryApplicationError = 0x64;

    private const string Survey = "【榕江区12345】您反映的路灯不亮问题已办结。请对办理结果作出评价：回复1表示满意，2表示基本满意，3表示不满意。感谢您对我们工作的支持，本短信免费，二十四小时内回复有效。";

    [Fact]
    public async Task A_Chinese_question_its_receipt_and_its_answer()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();

        var outcome = await sms.SendAsync("survey-1", "满意请回复1", extension: "0042");

        Assert.Equal(SendVerdict.Accepted, outcome.Verdict);
        var submit = await smsc.WaitAsync("submit");
        Assert.Equal(outcome.ProviderId, "smpp/" + submit.GetProperty("id").GetString());
        Assert.Equal("123450042", submit.GetProperty("from").GetString());
        Assert.Equal("13800000001", submit.GetProperty("to").GetString());
        Assert.Equal("满意请回复1", submit.GetProperty("text").GetString());
        Assert.Equal(8, submit.GetProperty("coding").GetInt32());
        Assert.Equal(1, submit.GetProperty("registered").GetInt32());

        smsc.Do(new { @do = "receipt", tag = "r1", id = submit.GetProperty("id").GetString(), from = "13800000001", to = "12345", state = "DELIVRD" });
        Assert.Equal(Ok, await smsc.AcknowledgedAsync("r1"));
        var report = Assert.Single(sms.Sink.Reports);
        Assert.Equal((outcome.ProviderId, true, "DELIVRD"), (report.ProviderId, report.Delivered, report.State));

        smsc.Do(new { @do = "mo", tag = "a1", from = "8613800000001", to = "123450042", text = "1" });
        Assert.Equal(Ok, await smsc.AcknowledgedAsync("a1"));
        var answer = Assert.Single(sms.Sink.Messages);
        Assert.Equal(("13800000001", "123450042", "0042", "1"), (answer.From, answer.To, answer.ExtensionCode, answer.Text));
    }

    [Fact]
    public async Task A_receipt_by_parameters_and_one_of_failure()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();

        smsc.Do(new { @do = "receipt", tag = "r1", id = "a7", from = "1", to = "12345", byOption = true });
        smsc.Do(new { @do = "receipt", tag = "r2", id = "a8", from = "1", to = "12345", state = "ENROUTE" });
        smsc.Do(new { @do = "receipt", tag = "r3", id = "a9", from = "1", to = "12345", state = "UNDELIV" });

        foreach (var tag in new[] { "r1", "r2", "r3" })
        {
            Assert.Equal(Ok, await smsc.AcknowledgedAsync(tag));
        }

        Assert.Equal([("smpp/a7", true), ("smpp/a9", false)], sms.Sink.Reports.Select(report => (report.ProviderId, report.Delivered)));
    }

    [Fact]
    public async Task A_long_question_goes_in_parts_that_belong_together()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();

        var outcome = await sms.SendAsync("survey-1", Survey, extension: "0042");

        var first = await smsc.WaitAsync("submit", entry => entry.GetProperty("id").GetString() == "m1");
        var second = await smsc.WaitAsync("submit", entry => entry.GetProperty("id").GetString() == "m2");
        Assert.Equal(Survey, first.GetProperty("text").GetString() + second.GetProperty("text").GetString());
        var headers = new[] { first, second }.Select(part => part.GetProperty("udh")[0].GetString()!).ToArray();
        Assert.Equal(("0201", "0202"), (headers[0][6..], headers[1][6..]));
        Assert.Equal(headers[0][..6], headers[1][..6]);
        Assert.Equal([0, 1], [first.GetProperty("registered").GetInt32(), second.GetProperty("registered").GetInt32()]);
        Assert.Equal("smpp/m2", outcome.ProviderId);
    }

    [Fact]
    public async Task A_long_answer_is_one_message_whatever_the_order_of_its_parts()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();

        smsc.Do(new { @do = "mo", tag = "p2", from = "13800000001", to = "12345", text = "下半夜又坏了。", coding = 8, udh = "0500032a0202" });
        smsc.Do(new { @do = "mo", tag = "p1", from = "13800000001", to = "12345", text = "路灯修好了，", coding = 8, udh = "0500032a0201" });

        Assert.Equal(Ok, await smsc.AcknowledgedAsync("p1"));
        Assert.Equal(Ok, await smsc.AcknowledgedAsync("p2"));
        Assert.Equal("路灯修好了，下半夜又坏了。", Assert.Single(sms.Sink.Messages).Text);
    }

    [Fact]
    public async Task A_part_alone_is_asked_for_again_and_the_whole_taken_once()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();
        var first = new { from = "13800000001", to = "12345", text = "one ", coding = 1, udh = "0500032a0201" };

        smsc.Do(new { @do = "mo", tag = "held", first.from, first.to, first.text, first.coding, first.udh });
        Assert.Equal(TemporaryApplicationError, await smsc.AcknowledgedAsync("held"));
        Assert.Empty(sms.Sink.Messages);

        smsc.Do(new { @do = "mo", tag = "second", first.from, first.to, text = "two", first.coding, udh = "0500032a0202" });
        Assert.Equal(Ok, await smsc.AcknowledgedAsync("second"));
        smsc.Do(new { @do = "mo", tag = "again", first.from, first.to, first.text, first.coding, first.udh });
        Assert.Equal(Ok, await smsc.AcknowledgedAsync("again"));
        Assert.Equal("one two", Assert.Single(sms.Sink.Messages).Text);
    }

    [Fact]
    public async Task What_the_sink_refused_comes_again_and_is_taken_once()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();
        sms.Sink.Refuse(times: 1);

        smsc.Do(new { @do = "mo", tag = "a1", from = "13800000001", to = "123450042", text = "1" });
        Assert.Equal(TemporaryApplicationError, await smsc.AcknowledgedAsync("a1"));
        smsc.Do(new { @do = "mo", tag = "a2", from = "13800000001", to = "123450042", text = "1" });
        Assert.Equal(Ok, await smsc.AcknowledgedAsync("a2"));

        Assert.Equal(1, sms.Sink.Refused);
        Assert.Single(sms.Sink.Messages);
    }

    [Fact]
    public async Task A_throttled_message_is_for_later_the_centre_is_spared_and_then_it_passes()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();
        smsc.Do(new { @do = "throttle", count = 1 });
        await smsc.WaitAsync("did");

        var first = await sms.SendAsync("k1", "1");
        var resting = Assert.Single(sms.State.Providers);
        var (second, attempts) = await sms.SendUntilAcceptedAsync("k1", "1");

        Assert.Equal((SendVerdict.Later, "ESME_RTHROTTLED"), (first.Verdict, first.Reason));
        Assert.Equal("ESME_RTHROTTLED", resting.LastError);
        Assert.NotNull(resting.RestsUntil);
        Assert.Equal(SendVerdict.Accepted, second.Verdict);
        Assert.True(attempts > 0);
        await smsc.WaitAsync("submit");
        Assert.Equal(1, smsc.Count("submit"));
    }

    [Fact]
    public async Task A_wrong_password_is_told_plainly_and_nothing_is_sent()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port) with { Password = "wrong" });

        await sms.WaitAsync(state => state.LastError is not null);

        Assert.Equal((ChannelPhase.Down, "bind refused: ESME_RINVPASWD"), (sms.State.Phase, sms.State.LastError));
        Assert.Equal(SendVerdict.Later, (await sms.SendAsync("k1", "1")).Verdict);
    }

    [Fact]
    public async Task A_message_in_the_hands_of_a_centre_that_is_killed_is_not_sent_again_and_others_go_to_the_new_one()
    {
        var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();
        smsc.Do(new { @do = "silence" });
        await smsc.WaitAsync("did");
        var midway = sms.SendAsync("k1", "1").AsTask();
        await smsc.WaitAsync("swallowed");

        smsc.Kill();
        Assert.Equal(SendVerdict.Unknown, (await midway).Verdict);
        await sms.WaitAsync(state => state.Phase == ChannelPhase.Down);
        Assert.NotNull(sms.State.LastError);
        await smsc.DisposeAsync();

        await using var again = await NodeSmsc.StartAsync(smsc.Port);
        await sms.WaitUpAsync();
        Assert.Equal(SendVerdict.Accepted, (await sms.SendAsync("k2", "2")).Verdict);
        await again.WaitAsync("submit");
        Assert.Equal(1, again.Count("submit"));
    }

    [Fact]
    public async Task A_long_text_with_reference_by_parameters_and_one_as_payload()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var bySar = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port) with { LongTexts = SmppLongText.Sar });
        await bySar.WaitUpAsync();
        Assert.Equal(SendVerdict.Accepted, (await bySar.SendAsync("k1", Survey)).Verdict);
        var parts = new List<JsonElement>();
        foreach (var id in new[] { "m1", "m2" })
        {
            parts.Add(await smsc.WaitAsync("submit", entry => entry.GetProperty("id").GetString() == id));
        }

        Assert.Equal(Survey, string.Concat(parts.Select(part => part.GetProperty("text").GetString())));
        Assert.Equal([(2, 1), (2, 2)], parts.Select(part => (part.GetProperty("total").GetInt32(), part.GetProperty("number").GetInt32())));
        Assert.Single(parts.Select(part => part.GetProperty("reference").GetInt32()).Distinct());
        await bySar.StopAsync();

        await using var byPayload = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port) with { LongTexts = SmppLongText.Payload });
        await byPayload.WaitUpAsync();
        Assert.Equal(SendVerdict.Accepted, (await byPayload.SendAsync("k2", Survey)).Verdict);
        var whole = await smsc.WaitAsync("submit", entry => entry.GetProperty("id").GetString() == "m3");
        Assert.Equal(Survey, whole.GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_long_answer_by_parameters_is_one_message()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();

        smsc.Do(new { @do = "mo", tag = "p1", from = "13800000001", to = "12345", text = "路灯修好了，", coding = 8, sar = new[] { 300, 2, 1 } });
        smsc.Do(new { @do = "mo", tag = "p2", from = "13800000001", to = "12345", text = "下半夜又坏了。", coding = 8, sar = new[] { 300, 2, 2 } });

        Assert.Equal(Ok, await smsc.AcknowledgedAsync("p1"));
        Assert.Equal(Ok, await smsc.AcknowledgedAsync("p2"));
        Assert.Equal("路灯修好了，下半夜又坏了。", Assert.Single(sms.Sink.Messages).Text);
    }

    [Fact]
    public async Task A_centre_without_transceivers_is_bound_twice()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port) with { Bind = SmppBind.Pair });
        await smsc.WaitAsync("bound", entry => entry.GetProperty("mode").GetString() == "bind_receiver");
        await sms.WaitUpAsync();

        Assert.Equal(SendVerdict.Accepted, (await sms.SendAsync("k1", "1", extension: "0042")).Verdict);
        smsc.Do(new { @do = "mo", tag = "a1", from = "13800000001", to = "123450042", text = "1" });
        Assert.Equal(Ok, await smsc.AcknowledgedAsync("a1"));

        Assert.Equal("0042", Assert.Single(sms.Sink.Messages).ExtensionCode);
        Assert.Equal("bind_transmitter", (await smsc.WaitAsync("submit")).GetProperty("over").GetString());
    }

    [Fact]
    public async Task A_dropped_link_is_made_anew()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();

        smsc.Do(new { @do = "drop" });
        await sms.WaitAsync(state => state.Phase == ChannelPhase.Down);
        await sms.WaitUpAsync();

        await smsc.WaitAsync("bound", entry => entry.GetProperty("count").GetInt32() == 2);
    }

    [Fact]
    public async Task A_quiet_link_is_tested()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port) with { EnquireLinkInterval = TimeSpan.FromMilliseconds(50) });

        await smsc.WaitAsync("enquired");
    }

    [Fact]
    public async Task Stopping_says_good_bye()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port));
        await sms.WaitUpAsync();

        await sms.StopAsync();

        await smsc.WaitAsync("unbound");
    }

    [Fact]
    public async Task More_messages_than_the_window_all_pass()
    {
        await using var smsc = await NodeSmsc.StartAsync();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(smsc.Port) with { Window = 2, MessagesPerSecond = 0 });
        await sms.WaitUpAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => sms.SendAsync($"k{i}", "1").AsTask()));

        Assert.All(outcomes, outcome => Assert.Equal(SendVerdict.Accepted, outcome.Verdict));
        Assert.Equal(100, outcomes.Select(outcome => outcome.ProviderId).Distinct(StringComparer.Ordinal).Count());
    }
}
