using System.Net;
using System.Text.Json;
using Hotline.Channels;
using Hotline.Testing;
using Microsoft.Extensions.Configuration;

namespace Hotline.Host.Tests;

public sealed class HotlineSettingsTests
{
    [Fact]
    public void Without_settings_it_listens_on_loopback_with_sms_held()
    {
        var settings = Read([]);

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 8012), settings.Http);
        Assert.Equal(new IPEndPoint(IPAddress.Loopback, 5060), settings.Telephony.Sip[0]);
        Assert.All(settings.Telephony.Sip.Skip(1), other => Assert.Equal(new IPEndPoint(IPAddress.IPv6Loopback, 5060), other)); // where the machine has IPv6
        Assert.Equal(Path.GetFullPath("data"), settings.DataFolder);
        Assert.Empty(settings.Channels.Sms.Providers);
    }

    [Fact]
    public void SIP_is_spoken_on_an_address_of_each_family_where_they_are_listed()
    {
        var telephony = Read([("Sip", "127.0.0.1:5070,[::1]:5071"), ("Telephony:AdvertisedAddress", "192.0.2.1, 2001:db8::1")]).Telephony;

        Assert.Equal([IPEndPoint.Parse("127.0.0.1:5070"), IPEndPoint.Parse("[::1]:5071")], telephony.Sip);
        Assert.Equal([IPAddress.Parse("192.0.2.1"), IPAddress.Parse("2001:db8::1")], telephony.AdvertisedAddresses);
        Assert.Empty(telephony.SipTls);
    }

    [Fact]
    public void The_file_of_settings_that_ships_leaves_where_SIP_is_spoken_to_the_machine()
    {
        using var shipped = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("Hotline.Host", "appsettings.json")));

        Assert.False(shipped.RootElement.TryGetProperty("Sip", out _), "an address here would keep IPv6 out wherever the product is started without settings");
    }

    [Fact]
    public void Settings_of_a_platform_that_the_policies_do_not_name_and_mistyped_ones_are_refused()
    {
        using var policies = new TemporaryFolder();
        File.WriteAllText(policies.File("exchange.yaml"), "above:\n  - { name: city, title: 市12345平台 }\n");
        (string, string)[] known = [("policies", policies.Path), ("Exchange:city:KeyId", "k1"), ("Exchange:city:Key", new string('k', 32)), ("Exchange:city:Url", "https://city.example.org")];

        Assert.Equal("city", Assert.Single(Read(known).Channels.Exchange).Name);
        var refused = Assert.Throws<StartRefusedException>(() => Read([.. known, ("Exchange:city:Ulr", "https://city.example.org"), ("Exchange:ctiy:KeyId", "k2"), ("Exchange:ctiy:Key", new string('l', 32))]));
        Assert.Equal(["Exchange:ctiy: expected a platform of exchange.yaml (city)", "unknown setting Exchange:city:Ulr"], refused.Reasons.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_provider_of_short_messages_is_read_whole()
    {
        var smpp = Read([("Sms:Smpp:Host", "127.0.0.1"), ("Sms:Smpp:Port", "2776"), ("Sms:Smpp:SystemId", "hotline"), ("Sms:Smpp:Password", "secret"), ("Sms:Smpp:ResponseTimeout", "00:00:03")]).Channels.Sms.Providers.OfType<SmppOptions>().Single();

        Assert.Equal(("127.0.0.1", 2776, "hotline", "secret", TimeSpan.FromSeconds(3)), (smpp.Host, smpp.Port, smpp.SystemId, smpp.Password, smpp.ResponseTimeout));
    }

    [Fact]
    public void Providers_of_three_kinds_stand_side_by_side()
    {
        var sms = Read(
        [
            ("Sms:Signature", "榕江区12345"), ("Sms:FailuresToRest", "5"),
            ("Sms:Providers:telecom:Protocol", "smpp"), ("Sms:Providers:telecom:Host", "127.0.0.1"), ("Sms:Providers:telecom:SystemId", "h"),
            ("Sms:Providers:telecom:Password", "s"), ("Sms:Providers:telecom:Bind", "pair"), ("Sms:Providers:telecom:LongTexts", "sar"), ("Sms:Providers:telecom:Priority", "2"),
            ("Sms:Providers:mobile:Protocol", "cmpp"), ("Sms:Providers:mobile:Host", "127.0.0.1"), ("Sms:Providers:mobile:EnterpriseCode", "901234"),
            ("Sms:Providers:mobile:Secret", "x"), ("Sms:Providers:mobile:Version", "v30"), ("Sms:Providers:mobile:SourceNumber", "106912345"),
            ("Sms:Providers:cloud:Protocol", "http"), ("Sms:Providers:cloud:Url", "https://sms.example.com/send"), ("Sms:Providers:cloud:Headers:Authorization", "Bearer a"),
            ("Sms:Providers:cloud:Body", "{\"to\":\"{to}\"}"), ("Sms:Providers:cloud:Templates:survey", "T1"), ("Sms:Providers:cloud:SignedBy", "provider"), ("Sms:Providers:cloud:AllowPrivate", "yes"),
        ]).Channels.Sms;

        Assert.Equal(("榕江区12345", 5), (sms.Signature, sms.FailuresToRest));
        var telecom = Assert.Single(sms.Providers.OfType<SmppOptions>());
        Assert.Equal(("telecom", SmppBind.Pair, SmppLongText.Sar, 2), (telecom.Name, telecom.Bind, telecom.LongTexts, telecom.Priority));
        var mobile = Assert.Single(sms.Providers.OfType<CmppOptions>());
        Assert.Equal(("mobile", CmppVersion.V30, "106912345", 7890), (mobile.Name, mobile.Version, mobile.SourceNumber, mobile.Port));
        var cloud = Assert.Single(sms.Providers.OfType<HttpSmsOptions>());
        Assert.Equal(("Bearer a", "T1", SignatureWriter.Provider, true), (cloud.Headers["Authorization"], cloud.Templates["survey"], cloud.SignedBy, cloud.AllowPrivate));
    }

    [Fact]
    public void What_a_provider_of_short_messages_allows_is_a_setting()
    {
        var smpp = Read([("Sms:Smpp:Host", "127.0.0.1"), ("Sms:Smpp:SystemId", "h"), ("Sms:Smpp:Password", "s"), ("Sms:Smpp:MessagesPerSecond", "7"), ("Sms:Smpp:LongTextExpiry", "00:01:00"), ("Sms:Smpp:MaxLongTexts", "9")]).Channels.Sms.Providers.OfType<SmppOptions>().Single();

        Assert.Equal((7, TimeSpan.FromMinutes(1), 9), (smpp.MessagesPerSecond, smpp.LongTextExpiry, smpp.MaxLongTexts));
    }

    [Theory]
    [InlineData("Http", "127.0.0.1", "Http must be an address and a port, as 127.0.0.1:8012, not '127.0.0.1'")]
    [InlineData("Http", "127.0.0.1:http", "Http must be an address and a port, as 127.0.0.1:8012, not '127.0.0.1:http'")]
    [InlineData("Sip", "::1", "Sip must be an address and a port, as 127.0.0.1:5060, not '::1'")]
    [InlineData("City", "2", "City must be one of sample, load, not '2'")]
    [InlineData("Telephony:FirstRtpPort", "70000", "Telephony:FirstRtpPort must be a whole number from 0 to 65534, not '70000'")]
    [InlineData("Telephony:RingTimeout", "15", "Telephony:RingTimeout must be a duration such as 00:00:15 (hours:minutes:seconds), not '15'")]
    [InlineData("Telephony:Edges", "10.0.0.5, edge", "Telephony:Edges must be addresses and networks such as 10.0.0.0/24, separated by commas; 'edge' is none")]
    [InlineData("Telephony:AdvertisedAddress", "here", "Telephony:AdvertisedAddress must be an address, not 'here'")]
    [InlineData("Database:Provider", "SqlServer", "Database:ConnectionString is missing; SQL Server needs one")]
    [InlineData("Policies", "/nowhere/policies", "the policy folder /nowhere/policies does not exist")]
    [InlineData("Desk", "/nowhere/desk", "the desk folder /nowhere/desk has no index.html")]
    [InlineData("Htpp", "127.0.0.1:1", "unknown setting Htpp")]
    public void Says_what_was_expected(string key, string value, string expected) =>
        Assert.Equal([expected], Assert.Throws<StartRefusedException>(() => Read([(key, value)])).Reasons);

    [Theory]
    [InlineData("localhost:9000", "127.0.0.1:9000")]
    [InlineData("0.0.0.0:80", "0.0.0.0:80")]
    [InlineData("[::1]:0", "[::1]:0")]
    public void Reads_addresses(string text, string endPoint) => Assert.Equal(IPEndPoint.Parse(endPoint), Read([("Http", text)]).Http);

    private static HotlineSettings Read((string Key, string Value)[] settings)
    {
        using var policies = new TemporaryFolder();
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Policies"] = policies.Path };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        return HotlineSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
