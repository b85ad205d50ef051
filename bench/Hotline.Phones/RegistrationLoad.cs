using System.Globalization;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Phones;

/// <summary>Phones that register, and register anew with the nonce they have (RFC 7616 §3.4). Runs on the thread of <see cref="SignalLoad"/>.</summary>
internal sealed class RegistrationLoad(SignalWire wire)
{
    private const int Expires = 120;

    private readonly Dictionary<string, Phone> phones = new(StringComparer.Ordinal);
    private readonly HashSet<Phone> underWay = [];
    private int repeats;

    internal bool IsIdle => underWay.Count == 0;

    internal int TakeRepeats()
    {
        var taken = repeats;
        repeats = 0;
        return taken;
    }

    internal void Begin(string user, string password)
    {
        if (!phones.TryGetValue(user, out var phone))
        {
            phones[user] = phone = new Phone(user, password, wire.NewName(), new Repeated(wire, asCaller: false));
        }

        underWay.Add(phone);
        Send(phone);
    }

    internal void Take(SipResponse response)
    {
        if (!phones.TryGetValue(response.To.Uri.User, out var phone) || !underWay.Contains(phone) || response.CSeq.Number != phone.Sequence || response.IsProvisional)
        {
            return;
        }

        phone.Message.Stop();
        if (response.Status == SipStatus.Unauthorized && DigestChallenge.Of(response) is { } challenge && phone.Challenges++ == 0)
        {
            (phone.Challenge, phone.Uses) = (challenge, 0);
            Send(phone);
            return;
        }

        if (!response.IsSuccess)
        {
            throw new PhoneException($"REGISTER: {response.Status}");
        }

        phone.Challenges = 0;
        underWay.Remove(phone);
    }

    internal void Look()
    {
        foreach (var phone in underWay)
        {
            var before = phone.Message.Repeats;
            phone.Message.Look();
            repeats += phone.Message.Repeats - before;
        }
    }

    private void Send(Phone phone)
    {
        var (number, uri) = (++phone.Sequence, $"sip:{wire.Server}");
        var credentials = phone.Challenge is null ? "" : $"Authorization: {phone.Answer(uri)}\r\n";
        phone.Message.Send(string.Create(
            CultureInfo.InvariantCulture,
            $"REGISTER {uri} SIP/2.0\r\nVia: SIP/2.0/UDP {wire.Agents};branch=z9hG4bK{wire.NewName()};rport\r\nMax-Forwards: 70\r\nFrom: <sip:{phone.User}@{wire.Server}>;tag={phone.Name}\r\nTo: <sip:{phone.User}@{wire.Server}>\r\nCall-ID: {phone.Name}\r\nCSeq: {number} REGISTER\r\nContact: <sip:{phone.User}@{wire.Agents}>\r\nExpires: {Expires}\r\n{credentials}User-Agent: load\r\nContent-Length: 0\r\n\r\n"));
    }

    private sealed class Phone(string user, string password, string name, Repeated message)
    {
        private string? ha1;

        internal string User => user;

        internal string Name => name;

        internal Repeated Message => message;

        internal uint Sequence { get; set; }

        internal DigestChallenge? Challenge { get; set; }

        internal uint Uses { get; set; }

        /// <summary>Refusals in a row: the second is for good.</summary>
        internal int Challenges { get; set; }

        internal string Answer(string uri)
        {
            var challenge = Challenge!;
            ha1 ??= DigestHash.OfAccount(challenge.Algorithm, user, challenge.Realm, password);
            var count = (++Uses).ToString("x8", CultureInfo.InvariantCulture);
            return new DigestCredentials
            {
                Algorithm = challenge.Algorithm,
                UserName = user,
                Realm = challenge.Realm,
                Nonce = challenge.Nonce,
                Uri = uri,
                Response = DigestHash.Response(challenge.Algorithm, ha1, SipMethod.Register, uri, challenge.Nonce, count, name),
                NonceCount = count,
                ClientNonce = name,
            }.ToString();
        }
    }
}
