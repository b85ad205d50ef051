using System.Text;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Tests.Sip.Messages;

/// <summary>The worked example of RFC 7616 §3.9.1.</summary>
public sealed class DigestHashTests
{
    private const string Realm = "http-auth@example.org";
    private const string Nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private const string ClientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    [Fact]
    public void Agrees_with_RFC_7616_for_MD5() => Assert.Equal("8ca523f5e9506fed4657c9700eebdbec", Response(DigestAlgorithm.Md5));

    [Fact]
    public void Agrees_with_RFC_7616_for_SHA_256() =>
        Assert.Equal("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1", Response(DigestAlgorithm.Sha256));

    [Fact]
    public void What_a_client_answers_is_what_a_server_computes()
    {
        var uri = SipUri.Of("", new HostPort("hotline", 0)) with { UserInfo = "" };
        var challenge = new DigestChallenge { Algorithm = DigestAlgorithm.Sha256, Realm = "hotline", Nonce = "n", Opaque = "o\"p" };

        Assert.True(DigestCredentials.TryParse(Encoding.UTF8.GetBytes(challenge.Answer("8001", "pass\"word", "REGISTER", uri)), out var credentials));

        var ha1 = DigestHash.OfAccount(DigestAlgorithm.Sha256, "8001", "hotline", "pass\"word");
        Assert.Equal(("8001", "hotline", "sip:hotline", 1u), (credentials.UserName, credentials.Realm, credentials.Uri, credentials.Count));
        Assert.Equal(DigestHash.Response(DigestAlgorithm.Sha256, ha1, "REGISTER", "sip:hotline", "n", "00000001", credentials.ClientNonce), credentials.Response);
    }

    [Fact]
    public void A_challenge_reads_as_it_was_written()
    {
        var challenge = new DigestChallenge { Algorithm = DigestAlgorithm.Sha256, Realm = "ho\"t", Nonce = "abc", IsStale = true };

        Assert.True(DigestChallenge.TryParse(Encoding.UTF8.GetBytes(challenge.ToString()), out var read));
        Assert.Equal(challenge, read);
    }

    [Theory]
    [InlineData("Basic dXNlcg==")]
    [InlineData("Digest username=\"a\"")]
    [InlineData("Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"x\"")] // no qop: a replay could not be told
    [InlineData("Digest username=\"a\", username=\"b\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"x\", qop=auth, nc=00000001, cnonce=\"c\"")]
    [InlineData("Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"x\", qop=auth-int, nc=00000001, cnonce=\"c\"")]
    [InlineData("Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"x\", qop=auth, nc=00000001, cnonce=\"c\", algorithm=SHA-1")]
    public void Takes_no_other_credentials(string value) => Assert.False(DigestCredentials.TryParse(Encoding.UTF8.GetBytes(value), out _));

    private static string Response(DigestAlgorithm algorithm) => DigestHash.Response(
        algorithm, DigestHash.OfAccount(algorithm, "Mufasa", Realm, "Circle of Life"), "GET", "/dir/index.html", Nonce, "00000001", ClientNonce);
}
