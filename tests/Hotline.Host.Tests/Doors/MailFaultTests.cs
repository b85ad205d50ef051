using System.Net;
using System.Text;
using Hotline.Channels.Email;
using Hotline.Channels.Mime;

namespace Hotline.Host.Tests.Doors;

/// <summary>What bad mail leads to in the whole product: from the bytes to the case.</summary>
public sealed class MailFaultTests
{
    private const string Ours = "12345@city.example";

    [Fact]
    public async Task Two_autoresponders_get_one_answer_between_them()
    {
        await using var product = new TestProduct();
        product.Sender.Configured = true;
        await product.InitializeAsync();
        using var leader = await product.SignInAsync("leader");

        // One that says nothing of being a machine, names no earlier mail, and answers whatever comes; the other says what it is.
        for (var round = 0; round < 20; round++)
        {
            await ReceiveAsync(product, $"From: robot@firm.example\nSubject: Your mail {round}\nMessage-ID: <{round}@firm.example>\n\nThank you for your mail.\n");
            await ReceiveAsync(product, $"From: away@office.example\nSubject: Away {round}\nMessage-ID: <{round}@office.example>\nAuto-Submitted: auto-replied\n\nI am away.\n");
        }

        var notice = Assert.Single((await leader.GetAsync("/api/notices")).EnumerateArray().ToArray());
        Assert.Equal(("receipt", "robot@firm.example"), (notice.Text("kind"), notice.Text("to")));
        Assert.Equal(20, (await leader.GetAsync("/api/cases")).List("items").Length);
    }

    [Fact]
    public async Task A_bomb_is_a_case_for_a_person_with_the_whole_original()
    {
        await using var product = new TestProduct();
        await product.InitializeAsync();
        using var leader = await product.SignInAsync("leader");
        var bomb = "From: a@b.cn\n" + string.Concat(Enumerable.Range(0, 1000).Select(level => $"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n"));

        await ReceiveAsync(product, bomb);
        await ReceiveAsync(product, bomb);

        var opened = Assert.Single((await leader.GetAsync("/api/cases")).List("items"));
        Assert.Contains("原件", opened.Text("text"), StringComparison.Ordinal);
        var contact = Assert.Single((await leader.GetAsync($"/api/cases/{opened.Text("number")}")).List("contacts")).Text("id");
        var original = Assert.Single((await leader.GetAsync($"/api/contacts/{contact}/attachments")).EnumerateArray().ToArray());
        Assert.Equal(("original.eml", Encoding.UTF8.GetByteCount(bomb)), (original.Text("fileName"), original.GetProperty("bytes").GetInt32()));
        Assert.Empty((await leader.GetAsync("/api/notices")).EnumerateArray());
    }

    [Theory]
    [InlineData("/api/recordings/..%2f..%2fhotline.db")]
    [InlineData("/api/recordings/..%2f..%2fhotline.db/audio")]
    [InlineData("/api/recordings/%2fetc%2fpasswd/audio")]
    [InlineData("/api/contacts/00000000-0000-0000-0000-000000000000/attachments/..%2f..%2fhotline.db")]
    [InlineData("/api/contacts/..%2f..%2fhotline.db/attachments/00000000-0000-0000-0000-000000000000")]
    public async Task A_path_is_no_name_of_a_recording_or_an_attachment(string path)
    {
        await using var product = new TestProduct();
        await product.InitializeAsync();
        using var leader = await product.SignInAsync("leader");

        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var response = await leader.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static Task ReceiveAsync(TestProduct product, string mail) => product.ReceiveAsync(
        MailReader.Read(Encoding.UTF8.GetBytes(mail), Ours, new MimeLimits(), TimeProvider.System.GetUtcNow()).Message);
}
