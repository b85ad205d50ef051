using System.Text;
using Hotline.Channels.Sms;
using Hotline.Channels.Sms.Smpp;

namespace Hotline.Channels.Tests.Sms.Smpp;

public sealed class DeliveryReceiptTests
{
    [Theory]
    [InlineData("id:0059113978 sub:001 dlvrd:001 submit date:1002101730 done date:1002101731 stat:DELIVRD err:000 text:@$#!", "0059113978", "DELIVRD")]
    [InlineData("id:m7 stat:UNDELIV", "m7", "UNDELIV")]
    [InlineData("ID:m7 STAT:Expired ERR:001 Text: stat:DELIVRD", "m7", "EXPIRED")] // the text at the end is the citizen's
    [InlineData("sub:001 id:9 stat:REJECTD", "9", "REJECTD")]
    public void Reads_the_text_of_appendix_B(string text, string id, string state) =>
        Assert.Equal(new SmsReport(id, state), DeliveryReceipt.Read(Content(text)));

    [Fact]
    public void Parameters_win_over_text()
    {
        var content = Content("id:0059113978 stat:ENROUTE", new(OptionTag.ReceiptedMessageId, "38601fa\0"u8.ToArray()), new(OptionTag.MessageState, [2]));

        Assert.Equal(new SmsReport("38601fa", "DELIVRD"), DeliveryReceipt.Read(content));
    }

    [Theory]
    [InlineData("")]
    [InlineData("stat:DELIVRD")]
    [InlineData("id:7")]
    [InlineData("paid:7 constat:DELIVRD")]
    [InlineData("text: id:7 stat:DELIVRD")]
    public void A_text_without_message_or_state_is_none(string text) => Assert.Null(DeliveryReceipt.Read(Content(text)));

    [Theory]
    [InlineData("ENROUTE", true, false)]
    [InlineData("ACCEPTD", true, false)]
    [InlineData("DELIVRD", false, true)]
    [InlineData("UNKNOWN", false, false)]
    public void Knows_what_is_final(string state, bool intermediate, bool delivered)
    {
        var receipt = new SmsReport("7", state);

        Assert.Equal((intermediate, delivered), (receipt.IsIntermediate, receipt.IsDelivered));
    }

    private static ShortMessage Content(string text, params SmppOption[] options) => new()
    {
        Source = SmppAddress.None,
        Destination = SmppAddress.None,
        EsmClass = 4,
        Octets = Encoding.Latin1.GetBytes(text),
        Options = options,
    };
}
