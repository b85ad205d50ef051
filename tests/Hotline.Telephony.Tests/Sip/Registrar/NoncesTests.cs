using System.Net;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Testing;

namespace Hotline.Telephony.Tests.Sip.Registrar;

/// <summary>Each count of a nonce once, and room for those of a whole centre.</summary>
public sealed class NoncesTests
{
    [Fact]
    public void Ten_thousand_agents_who_register_again_every_minute_are_asked_anew_only_where_their_nonce_is_too_old()
    {
        const int Agents = 10_000, Minutes = 30;
        var clock = new ManualTimeProvider();
        var nonces = new Nonces(clock);
        var phones = Enumerable.Range(0, Agents).Select(_ => new Phone()).ToArray();
        for (var minute = 0; minute < Minutes; minute++)
        {
            foreach (var phone in phones)
            {
                if (phone.Nonce is null || !phone.Register(nonces))
                {
                    phone.Nonce = nonces.New(Phone.Address);
                    phone.Asked++;
                    phone.Count = 0;
                    Assert.True(phone.Register(nonces), $"refused in minute {minute}, though the nonce is new");
                }

                clock.Advance(TimeSpan.FromMinutes(1) / Agents);
            }
        }

        // A nonce of 5 min serves six times, at 0 to 5 min.
        Assert.All(phones, phone => Assert.Equal(Minutes / 6, phone.Asked));
    }

    [Fact]
    public void Ten_thousand_agents_whose_phones_use_no_nonce_twice_are_not_refused()
    {
        const int Agents = 10_000, Minutes = 12;
        var clock = new ManualTimeProvider();
        var nonces = new Nonces(clock);
        for (var registered = 0; registered < Agents * Minutes; registered++)
        {
            var phone = new Phone { Nonce = nonces.New(Phone.Address) };
            Assert.True(phone.Register(nonces), $"refused in minute {registered / Agents}, though the nonce is new");
            clock.Advance(TimeSpan.FromMinutes(1) / Agents);
        }
    }

    [Fact]
    public void A_count_serves_once_and_a_lower_one_not_at_all()
    {
        var nonces = new Nonces(new ManualTimeProvider());
        var nonce = nonces.New(Phone.Address);
        Assert.Equal(NonceVerdict.Fresh, nonces.Judge(nonce, Phone.Address, out var at));
        Assert.Equal([true, false, true, false], new uint[] { 1, 1, 3, 2 }.Select(count => nonces.TryUse(nonce, at, count)));
    }

    private sealed class Phone
    {
        public static readonly IPAddress Address = IPAddress.Parse("192.0.2.7");

        public string? Nonce { get; set; }

        public uint Count { get; set; }

        public int Asked { get; set; }

        public bool Register(Nonces nonces) => nonces.Judge(Nonce!, Address, out var at) == NonceVerdict.Fresh && nonces.TryUse(Nonce!, at, ++Count);
    }
}
