using System.Net;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;
using Hotline.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Sip.Transport;

public sealed class DoorkeeperTests
{
    private static readonly IPAddress Stranger = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress Edge = IPAddress.Parse("10.0.0.5");

    private readonly ManualTimeProvider _time = new();
    private readonly Doorkeeper _door;

    public DoorkeeperTests() => _door = Make(DoorLimits.Default);

    [Fact]
    public void An_address_is_banned_by_its_tenth_failure_for_an_hour()
    {
        Fail(9);
        Assert.True(_door.Admits(Stranger));

        Fail(1);

        Assert.False(_door.Admits(Stranger));
        Assert.True(_door.IsBanned(Stranger));
        var ban = Assert.Single(_door.Bans);
        Assert.Equal((Stranger, _time.GetUtcNow(), _time.GetUtcNow().AddHours(1), 10), (ban.Address, ban.Since, ban.Until, ban.Failures));
        Assert.True(_door.Admits(IPAddress.Parse("192.0.2.8")));
        Assert.Equal(new DoorCounts(2, 0, 10), _door.Counts);

        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(_door.Admits(Stranger));
        Assert.Empty(_door.Bans);
    }

    [Fact]
    public void A_ban_lasts_its_time_over_a_restart_and_its_lifting_too()
    {
        var told = new List<(BannedAddress Ban, bool IsBanned)>();
        _door.Changed = (ban, isBanned) => told.Add((ban, isBanned));
        Fail(10);
        var ban = Assert.Single(_door.Bans);
        Assert.Equal([(ban, true)], told);

        _time.Advance(TimeSpan.FromMinutes(40));
        var next = Make(DoorLimits.Default);
        next.Restore([ban]);
        Assert.Equal([ban], next.Bans);
        _time.Advance(TimeSpan.FromMinutes(19));
        Assert.False(next.Admits(Stranger));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(next.Admits(Stranger));

        var late = Make(DoorLimits.Default);
        late.Restore([ban]);
        Assert.Empty(late.Bans);

        // A clock set back since: no ban lasts longer than one.
        var early = Make(DoorLimits.Default);
        early.Restore([ban with { Since = _time.GetUtcNow().AddDays(1), Until = _time.GetUtcNow().AddDays(1).AddHours(1) }]);
        Assert.False(early.Admits(Stranger));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.True(early.Admits(Stranger));
    }

    [Fact]
    public void A_lifted_ban_is_told_of_once()
    {
        Fail(10);
        var told = new List<(IPAddress Address, bool IsBanned)>();
        _door.Changed = (ban, isBanned) => told.Add((ban.Address, isBanned));

        Assert.True(_door.Lift(Stranger));
        Assert.False(_door.Lift(Stranger));

        Assert.Equal([(Stranger, false)], told);
        Assert.Empty(_door.Bans);
    }

    [Fact]
    public void Failures_far_apart_do_not_add_up()
    {
        for (var i = 0; i < 5; i++)
        {
            Fail(9);
            _time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Empty(_door.Bans);
    }

    [Fact]
    public void A_ban_is_lifted_once_with_its_failures()
    {
        Fail(10);

        Assert.True(_door.Lift(Stranger));
        Assert.False(_door.Lift(Stranger));

        Assert.True(_door.Admits(Stranger));
        Fail(9);
        Assert.Empty(_door.Bans);
    }

    [Fact]
    public void A_trunk_and_a_proxy_of_ours_are_never_banned_or_limited()
    {
        var trunk = IPAddress.Parse("198.51.100.1");
        _door.IsTrunk = trunk.Equals;
        foreach (var address in (IPAddress[])[trunk, Edge, Edge.MapToIPv6()])
        {
            for (var i = 0; i < 2_000; i++)
            {
                _door.Failed(address, "8001");
                Assert.True(_door.Admits(address));
            }
        }

        Assert.Empty(_door.Bans);
        Assert.Equal(0, _door.Visitors);
    }

    [Fact]
    public void Where_phones_are_registered_one_bad_phone_does_not_cut_off_the_house()
    {
        _door.Succeeded(Stranger);
        Fail(30, "8002");

        Assert.True(_door.Admits(Stranger));
        Assert.True(_door.IsBarred(Stranger, "8002"));
        Assert.False(_door.IsBarred(Stranger, "8001"));

        _time.Advance(DoorLimits.Default.FailureWindow);
        Assert.False(_door.IsBarred(Stranger, "8002"));
    }

    [Fact]
    public void Whoever_has_one_account_cannot_guess_at_all_the_others()
    {
        _door.Succeeded(Stranger);
        for (var i = 0; i < 100; i++)
        {
            _door.Failed(Stranger, $"80{i}");
            _door.Succeeded(Stranger); // their own account, in between
        }

        Assert.False(_door.Admits(Stranger));
    }

    [Fact]
    public void An_allowance_is_used_up_and_fills_again()
    {
        Assert.Equal(400, Admitted(1_000));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, Admitted(1_000));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(400, Admitted(1_000));
        Assert.Equal(2_100, _door.Counts.Limited);
    }

    [Fact]
    public void A_house_of_phones_is_allowed_more()
    {
        _door.Succeeded(Stranger);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(4_000, Admitted(5_000));
    }

    [Fact]
    public void Invented_addresses_do_not_fill_memory_nor_push_out_a_ban()
    {
        var door = Make(DoorLimits.Default with { MaxAddresses = 100 });
        for (var i = 0; i < 10; i++)
        {
            door.Failed(Stranger, "8001");
        }

        for (var i = 0; i < 10_000; i++)
        {
            door.Admits(new IPAddress([198, 18, (byte)(i >> 8), (byte)i]));
        }

        Assert.Equal(100, door.Visitors);
        Assert.True(door.IsBanned(Stranger));
        Assert.True(door.Counts.Limited > 9_000); // all those beyond the hundred share one allowance

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(door.Admits(IPAddress.Parse("203.0.113.1")));
        Assert.Equal(2, door.Visitors);
    }

    [Fact]
    public void Of_IPv6_a_subscriber_is_a_network()
    {
        for (var i = 0; i < 10; i++)
        {
            _door.Failed(IPAddress.Parse($"2001:db8::{i + 1:x}"), "8001");
        }

        Assert.False(_door.Admits(IPAddress.Parse("2001:db8::ffff")));
        Assert.True(_door.Admits(IPAddress.Parse("2001:db8:0:1::1")));
        Assert.True(_door.Lift(IPAddress.Parse("2001:db8::5")));
    }

    [Theory]
    [InlineData("Via: SIP/2.0/UDP 192.0.2.7:5062;branch=z9hG4bK-2", "192.0.2.7")]
    [InlineData("Via: SIP/2.0/UDP 172.16.0.9:5062;received=192.0.2.7;branch=z9hG4bK-2", "192.0.2.7")]
    [InlineData("Via: SIP/2.0/UDP 10.0.0.6;branch=z9hG4bK-2, SIP/2.0/UDP phone.invalid;received=192.0.2.7;branch=z9hG4bK-3", "192.0.2.7")]
    [InlineData("Via: SIP/2.0/UDP phone.invalid;branch=z9hG4bK-2", "10.0.0.5")]
    [InlineData("Subject: none", "10.0.0.5")]
    public void Behind_a_proxy_of_ours_the_address_it_noted_counts(string second, string expected)
    {
        var request = Passed(second);

        Assert.Equal(IPAddress.Parse(expected), _door.SourceOf(request, From(Edge)));
        Assert.Equal(Stranger, _door.SourceOf(request, From(Stranger))); // a stranger's Via is a claim
    }

    private static SipRequest Passed(string second) => Parsing.Messages.Request(
        $"REGISTER sip:h SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.5;branch=z9hG4bK-1\n{second}\nMax-Forwards: 70\nFrom: <sip:8001@h>;tag=f\nTo: <sip:8001@h>\nCall-ID: c\nCSeq: 1 REGISTER\n\n");

    private static SipFlow From(IPAddress address) => new()
    {
        Protocol = SipProtocol.Udp,
        Local = new IPEndPoint(IPAddress.Loopback, 5060),
        Remote = new IPEndPoint(address, 5062),
    };

    private Doorkeeper Make(DoorLimits limits) => new(limits, [IPNetwork.Parse("10.0.0.0/24")], _time, NullLogger.Instance);

    private void Fail(int times, string name = "8001")
    {
        for (var i = 0; i < times; i++)
        {
            _door.Failed(Stranger, name);
        }
    }

    private int Admitted(int messages) => Enumerable.Range(0, messages).Count(_ => _door.Admits(Stranger));
}
