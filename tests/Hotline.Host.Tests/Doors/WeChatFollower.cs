using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Hotline.Channels.WeChat;

namespace Hotline.Host.Tests.Doors;

/// <summary>A citizen who follows the account, as the platform brings what they write: signed and encrypted.</summary>
internal sealed class WeChatFollower(Uri product, string openId) : IDisposable
{
    internal const string Token = "token123";
    internal const string Key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    internal const string AppId = "wx0123456789abcdef";

    private readonly WeChatCipher cipher = new(Token, Key, AppId);
    private readonly HttpClient http = new() { BaseAddress = product };
    private long messages = Random.Shared.NextInt64(1_000_000_000);

    internal static Dictionary<string, string?> Settings(string mode, Uri? api = null) => new(StringComparer.Ordinal)
    {
        ["WeChat:AppId"] = AppId,
        ["WeChat:AppSecret"] = "secret",
        ["WeChat:Token"] = Token,
        ["WeChat:EncodingAesKey"] = Key,
        ["WeChat:Mode"] = mode,
        ["WeChat:Api"] = (api ?? new Uri("http://127.0.0.1:1")).ToString(),
    };

    internal string Text(string words) => Message("text", $"<Content><![CDATA[{words}]]></Content>");

    internal string Message(string type, string more, long? id = null) =>
        $"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[{openId}]]></FromUserName><CreateTime>1700000000</CreateTime>"
        + $"<MsgType><![CDATA[{type}]]></MsgType>{more}<MsgId>{id ?? ++messages}</MsgId></xml>";

    /// <summary>Writes, and gives the words of the reply; null for a bare success.</summary>
    internal async Task<string?> SayAsync(string words) => (await SendAsync(Text(words))).Reply;

    internal async Task<(HttpStatusCode Status, string? Reply)> SendAsync(string xml)
    {
        var encrypted = cipher.Encrypt(xml, RandomNumberGenerator.GetBytes(16));
        var (timestamp, nonce) = (Stamp(TimeProvider.System.GetUtcNow()), "n1");
        var query = $"?timestamp={timestamp}&nonce={nonce}&signature={cipher.Sign(timestamp, nonce)}&encrypt_type=aes&msg_signature={cipher.Sign(timestamp, nonce, encrypted)}";
        var (status, body) = await PostAsync(query, $"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>");
        if (status != HttpStatusCode.OK || body == "success")
        {
            return (status, null);
        }

        var envelope = XDocument.Parse(body).Root!;
        var answer = envelope.Element("Encrypt")!.Value;
        Assert.True(cipher.Fits(envelope.Element("MsgSignature")!.Value, envelope.Element("TimeStamp")!.Value, envelope.Element("Nonce")!.Value, answer));
        return (status, XDocument.Parse(cipher.Decrypt(answer)!).Root!.Element("Content")!.Value);
    }

    internal async Task<(HttpStatusCode Status, string Body)> PostAsync(string query, string body)
    {
        using var response = await http.PostAsync("/wechat/callback" + query, new StringContent(body, Encoding.UTF8, "text/xml"));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    internal async Task<(HttpStatusCode Status, string Body)> GetAsync(string query)
    {
        using var response = await http.GetAsync("/wechat/callback" + query);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    internal string Signed(string timestamp, string nonce) => cipher.Sign(timestamp, nonce);

    internal string Encrypted(string xml) => cipher.Encrypt(xml, RandomNumberGenerator.GetBytes(16));

    internal string Signed(string timestamp, string nonce, string encrypted) => cipher.Sign(timestamp, nonce, encrypted);

    internal static string Stamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public void Dispose() => http.Dispose();
}
