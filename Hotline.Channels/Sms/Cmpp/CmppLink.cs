using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms.Cmpp;

/// <summary>What came over a CMPP link: a message, or why the octets are none (and whether the stream can be followed on).</summary>
internal readonly record struct CmppFrame(CmppPdu? Pdu, string? Fault, bool Broken);

/// <summary>One connection to a gateway over CMPP.</summary>
internal sealed partial class CmppLink : WindowedLink<CmppPdu, CmppFrame>
{
    private const uint Taken = 0;
    private const uint AgainLater = 8;

    private readonly CmppOptions options;
    private readonly CmppCodec codec;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly ChannelWriter<SmsDelivery> deliveries;

    private CmppLink(Stream stream, CmppOptions options, ChannelWriter<SmsDelivery> deliveries, TimeProvider time, ILogger logger)
        : base(stream, new LinkRules(options.Window, options.ResponseTimeout, options.ActiveTestInterval), time, logger) =>
        (this.options, this.deliveries, this.time, this.logger, codec) = (options, deliveries, time, logger, new CmppCodec(options.Version));

    protected override int LongestPdu => CmppCodec.MaxLength;

    /// <exception cref="LinkBrokenException">Not reached within the response time.</exception>
    internal static async Task<CmppLink> ConnectAsync(
        CmppOptions options, ChannelWriter<SmsDelivery> deliveries, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var link = new CmppLink(await ConnectAsync(options.Host, options.Port, options.ResponseTimeout, time, cancellationToken), options, deliveries, time, logger);
        link.Begin();
        return link;
    }

    /// <summary>Signs in. A status is the gateway's; null when it let us in but does not know the secret itself.</summary>
    /// <exception cref="LinkBrokenException">The link ended, or there was no answer in time.</exception>
    internal async Task<uint?> SignInAsync(CancellationToken cancellationToken)
    {
        // The gateway's clock is Chinese time, and so is ours here: some look whether the two are near.
        var stamp = time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("MMddHHmmss", CultureInfo.InvariantCulture);
        var proof = Authenticator(options.EnterpriseCode, options.Secret, stamp);
        var answer = await AskAsync(
            new CmppConnect { SourceAddress = options.EnterpriseCode, Authenticator = proof, Version = codec.VersionByte, Timestamp = uint.Parse(stamp, CultureInfo.InvariantCulture) },
            cancellationToken);
        return answer is not CmppConnectResp connected ? throw new LinkBrokenException("no answer to the sign-in")
            : connected.Status != 0 || Counterproof(connected.Status, proof, options).AsSpan().SequenceEqual(connected.Authenticator) ? connected.Status
            : null;
    }

    /// <summary>Submits within the window; null when no place in it came free in the response time. Waits until answered or ended.</summary>
    /// <exception cref="LinkBrokenException">The link ended before the answer.</exception>
    internal Task<CmppPdu?> SubmitAsync(CmppSubmit submit) => AskInWindowAsync(submit);

    internal Task TerminateAsync() => SayByeAsync(new CmppSignal(CmppCommand.Terminate));

    /// <summary>AuthenticatorSource: MD5 of Source_Addr, nine zero octets, the secret and the timestamp's ten digits.</summary>
    internal static byte[] Authenticator(string source, string secret, string stamp) =>
        Digest([.. Encoding.ASCII.GetBytes(source), .. new byte[9], .. Encoding.ASCII.GetBytes(secret), .. Encoding.ASCII.GetBytes(stamp)]);

    /// <summary>AuthenticatorISMG: MD5 of the status (one octet in 2.0, four in 3.0), AuthenticatorSource and the secret.</summary>
    internal static byte[] Counterproof(uint status, byte[] proof, CmppOptions options)
    {
        var said = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(said, status);
        return Digest([.. options.Version == CmppVersion.V30 ? said : said[3..], .. proof, .. Encoding.ASCII.GetBytes(options.Secret)]);
    }

    protected override bool TryDecode(ReadOnlySpan<byte> octets, out int consumed, out CmppFrame frame)
    {
        var whole = codec.TryDecode(octets, out consumed, out var pdu, out var fault);
        frame = new CmppFrame(pdu, fault, whole && consumed == 0);
        return whole;
    }

    protected override byte[] Encode(CmppPdu pdu, uint sequence) => codec.Encode(pdu with { Sequence = sequence });

    protected override CmppPdu Test() => new CmppSignal(CmppCommand.ActiveTest);

    protected override string NameOf(CmppPdu pdu) => pdu.Command.ToString();

    protected override async Task<string?> HandleAsync(CmppFrame frame)
    {
        switch (frame.Pdu)
        {
            case null:
                LogRejected(frame.Fault!);
                return frame.Broken ? frame.Fault : null;
            case CmppDeliver deliver:
                if (!deliveries.TryWrite(CmppDelivery.Of(deliver, Number, taken => AnswerAsync(deliver, taken))))
                {
                    await AnswerAsync(deliver, taken: false);
                }

                return null;
            case CmppSignal { Kind: CmppCommand.ActiveTest } test:
                await WriteAsync(codec.Encode(new CmppSignal(CmppCommand.ActiveTestResp) { Sequence = test.Sequence }));
                return null;
            case CmppSignal { Kind: CmppCommand.Terminate } end:
                await WriteAsync(codec.Encode(new CmppSignal(CmppCommand.TerminateResp) { Sequence = end.Sequence }));
                return "ended by the gateway";
            case CmppSignal { Kind: CmppCommand.TerminateResp } ended:
                Complete(ended.Sequence, ended);
                return "ended";
            case CmppConnect or CmppSubmit:
                return "a request that only we may make";
            case var answer:
                Complete(answer.Sequence, answer);
                return null;
        }
    }

    private async Task<bool> AnswerAsync(CmppDeliver request, bool taken)
    {
        try
        {
            await WriteAsync(codec.Encode(new CmppDeliverResp { Sequence = request.Sequence, MessageId = request.MessageId, Result = taken ? Taken : AgainLater }));
            return true;
        }
        catch (LinkBrokenException)
        {
            return false;
        }
    }

#pragma warning disable CA5351 // The protocol's own digest; there is no other in it.
    private static byte[] Digest(byte[] octets) => MD5.HashData(octets);
#pragma warning restore CA5351

    [LoggerMessage(Level = LogLevel.Warning, Message = "CMPP message rejected: {Reason}")]
    private partial void LogRejected(string reason);
}
