using Hotline.Channels.Sms.Smpp;

namespace Hotline.Channels.Tests.Sms.Smpp;

public sealed class SmppClientTests
{
    private static readonly DeliverSm Answer = new()
    {
        Sequence = 77,
        Content = new ShortMessage { Source = new(1, 1, "13800000001"), Destination = new(1, 1, "123450042"), Octets = "1"u8.ToArray() },
    };

    [Fact]
    public async Task An_answer_that_comes_octet_by_octet_is_read()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();

        foreach (var octet in PduEncoder.Encode(Answer))
        {
            await centre.SendAsync([octet]);
        }

        var acknowledgement = await centre.ReadAsync<DeliverSmResp>();
        Assert.Equal((77u, CommandStatus.ESME_ROK), (acknowledgement.Sequence, acknowledgement.Status));
        Assert.Equal("0042", Assert.Single(sms.Sink.Messages).ExtensionCode);
    }

    [Fact]
    public async Task Two_PDUs_in_one_packet_are_both_answered()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();

        await centre.SendAsync([.. PduEncoder.Encode(new EnquireLink { Sequence = 5 }), .. PduEncoder.Encode(Answer)]);

        Assert.Equal(5u, (await centre.ReadAsync<EnquireLinkResp>()).Sequence);
        Assert.Equal(77u, (await centre.ReadAsync<DeliverSmResp>()).Sequence);
    }

    [Fact]
    public async Task A_message_acknowledged_on_a_lost_link_is_one_message()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();
        await centre.SendAsync(Answer);
        await centre.ReadAsync<DeliverSmResp>();

        await centre.AcceptAsync();
        await centre.SendAsync(Answer);
        await centre.ReadAsync<DeliverSmResp>();

        Assert.Single(sms.Sink.Messages);
    }

    [Fact]
    public async Task The_same_words_written_again_are_two_messages()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();
        for (uint sequence = 1; sequence <= 2; sequence++)
        {
            await centre.SendAsync(Answer with { Sequence = sequence });
            await centre.ReadAsync<DeliverSmResp>();
        }

        Assert.Equal(2, sms.Sink.Messages.Select(message => message.ExternalId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_malformed_message_is_refused_and_the_link_lives()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();

        await centre.SendAsync(Convert.FromHexString("000000140000000500000000000000094142430a"));
        Assert.Equal((9u, CommandStatus.ESME_RINVMSGLEN), await StatusAsync<DeliverSmResp>(centre));
        await centre.SendAsync(Convert.FromHexString("0000001000000103000000000000000a"));
        Assert.Equal((10u, CommandStatus.ESME_RINVCMDID), await StatusAsync<GenericNack>(centre));
        await centre.SendAsync(new SubmitSm { Sequence = 11, Content = Answer.Content });
        Assert.Equal((11u, CommandStatus.ESME_RINVBNDSTS), await StatusAsync<GenericNack>(centre));

        await centre.SendAsync(Answer);
        Assert.Equal((77u, CommandStatus.ESME_ROK), await StatusAsync<DeliverSmResp>(centre));
    }

    [Fact]
    public async Task A_length_that_cannot_be_ends_the_link_and_a_new_one_is_made()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();

        await centre.SendAsync(Convert.FromHexString("f000001100000110000000000a342ee7"));
        await centre.WaitClosedAsync();

        await centre.AcceptAsync();
        await sms.WaitUpAsync();
        Assert.Equal("a length of 4026531857", sms.State.LastError);
    }

    [Fact]
    public async Task A_centre_that_answers_no_test_is_left()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port) with
        {
            EnquireLinkInterval = TimeSpan.FromMilliseconds(50), ResponseTimeout = TimeSpan.FromMilliseconds(200),
        });
        await centre.AcceptAsync();

        await centre.ReadAsync<EnquireLink>();
        await centre.WaitClosedAsync();
        await sms.WaitAsync(state => state.LastError is not null);

        Assert.Equal("EnquireLink unanswered", sms.State.LastError);
    }

    [Fact]
    public async Task A_request_never_answered_ends_the_link()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port) with { ResponseTimeout = TimeSpan.FromMilliseconds(100) });
        await centre.AcceptAsync();
        await sms.WaitUpAsync();

        Assert.Equal(SendVerdict.Unknown, (await sms.SendAsync("k1", "1")).Verdict);
        await centre.ReadAsync<SubmitSm>();
        await centre.WaitClosedAsync();
    }

    [Fact]
    public async Task An_answer_after_the_response_time_still_counts()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();
        await sms.WaitUpAsync();

        var waiting = sms.SendAsync("k1", "1").AsTask();
        var submit = await centre.ReadAsync<SubmitSm>();
        var again = sms.SendAsync("k1", "1").AsTask();
        await centre.SendAsync(new SubmitSmResp { Sequence = submit.Sequence, MessageId = "late" });

        Assert.Equal((SendVerdict.Accepted, "smpp/late"), ((await waiting).Verdict, (await waiting).ProviderId));
        Assert.Equal("smpp/late", (await again).ProviderId);
    }

    [Fact]
    public async Task What_went_out_in_part_is_not_sent_again_by_itself()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();
        await sms.WaitUpAsync();

        var sending = sms.SendAsync("k1", new string('市', 100)).AsTask();
        var first = await centre.ReadAsync<SubmitSm>();
        await centre.SendAsync(new SubmitSmResp { Sequence = first.Sequence, MessageId = "a" });
        var second = await centre.ReadAsync<SubmitSm>();
        await centre.SendAsync(new SubmitSmResp { Sequence = second.Sequence, Status = CommandStatus.ESME_RSYSERR });

        Assert.Equal((SendVerdict.Unknown, "1 of 2 parts went out: ESME_RSYSERR"), ((await sending).Verdict, (await sending).Reason));
    }

    [Fact]
    public async Task A_throttled_second_part_is_waited_out_and_sent_alone()
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port) with { ResponseTimeout = TimeSpan.FromSeconds(20) });
        await centre.AcceptAsync();
        await sms.WaitUpAsync();

        var sending = sms.SendAsync("k1", new string('市', 100)).AsTask();
        var first = await centre.ReadAsync<SubmitSm>();
        await centre.SendAsync(new SubmitSmResp { Sequence = first.Sequence, MessageId = "a" });
        var second = await centre.ReadAsync<SubmitSm>();
        await centre.SendAsync(new SubmitSmResp { Sequence = second.Sequence, Status = CommandStatus.ESME_RTHROTTLED });
        var again = await centre.ReadAsync<SubmitSm>();
        await centre.SendAsync(new SubmitSmResp { Sequence = again.Sequence, MessageId = "b" });

        Assert.Equal(second.Content.Octets, again.Content.Octets);
        Assert.Equal((SendVerdict.Accepted, "smpp/b"), ((await sending).Verdict, (await sending).ProviderId));
    }

    [Theory]
    [InlineData(CommandStatus.ESME_RINVDSTADR, SendVerdict.Refused)]
    [InlineData(CommandStatus.ESME_RX_P_APPN, SendVerdict.Refused)]
    [InlineData(CommandStatus.ESME_RMSGQFUL, SendVerdict.Later)]
    [InlineData(CommandStatus.ESME_RSYSERR, SendVerdict.Later)]
    [InlineData((CommandStatus)0x400, SendVerdict.Later)]
    public async Task The_status_gives_the_verdict(object status, SendVerdict verdict)
    {
        using var centre = new RawCentre();
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(centre.Port));
        await centre.AcceptAsync();
        await sms.WaitUpAsync();

        var sending = sms.SendAsync("k1", "1").AsTask();
        var submit = await centre.ReadAsync<SubmitSm>();
        await centre.SendAsync(new SubmitSmResp { Sequence = submit.Sequence, Status = (CommandStatus)status });

        Assert.Equal((verdict, ((CommandStatus)status).ToString()), ((await sending).Verdict, (await sending).Reason));
    }

    [Theory]
    [InlineData("not a number", "1", "")]
    [InlineData("", "1", "")]
    [InlineData("13800000001", "1", "0123456789abcdef")]
    [InlineData("13800000001", "1", "0123456789012345")]
    public async Task What_can_never_be_sent_is_refused(string to, string text, string extension)
    {
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(port: 1));

        Assert.Equal(SendVerdict.Refused, (await sms.SendAsync("k1", text, extension, to)).Verdict);
    }

    [Fact]
    public async Task Nobody_there_is_told_and_since_when()
    {
        await using var sms = await SmppHarness.StartAsync(SmppHarness.Options(port: 1));
        var since = sms.State.Since;

        await sms.WaitAsync(state => state.LastError is not null);

        Assert.Equal((ChannelPhase.Down, "connect: ConnectionRefused", since), (sms.State.Phase, sms.State.LastError, sms.State.Since));
    }

    private static async Task<(uint Sequence, CommandStatus Status)> StatusAsync<T>(RawCentre centre)
        where T : SmppPdu
    {
        var pdu = await centre.ReadAsync<T>();
        return (pdu.Sequence, pdu.Status);
    }
}
