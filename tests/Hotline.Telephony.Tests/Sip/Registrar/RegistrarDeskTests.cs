using System.Net;
using System.Text;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip.Registrar;

public sealed class RegistrarDeskTests : IDisposable
{
    private static readonly SipFlow Flow = new()
    {
        Protocol = SipProtocol.Udp,
        Local = new IPEndPoint(IPAddress.Loopback, 5060),
        Remote = new IPEndPoint(IPAddress.Loopback, 5062),
    };

    private readonly FixedAgents _agents = new(("8001", "secret"), ("8002", "other"));
    private readonly ManualTimeProvider _time = new();
    private readonly Bindings _bindings;
    private readonly RegistrarDesk _desk;
    private readonly List<(string UserName, bool IsReachable)> _changes = [];
    private uint _sequence;

    public RegistrarDeskTests()
    {
        _bindings = new Bindings(_time, NullLogger.Instance) { OnChange = change => _changes.Add((change.Account.UserName, change.IsReachable)) };
        var authenticator = new DigestAuthenticator(_agents, Doors.Open(), FixedAgents.Realm, [DigestAlgorithm.Md5, DigestAlgorithm.Sha256], "Hotline", _time);
        _desk = new RegistrarDesk(_bindings, _agents, authenticator, RegistrarLimits.Default, "Hotline", _time);
    }

    public void Dispose() => _bindings.Dispose();

    [Fact]
    public void Challenges_with_both_algorithms_in_the_order_set()
    {
        var response = _desk.Answer(Request("Contact: <sip:8001@h>"), Flow);

        var challenges = response.Headers.Lines.ToArray().Where(line => line.Name == HeaderName.WwwAuthenticate).ToList();
        Assert.Equal(SipStatus.Unauthorized, response.Status);
        Assert.Contains("algorithm=MD5", challenges[0].Text, StringComparison.Ordinal);
        Assert.Contains("algorithm=SHA-256", challenges[1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(DigestAlgorithm.Sha256))]
    [InlineData(nameof(DigestAlgorithm.Md5))]
    public void Takes_either_algorithm(string algorithm)
    {
        var answer = Register("Contact: <sip:8001@h>", algorithm: Enum.Parse<DigestAlgorithm>(algorithm));

        Assert.Equal(SipStatus.Ok, answer.Status);
        Assert.Equal("<sip:8001@h>;expires=3600", answer.Headers.Text(HeaderName.Contact));
        Assert.Equal([("8001", true)], _changes);
    }

    [Fact]
    public void Keeps_the_path_a_registration_came_by_and_says_so()
    {
        var answer = Register("Contact: <sip:8001@h>\nSupported: path\nPath: <sip:edge@10.0.0.1:5080;lr>, <sip:10.0.0.2;lr>");

        Assert.Equal("<sip:edge@10.0.0.1:5080;lr>, <sip:10.0.0.2;lr>", answer.Headers.Text(HeaderName.Path));
        Assert.Equal(["10.0.0.1", "10.0.0.2"], _bindings.For("8001").Single().Path.Select(hop => hop.Uri.Host));
        Assert.Equal(SipStatus.BadRequest, Register("Contact: <sip:8001@h>\nPath: " + string.Join(", ", Enumerable.Repeat("<sip:h;lr>", 9))).Status);
        Assert.Equal(SipStatus.BadRequest, Register("Contact: <sip:8001@h>\nPath: <sip:").Status);
    }

    [Fact]
    public void A_phone_keeps_several_flows_and_a_later_registration_takes_the_place_of_its_own()
    {
        const string Phone = "+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-AABBCCDDEEFF>\"";
        var elsewhere = Flow with { Protocol = SipProtocol.Tcp };
        var answer = Register($"Contact: <sip:8001@a>;reg-id=1;{Phone}\nSupported: path, outbound");
        Assert.Equal("outbound", answer.Headers.Text(HeaderName.Require));
        Assert.Equal($"<sip:8001@a>;expires=3600;{Phone};reg-id=1", answer.Headers.Text(HeaderName.Contact));

        Register($"Contact: <sip:8001@a>;reg-id=2;{Phone}\nSupported: outbound", flow: elsewhere);
        Assert.Equal([elsewhere, Flow], _bindings.For("8001").OrderByDescending(binding => binding.PhoneFlow!.Value.Number).Select(binding => binding.Flow));

        // The phone has a new address: by the same flow it is the same registration.
        Register($"Contact: <sip:8001@b>;reg-id=1;{Phone}\nSupported: outbound");
        Assert.Equal(["a", "b"], _bindings.For("8001").Select(binding => binding.Contact.Host).Order());

        _bindings.OnFlowLost(elsewhere);
        Assert.Equal("b", _bindings.For("8001").Single().Contact.Host);
        Assert.Equal([("8001", true)], _changes);

        Register($"Contact: <sip:8001@b>;reg-id=1;{Phone};expires=0\nSupported: outbound");
        Assert.Empty(_bindings.For("8001"));
    }

    [Theory]
    [InlineData("Contact: <sip:8001@a>;reg-id=1;+sip.instance=\"<urn:x>\"")] // the phone does not say that it knows of flows
    [InlineData("Contact: <sip:8001@a>;reg-id=1\nSupported: outbound")] // which phone?
    [InlineData("Contact: <sip:8001@a>;+sip.instance=\"<urn:x>\"\nSupported: outbound")] // which flow?
    [InlineData("Contact: <sip:8001@a>;reg-id=0;+sip.instance=\"<urn:x>\"\nSupported: outbound")]
    [InlineData("Contact: <sip:8001@a>;reg-id=1;+sip.instance=\"<urn:x>\"\nPath: <sip:10.0.0.1;lr>")] // neither phone nor proxy
    [InlineData("Contact: <sip:8001@a>\nSupported: outbound\nPath: <sip:10.0.0.1;lr>")] // nothing is asked of the proxy that it does not know
    public void Without_all_that_a_flow_needs_it_is_a_registration_as_ever(string headers)
    {
        var answer = Register(headers);

        Assert.Equal(SipStatus.Ok, answer.Status);
        Assert.False(answer.Headers.Has(HeaderName.Require));
        Assert.Null(_bindings.For("8001").Single().PhoneFlow);
    }

    [Theory]
    [InlineData("Path: <sip:10.0.0.1;lr>")]
    [InlineData("Path: <sip:10.0.0.2;lr;ob>, <sip:10.0.0.1;lr>")] // the proxy next to us keeps flows, the one next to the phone does not
    [InlineData("Via: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKy")] // a proxy that says nothing
    public void Behind_a_first_hop_that_keeps_no_flows_a_phone_is_told_so_and_registers_without(string way)
    {
        const string Contact = "Contact: <sip:8001@a>;reg-id=1;+sip.instance=\"<urn:x>\"";

        var answer = Register($"{Contact}\nSupported: path, outbound\n{way}");

        Assert.Equal((SipStatus.FirstHopLacksOutbound, "First Hop Lacks Outbound Support"), (answer.Status, answer.Reason));
        Assert.Empty(_bindings.For("8001"));
        Assert.Equal(SipStatus.Ok, Register($"Contact: <sip:8001@a>\nSupported: path\n{way}").Status);
        Assert.Single(_bindings.For("8001"));
    }

    [Theory]
    [InlineData("Path: <sip:10.0.0.1;lr;ob>")]
    [InlineData("Path: <sip:10.0.0.2;lr>, <sip:10.0.0.1;lr;ob>\nVia: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKy")]
    public void Behind_a_first_hop_that_keeps_flows_so_do_we(string way)
    {
        var answer = Register($"Contact: <sip:8001@a>;reg-id=1;+sip.instance=\"<urn:x>\"\nSupported: path, outbound\n{way}");

        Assert.Equal((SipStatus.Ok, "outbound"), (answer.Status, answer.Headers.Text(HeaderName.Require)));
        Assert.Equal(1, _bindings.For("8001").Single().PhoneFlow!.Value.Number);
    }

    [Fact]
    public void One_REGISTER_is_one_flow()
    {
        var answer = Register("Contact: <sip:8001@a>;reg-id=1;+sip.instance=\"<urn:x>\", <sip:8001@b>\nSupported: outbound\nPath: <sip:10.0.0.1;lr;ob>");

        Assert.Equal(SipStatus.BadRequest, answer.Status);
        Assert.Empty(_bindings.For("8001"));
    }

    [Fact]
    public void Expires_to_the_second_and_tells()
    {
        Register("Contact: <sip:8001@h>;expires=60");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(_bindings.For("8001"));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(_bindings.For("8001"));
        Assert.Equal([("8001", true), ("8001", false)], _changes);
        Assert.Equal(0, _time.PendingTimers);
    }

    [Fact]
    public void Phones_of_accounts_that_are_no_more_or_have_another_password_are_dropped_and_told_of()
    {
        Register("Contact: <sip:8001@h>");
        Register("Contact: <sip:8002@h>", user: "8002", password: "other");
        _bindings.DropStrangers(_agents);
        Assert.Equal(2, _changes.Count);

        _agents.Remove("8001");
        _bindings.DropStrangers(_agents);
        Assert.Empty(_bindings.For("8001"));
        Assert.Single(_bindings.For("8002"));
        Assert.Equal(("8001", false), _changes[^1]);

        _agents.Set("8002", "changed");
        _bindings.DropStrangers(_agents);
        Assert.Equal(("8002", false), _changes[^1]);
        Assert.Equal(SipStatus.Ok, Register("Contact: <sip:8002@h>", user: "8002", password: "changed").Status);
    }

    [Fact]
    public void An_account_that_goes_between_its_credentials_and_its_registration_registers_nothing()
    {
        var authenticator = new DigestAuthenticator(_agents, Doors.Open(), FixedAgents.Realm, [DigestAlgorithm.Sha256], "Hotline", _time);
        var late = new RegistrarDesk(_bindings, new FixedAgents(), authenticator, RegistrarLimits.Default, "Hotline", _time);

        var nonce = NonceOf(late.Answer(Request("Contact: <sip:8001@h>"), Flow));
        Assert.Equal(SipStatus.Forbidden, late.Answer(Request("Contact: <sip:8001@h>", Credentials("8001", "secret", nonce, "00000001")), Flow).Status);
        Assert.Empty(_bindings.For("8001"));
    }

    [Fact]
    public void A_refresh_keeps_the_account_reachable_without_a_word()
    {
        Register("Contact: <sip:8001@h>;expires=60");
        _time.Advance(TimeSpan.FromSeconds(50));
        Register("Contact: <sip:8001@h>;expires=60");
        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Single(_bindings.For("8001"));
        Assert.Single(_changes);
    }

    [Fact]
    public void Too_short_is_refused_with_the_shortest_and_too_long_is_shortened()
    {
        var refusal = Register("Contact: <sip:8001@h>;expires=59");
        Assert.Equal((SipStatus.IntervalTooBrief, "60"), (refusal.Status, refusal.Headers.Text(HeaderName.MinExpires)));

        Register("Contact: <sip:8001@h>\nExpires: 4000000000");
        Assert.Equal(TimeSpan.FromHours(1), _bindings.For("8001")[0].TimeLeft(_time));
    }

    [Fact]
    public void Keeps_several_phones_the_preferred_first()
    {
        Register("Contact: <sip:8001@a>;q=0.2, <sip:8001@b>;q=0.9\nContact: <sip:8001@c>");

        Assert.Equal(["c", "b", "a"], _bindings.For("8001").Select(binding => binding.Contact.Host));
    }

    [Fact]
    public void One_phone_leaves_with_expires_0_and_all_with_a_star()
    {
        Register("Contact: <sip:8001@a>, <sip:8001@b>");
        Register("Contact: <sip:8001@a>;expires=0");
        Assert.Equal(["b"], _bindings.For("8001").Select(binding => binding.Contact.Host));

        Assert.Equal(SipStatus.BadRequest, Register("Contact: *\nExpires: 60").Status);
        Assert.Equal(SipStatus.BadRequest, Register("Contact: *, <sip:8001@a>\nExpires: 0").Status);
        Assert.Single(_bindings.For("8001"));
        Assert.Equal(SipStatus.Ok, Register("Contact: *\nExpires: 0").Status);
        Assert.Empty(_bindings.For("8001"));
    }

    [Fact]
    public void Without_Contact_lists_what_there_is()
    {
        Register("Contact: <sip:8001@a>");

        var answer = Register("Subject: asking");

        Assert.Equal((SipStatus.Ok, 1), (answer.Status, answer.Headers.CountOf(HeaderName.Contact)));
    }

    [Fact]
    public void A_late_repeat_undoes_nothing()
    {
        Register("Contact: <sip:8001@a>", sequence: 10);
        Assert.Equal(SipStatus.Ok, Register("Contact: <sip:8001@a>;expires=0", sequence: 11).Status);
        Register("Contact: <sip:8001@a>", sequence: 12);

        Assert.Equal(SipStatus.ServerInternalError, Register("Contact: <sip:8001@a>;expires=0", sequence: 11).Status);
        Assert.Equal(SipStatus.ServerInternalError, Register("Contact: *\nExpires: 0", sequence: 12).Status);
        Assert.Single(_bindings.For("8001"));
    }

    [Fact]
    public void All_or_nothing()
    {
        Assert.Equal(SipStatus.IntervalTooBrief, Register("Contact: <sip:8001@a>, <sip:8001@b>;expires=5").Status);
        Assert.Empty(_bindings.For("8001"));
    }

    [Fact]
    public void An_account_holds_no_more_phones_than_the_limit()
    {
        Register("Contact: " + string.Join(", ", Enumerable.Range(0, 10).Select(i => $"<sip:8001@h{i}>")));

        Assert.Equal(SipStatus.Forbidden, Register("Contact: <sip:8001@one-more>").Status);
        Assert.Equal(10, _bindings.For("8001").Count);
    }

    [Fact]
    public void Nobody_registers_for_another()
    {
        Assert.Equal(SipStatus.Forbidden, Register("Contact: <sip:evil@h>", user: "8002", password: "other", to: "8001").Status);
        Assert.Empty(_bindings.For("8001"));
    }

    [Fact]
    public void A_malformed_Contact_is_400()
    {
        // RFC 4475 §3.1.2.13: a question mark needs brackets
        Assert.Equal(SipStatus.BadRequest, Register("Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E").Status);
    }

    [Fact]
    public void A_wrong_password_and_an_unknown_account_get_the_same_bytes()
    {
        var wrong = Register("Contact: <sip:8001@h>", password: "wrong");
        var unknown = Register("Contact: <sip:8001@h>", user: "nobody", to: "8001", sequence: 1);

        Assert.Equal((SipStatus.Forbidden, SipStatus.Forbidden), (wrong.Status, unknown.Status));
        Assert.Equal(wrong.Headers.Count, unknown.Headers.Count);
    }

    [Fact]
    public void An_unknown_account_is_refused_as_fast_as_a_known_one()
    {
        var (known, unknown) = (new List<long>(), new List<long>());
        for (var i = 0; i < 400; i++)
        {
            foreach (var (user, times) in ((string, List<long>)[])[("8001", known), ("9999", unknown)])
            {
                var nonce = NonceOf(_desk.Answer(Request("Contact: <sip:8001@h>", to: user), Flow));
                var request = Request("Contact: <sip:8001@h>", Credentials(user, "wrong", nonce, "00000001"), user);
                var begun = TimeProvider.System.GetTimestamp();
                _desk.Answer(request, Flow);
                times.Add(TimeProvider.System.GetTimestamp() - begun);
            }
        }

        // Taken in turns and by the median, so that a busy machine tells nothing; a look-up that gave up early would cost a tenth.
        Assert.InRange((double)known.Order().ElementAt(200) / unknown.Order().ElementAt(200), 1 / 3.0, 3.0);
    }

    [Fact]
    public void Replayed_credentials_are_asked_for_again()
    {
        var nonce = NonceOf(_desk.Answer(Request("Contact: <sip:8001@h>"), Flow));
        var credentials = Credentials("8001", "secret", nonce, "00000001");
        Assert.Equal(SipStatus.Ok, _desk.Answer(Request("Contact: <sip:8001@h>", credentials), Flow).Status);

        var replay = _desk.Answer(Request("Contact: *\nExpires: 0", credentials), Flow);

        Assert.Equal(SipStatus.Unauthorized, replay.Status);
        Assert.Contains("stale=true", replay.Headers.Text(HeaderName.WwwAuthenticate), StringComparison.Ordinal);
        Assert.Single(_bindings.For("8001"));
        Assert.Equal(SipStatus.Ok, _desk.Answer(Request("Contact: <sip:8001@h>", Credentials("8001", "secret", nonce, "00000002")), Flow).Status);
    }

    [Fact]
    public void An_old_nonce_and_a_made_up_one_are_asked_for_again_whatever_the_password()
    {
        var nonce = NonceOf(_desk.Answer(Request("Contact: <sip:8001@h>"), Flow));
        _time.Advance(Nonces.Lifetime + TimeSpan.FromSeconds(1));

        var stale = _desk.Answer(Request("Contact: <sip:8001@h>", Credentials("8001", "secret", nonce, "00000001")), Flow);
        Assert.Contains("stale=true", stale.Headers.Text(HeaderName.WwwAuthenticate), StringComparison.Ordinal);
        foreach (var password in (string[])["secret", "wrong"])
        {
            var answer = _desk.Answer(Request("Contact: <sip:8001@h>", Credentials("8001", password, "made-up", "00000001")), Flow);

            // RFC 7616 §3.3: the same for right and wrong, or a nonce of his own making would tell a guesser which it was
            Assert.Equal(SipStatus.Unauthorized, answer.Status);
            Assert.Contains("stale=true", answer.Headers.Text(HeaderName.WwwAuthenticate), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_nonce_is_good_only_at_the_address_it_was_sent_to()
    {
        var nonce = NonceOf(_desk.Answer(Request("Contact: <sip:8001@h>"), Flow));
        var elsewhere = Flow with { Remote = new IPEndPoint(IPAddress.Parse("192.0.2.7"), 5062) };

        Assert.Equal(SipStatus.Unauthorized, _desk.Answer(Request("Contact: <sip:8001@h>", Credentials("8001", "secret", nonce, "00000001")), elsewhere).Status);
        Assert.Equal(SipStatus.Ok, _desk.Answer(Request("Contact: <sip:8001@h>", Credentials("8001", "secret", nonce, "00000001")), Flow).Status);
    }

    [Fact]
    public void Credentials_for_another_address_are_no_good()
    {
        var nonce = NonceOf(_desk.Answer(Request("Contact: <sip:8001@h>"), Flow));
        var credentials = Credentials("8001", "secret", nonce, "00000001", uri: "sip:elsewhere");

        Assert.Equal(SipStatus.BadRequest, _desk.Answer(Request("Contact: <sip:8001@h>", credentials), Flow).Status);
    }

    [Fact]
    public void A_flood_of_challenges_keeps_nothing()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _desk.Answer(Request("Contact: <sip:8001@h>"), Flow); // warms up
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 20_000; i++)
        {
            _desk.Answer(Request("Contact: <sip:8001@h>"), Flow);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4_000_000); // other tests run beside: 200 bytes each would show
    }

    private static string NonceOf(SipResponse challenge) => DigestChallenge.Of(challenge)!.Nonce;

    private static string Credentials(string user, string password, string nonce, string count, string uri = "sip:h", DigestAlgorithm algorithm = DigestAlgorithm.Sha256) =>
        new DigestCredentials
        {
            Algorithm = algorithm,
            UserName = user,
            Realm = FixedAgents.Realm,
            Nonce = nonce,
            Uri = uri,
            NonceCount = count,
            ClientNonce = "c",
            Response = DigestHash.Response(algorithm, DigestHash.OfAccount(algorithm, user, FixedAgents.Realm, password), "REGISTER", uri, nonce, count, "c"),
        }.ToString();

    private SipRequest Request(string headers, string? credentials = null, string to = "8001", uint? sequence = null) => Assert.IsType<SipRequest>(Parsing.Messages.Parse(
        Encoding.UTF8.GetBytes(
            ($"REGISTER sip:h SIP/2.0\nVia: SIP/2.0/UDP 127.0.0.1:5062;rport;branch=z9hG4bKx\nFrom: <sip:{to}@h>;tag=f\nTo: <sip:{to}@h>\nCall-ID: c1\nCSeq: {sequence ?? ++_sequence} REGISTER\n"
            + $"{headers}\n{(credentials is null ? "" : $"Authorization: {credentials}\n")}\n").ReplaceLineEndings("\r\n"))));

    private SipResponse Register(
        string headers, string user = "8001", string password = "secret", string? to = null, DigestAlgorithm algorithm = DigestAlgorithm.Sha256, uint? sequence = null, SipFlow? flow = null)
    {
        var nonce = NonceOf(_desk.Answer(Request(headers, to: to ?? user, sequence: sequence), flow ?? Flow));
        return _desk.Answer(Request(headers, Credentials(user, password, nonce, "00000001", algorithm: algorithm), to ?? user, sequence), flow ?? Flow);
    }
}
