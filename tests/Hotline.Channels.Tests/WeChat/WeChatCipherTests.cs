using System.Text;
using System.Text.Json;
using Hotline.Channels.WeChat;
using Hotline.Testing;

namespace Hotline.Channels.Tests.WeChat;

public sealed class WeChatCipherTests
{
    private const string Token = "pamtest";
    private const string Key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private const string AppId = "wxb11529c136998cb6";

    [Fact]
    public void Vectors_of_the_platform_and_of_others_fit()
    {
        Assert.SkipWhen(Repository.Corpus is null, Repository.NoCorpus);
        var vectors = JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Corpus, "wechat-vectors", "vectors.json"))).EnumerateArray().ToList();
        var (signed, opened, made) = (0, 0, 0);
        foreach (var vector in vectors)
        {
            var cipher = new WeChatCipher(Text(vector, "token"), Text(vector, "aeskey") is { Length: > 0 } key ? key : null, Text(vector, "appid"));
            var encrypted = Text(vector, "encrypt");
            if ((Text(vector, "msg_signature") + Text(vector, "signature")) is { Length: > 0 } signature)
            {
                var fits = encrypted.Length > 0
                    ? cipher.Fits(signature, Text(vector, "timestamp"), Text(vector, "nonce"), encrypted)
                    : cipher.Fits(signature, Text(vector, "timestamp"), Text(vector, "nonce"));
                Assert.Equal(Text(vector, "expect") != "signature-error", fits);
                signed++;
            }

            if (Text(vector, "aeskey").Length > 0)
            {
                Assert.Equal(Text(vector, "plain") + Text(vector, "plain_from_openssl"), cipher.Decrypt(encrypted));
                opened++;
            }

            if (Text(vector, "random16") is { Length: 16 } random)
            {
                Assert.Equal(encrypted, cipher.Encrypt(Text(vector, "plain"), Encoding.ASCII.GetBytes(random)));
                made++;
            }
        }

        Assert.Equal((9, 7, 7, 3), (vectors.Count, signed, opened, made));
    }

    [Fact]
    public void What_was_changed_anywhere_opens_as_nothing_or_not_as_it_was()
    {
        var cipher = new WeChatCipher(Token, Key, AppId);
        var encrypted = cipher.Encrypt("<xml>反映</xml>", "1234567890123456"u8);
        Assert.Equal("<xml>反映</xml>", cipher.Decrypt(encrypted));
        Assert.Null(new WeChatCipher(Token, Key, "wx-other").Decrypt(encrypted));
        foreach (var wrong in new[] { "", "A", "====", encrypted[..^4], encrypted[24..], new string('A', 44), "不是", encrypted + "AAAA" })
        {
            Assert.Null(cipher.Decrypt(wrong));
        }

        var bytes = Convert.FromBase64String(encrypted);
        for (var at = 16; at < bytes.Length; at++)
        {
            bytes[at] ^= 0x40;
            Assert.NotEqual("<xml>反映</xml>", cipher.Decrypt(Convert.ToBase64String(bytes)));
            bytes[at] ^= 0x40;
        }
    }

    [Theory]
    [InlineData("<xml><Content><![CDATA[楼道灯不亮]]></Content></xml>")]
    [InlineData("")]
    [InlineData("exactly-thirty-two-bytes-or-so..")]
    public async Task Npm_wechat_crypto_reads_ours_and_we_read_its(string message)
    {
        var folder = Repository.Path("tests", "Hotline.Channels.Tests", "wechat-peer");
        Assert.SkipUnless(PeerProcess.Exists("node"), "node is absent; to run: install Node.js 20 or newer");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules", "wechat-crypto")), "npm wechat-crypto is absent; to run: npm ci --prefix tests/Hotline.Channels.Tests/wechat-peer");
        await using var node = PeerProcess.Start("node", ["crypto.mjs"], folder);
        var cipher = new WeChatCipher(Token, Key, AppId);
        var ours = cipher.Encrypt(message, "aaaabbbbccccdddd"u8);

        node.Write(JsonSerializer.Serialize(new { token = Token, key = Key, appId = AppId, decrypt = ours, timestamp = "1", nonce = "2" }) + "\n");
        var read = JsonElement.Parse(await node.WaitForLineAsync(line => line.Contains("\"message\"", StringComparison.Ordinal), TimeSpan.FromSeconds(60)));
        Assert.Equal((message, AppId), (Text(read, "message"), Text(read, "id")));
        Assert.True(cipher.Fits(Text(read, "signature"), "1", "2", ours));

        node.Write(JsonSerializer.Serialize(new { token = Token, key = Key, appId = AppId, encrypt = message, timestamp = "3", nonce = "4" }) + "\n");
        var made = JsonElement.Parse(await node.WaitForLineAsync(line => line.Contains("\"encrypted\"", StringComparison.Ordinal), TimeSpan.FromSeconds(60)));
        Assert.Equal(message, cipher.Decrypt(Text(made, "encrypted")));
        Assert.True(cipher.Fits(Text(made, "signature"), "3", "4", Text(made, "encrypted")));
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
