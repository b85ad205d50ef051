using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.Sms.Cmpp;

/// <summary>A provider over CMPP 2.0 or 3.0.</summary>
internal sealed class CmppClient : LinkedProvider
{
    private const uint TooFast = 8;

    private readonly CmppOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<CmppClient> logger;
    private volatile CmppLink? signedIn;

    public CmppClient(CmppOptions options, InboundDesk desk, ChannelBoard board, TimeProvider time, ILogger<CmppClient> logger)
        : base(options, desk, board, time, logger) => (this.options, this.time, this.logger) = (options, time, logger);

    public override bool IsUp => signedIn is not null;

    protected override int Links => 1;

    protected override SmsParts? Split(string text, byte reference) => SmsParts.SplitAscii(text, reference);

    protected override async Task<SubmitOutcome> SubmitPartAsync(SmsPart part)
    {
        if (signedIn is not { } link)
        {
            return SubmitOutcome.Later("not signed in at the gateway");
        }

        var inParts = part.Parts.Pieces.Count > 1;
        var answer = await link.SubmitAsync(new CmppSubmit
        {
            Total = (byte)part.Parts.Pieces.Count,
            Number = (byte)(part.Index + 1),
            RegisteredDelivery = (byte)(part.IsLast ? 1 : 0),
            ServiceId = options.ServiceId,
            HasHeader = (byte)(inParts ? 1 : 0),
            Format = part.Parts.DataCoding,
            SourceEnterprise = options.EnterpriseCode,
            From = part.From,
            To = part.To.TrimStart('+'),
            Content = inParts ? part.Parts.WithHeader(part.Index) : part.Piece,
        });
        return answer switch
        {
            null => SubmitOutcome.Later("the window stayed full", throttled: true),
            CmppSubmitResp { Result: 0 } accepted => new SubmitOutcome(SendVerdict.Accepted, CmppDelivery.Id(accepted.MessageId)),
            CmppSubmitResp { Result: TooFast } => SubmitOutcome.Later("CMPP result 8", throttled: true),

            // 1 structure, 4 length, 6 text too long: the same message will not pass another time. 5 fee code, 7 service code and what gateways add are the account's.
            CmppSubmitResp { Result: 1 or 4 or 6 } refused => SubmitOutcome.Refused($"CMPP result {refused.Result}"),
            CmppSubmitResp other => SubmitOutcome.Later($"CMPP result {other.Result}"),
            _ => SubmitOutcome.Unknown("an answer of another kind"),
        };
    }

    protected override async Task<(string Error, bool Refused)> ServeAsync(int link, CancellationToken stoppingToken)
    {
        await using var connection = await CmppLink.ConnectAsync(options, Deliveries, time, logger, stoppingToken);
        var status = await connection.SignInAsync(stoppingToken);
        if (status != 0)
        {
            return (status is null ? "the gateway does not know our secret" : $"sign-in refused: status {status}", true);
        }

        signedIn = connection;
        Signed();
        try
        {
            return (await connection.Ended.WaitAsync(stoppingToken), false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            signedIn = null;
            await connection.TerminateAsync();
            throw;
        }
        finally
        {
            signedIn = null;
        }
    }
}
