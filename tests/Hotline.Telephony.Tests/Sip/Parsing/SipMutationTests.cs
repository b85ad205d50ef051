using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Parsing;
using Hotline.Telephony.Sdp;

namespace Hotline.Telephony.Tests.Sip.Parsing;

/// <summary>Corpus messages bent at random places. Nothing throws; what is taken can be written and read again; what is refused has a place in the bytes.</summary>
public sealed class SipMutationTests(ITestOutputHelper output)
{
    private static readonly byte[][] Seeds =
    [
        .. Corpus.Names("rfc4475", "*.dat").Select(name => Corpus.Read("rfc4475", name)),
        .. Corpus.Names("rfc5118", "*.dat").Select(name => Corpus.Read("rfc5118", name)),
        Messages.Bytes(Messages.Invite),
    ];

    private static readonly byte[][] Pieces =
        [.. new[] { "\r\n", "\r", "\n", "\0", ";", ",", "<", ">", "\"", "\\", "%", "%0", ":", "@", "[", "]", "//", "=", "?", " ", "\t", "Via: ", "sip:", ";branch=", "99999999999", "-1", "\xff\xfe" }
            .Select(System.Text.Encoding.Latin1.GetBytes)];

    [Fact]
    public void No_mutation_of_a_message_escapes_the_rules()
    {
        var seed = Environment.GetEnvironmentVariable("HOTLINE_FUZZ_SEED") is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"HOTLINE_FUZZ_SEED={seed}");
        var random = new Random(seed);
        var taken = 0;
        for (var round = 0; round < 60_000; round++)
        {
            var bytes = Mutate(random, Seeds[random.Next(Seeds.Length)]);
            try
            {
                taken += Check(bytes) ? 1 : 0;
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}: {Convert.ToBase64String(bytes)}", fault);
            }
        }

        output.WriteLine($"{taken} taken");
        Assert.InRange(taken, 5_000, 55_000); // a fuzzer that reaches only one side tests nothing
    }

    [Fact]
    public void No_mutation_of_a_description_escapes_the_rules()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var seeds = Corpus.Names("sdp", "*.sdp").Select(name => Corpus.Read("sdp", name)).ToArray();
        for (var round = 0; round < 10_000; round++)
        {
            var bytes = Mutate(random, seeds[random.Next(seeds.Length)]);
            try
            {
                if (SdpReader.TryRead(bytes, out var description, out _))
                {
                    Assert.True(OfferAnswer.Answer(description, TestSdp.Audio) is not { } answered || SdpReader.TryRead(SdpWriter.Write(answered.Answer), out _, out _));
                }
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}: {Convert.ToBase64String(bytes)}", fault);
            }
        }
    }

    private static bool Check(byte[] bytes)
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
                Assert.All(addresses, address => Assert.True(NameAddress.TryParse(System.Text.Encoding.UTF8.GetBytes(address.ToString()), out _)));
            }
        }

        return true;
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 80), bytes.Count - at)));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
