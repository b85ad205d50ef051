using System.Text;
using Hotline.Telephony.Sdp;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Tests.Sip;
using Hotline.Telephony.Tests.Sip.Parsing;

namespace Hotline.Telephony.Tests.Fuzz;

/// <summary>What is taken can be written and read again; what is refused has a place in the bytes.</summary>
internal sealed class SipTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. Corpus.Names("rfc4475", "*.dat").Select(name => Corpus.Read("rfc4475", name)),
        .. Corpus.Names("rfc5118", "*.dat").Select(name => Corpus.Read("rfc5118", name)),
        Messages.Bytes(Messages.Invite),
    ];

    public byte[][] Pieces => Mutation.TextPieces;

    public bool Take(byte[] bytes)
    {
        var framer = new SipStreamFramer(SipLimits.Default);
        framer.Append(bytes);
        while (framer.TryTake(out _, out _) is Frame.Message or Frame.Ping)
        {
        }

        _ = SipVerdict.Of(bytes);
        if (!SipParser.TryParse(bytes, SipLimits.Default, out var message, out var rejection))
        {
            Assert.InRange(rejection.Offset, 0, bytes.Length);
            return false;
        }

        var written = SipWriter.Write(message);
        Assert.True(SipParser.TryParse(written, SipLimits.Default, out var again, out var fault), fault?.Reason);
        Assert.Equal(written, SipWriter.Write(again));
        foreach (var name in (ReadOnlySpan<string>)[HeaderName.Contact, HeaderName.Route, HeaderName.RecordRoute, HeaderName.PAssertedIdentity])
        {
            if (message.Headers.TryGetAddresses(name, out var addresses))
            {
                Assert.All(addresses, address => Assert.True(NameAddress.TryParse(Encoding.UTF8.GetBytes(address.ToString()), out _)));
            }
        }

        return true;
    }
}

/// <summary>Whatever can be read can be answered, and our answer can be read.</summary>
internal sealed class SdpTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } = [.. Corpus.Names("sdp", "*.sdp").Select(name => Corpus.Read("sdp", name))];

    public byte[][] Pieces => Mutation.TextPieces;

    public bool Take(byte[] bytes)
    {
        if (!SdpReader.TryRead(bytes, out var description, out var rejection))
        {
            Assert.True(rejection.Line >= 0);
            return false;
        }

        if (OfferAnswer.Answer(description, TestSdp.Audio) is { } answered)
        {
            Assert.True(SdpReader.TryRead(SdpWriter.Write(answered.Answer), out _, out _));
        }

        _ = OfferAnswer.Conclude(OfferAnswer.Offer(TestSdp.Audio), description);
        return true;
    }
}

/// <summary>Credentials that were read can be written, and read again from that.</summary>
internal sealed class DigestTarget : IFuzzTarget
{
    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        "Digest username=\"8001\", realm=\"hotline\", nonce=\"abc\", uri=\"sip:hotline\", response=\"0123\", algorithm=SHA-256, cnonce=\"xyz\", qop=auth, nc=00000001"u8.ToArray(),
        "Digest username=\"a\\\"b\\\\c\", realm=\"r\", nonce=\"n\", uri=\"sip:h\", response=\"0\", cnonce=\"c\", qop=auth, nc=0000000a, opaque=\"o\""u8.ToArray(),
        "Digest realm=\"hotline\", qop=\"auth,auth-int\", nonce=\"abc\", algorithm=MD5, stale=true"u8.ToArray(),
    ];

    public byte[][] Pieces => Mutation.TextPieces;

    public bool Take(byte[] bytes)
    {
        var challenged = DigestChallenge.TryParse(bytes, out _);
        if (!DigestCredentials.TryParse(bytes, out var credentials))
        {
            return challenged;
        }

        Assert.True(credentials.Count <= uint.MaxValue);
        Assert.Equal(64, DigestHash.Response(DigestAlgorithm.Sha256, "a", "REGISTER", credentials.Uri, credentials.Nonce, credentials.NonceCount, credentials.ClientNonce).Length);
        Assert.True(DigestCredentials.TryParse(Encoding.UTF8.GetBytes(credentials.ToString()), out var again), credentials.ToString());
        Assert.Equal(credentials.ToString(), again.ToString());
        return true;
    }
}
