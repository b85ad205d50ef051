using Hotline.Channels;

namespace Hotline.Host.Tests.Bridges;

public sealed class MessageToContactTests(TestProduct product) : IClassFixture<TestProduct>
{
    [Fact]
    public async Task A_message_that_answers_nothing_is_a_contact_once()
    {
        using var leader = await product.SignInAsync("leader");
        var message = Message("mo-101", extensionCode: "");

        await product.ReceiveAsync(message);
        await product.ReceiveAsync(message);

        var contact = Assert.Single((await leader.GetAsync("/api/contacts?number=13800000041")).List("items"));
        Assert.Equal("sms", contact.Text("medium"));
    }

    [Fact]
    public async Task A_message_with_a_code_that_no_question_has_is_a_contact()
    {
        using var leader = await product.SignInAsync("leader");

        await product.ReceiveAsync(Message("mo-102", extensionCode: "9999") with { From = "13800000042" });

        Assert.Single((await leader.GetAsync("/api/contacts?number=13800000042")).List("items"));
    }

    private static InboundMessage Message(string externalId, string extensionCode) => new()
    {
        Channel = ChannelKind.Sms,
        ExternalId = externalId,
        From = "13800000041",
        To = $"12345{extensionCode}",
        ExtensionCode = extensionCode,
        Text = "路灯不亮",
        ReceivedAt = new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero),
    };
}
