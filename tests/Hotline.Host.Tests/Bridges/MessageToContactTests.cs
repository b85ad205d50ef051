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

    [Fact]
    public async Task A_message_opens_a_case_with_its_attachments_and_a_further_one_joins_it()
    {
        using var leader = await product.SignInAsync("leader");
        var photo = new InboundAttachment("../路灯.jpg", "image/jpeg", new byte[] { 0xff, 0xd8, 0xff });
        await product.ReceiveAsync(Message("mo-103", "") with { From = "13800000043", Attachments = [photo] });
        var contact = Assert.Single((await leader.GetAsync("/api/contacts?number=13800000043")).List("items"));
        var number = Assert.Single(contact.List("caseNumbers")).GetString();

        await product.ReceiveAsync(Message("mo-104", "") with { From = "13800000043", CaseNumber = number, Text = "还没修" });

        var opened = await leader.GetAsync($"/api/cases/{number}");
        Assert.Equal("路灯不亮", opened.Text("text"));
        Assert.Equal(2, opened.List("contacts").Length);
        Assert.Equal(["register", "supplement"], opened.List("history").Select(entry => entry.Text("act")));
        var attachment = Assert.Single((await leader.GetAsync($"/api/contacts/{contact.Text("id")}/attachments")).EnumerateArray().ToArray());
        Assert.Equal("路灯.jpg", attachment.Text("fileName"));
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
