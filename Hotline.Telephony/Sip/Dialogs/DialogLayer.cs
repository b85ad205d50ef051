using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>Who an INVITE comes from: the account where its credentials are good; else null and the refusal to send.</summary>
internal delegate SipAccount? Authentication(SipRequest request, SipFlow flow, string localTag, out SipResponse? refusal);

/// <summary>What all dialogs share: the transactions under them, the table, the clock, and the headers that name us.</summary>
internal sealed class DialogLayer(TransactionTable transactions, Authentication authentication, string product, ILogger logger)
{
    /// <summary>Everything the gate lets in.</summary>
    public const string Allow = "INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, PRACK, REFER, REGISTER";

    /// <summary>Session timers (RFC 4028), reliable provisionals (RFC 3262), Replaces (RFC 3891).</summary>
    public const string Supported = "timer, 100rel, replaces";

    public TransactionTable Transactions { get; } = transactions;

    public DialogTable Table { get; } = new();

    public OwnedTasks Tasks { get; } = new(logger);

    public TimeProvider Time => Transactions.Time;

    public SipTransport Transport => Transactions.Transport;

    public Authentication Authentication { get; } = authentication;

    public string Product { get; } = product;

    /// <summary>Our address on a flow, as peers should use it.</summary>
    public static NameAddress ContactOn(SipFlow flow, string user)
    {
        var uri = SipUri.Of(user, HostPort.Of(flow.Local));
        return new NameAddress { Uri = flow.UriTransport is { } transport ? uri with { Parameters = uri.Parameters.With("transport", transport) } : uri };
    }

    /// <summary>A response of ours inside a dialog or forming one.</summary>
    public SipResponse Respond(SipRequest request, int status, string localTag, string? reason = null, ReadOnlyMemory<byte> sdp = default)
    {
        var response = SipResponse.For(request, status, localTag, reason, sdp);
        response.Headers.Add(HeaderName.Server, Product);
        return response;
    }

    /// <summary>Adds why a description was refused; null adds nothing.</summary>
    public static void AddWarning(SipResponse response, SipFlow flow, SipWarning? warning)
    {
        if (warning is not null)
        {
            response.Headers.Add(HeaderName.Warning, warning.ToString(HostPort.Of(flow.Local)));
        }
    }

    /// <summary>Adds what a response that forms or refreshes a dialog carries (RFC 3261 §12.1.1).</summary>
    public static void AddDialogHeaders(SipResponse response, SipRequest request, SipFlow flow)
    {
        request.Headers.CopyTo(response.Headers, HeaderName.RecordRoute);
        response.Headers.Add(HeaderName.Contact, ContactOn(flow, request.To.Uri.IsSip ? request.To.Uri.User : "").ToString());
        response.Headers.Add(HeaderName.Allow, Allow);
        response.Headers.Add(HeaderName.Supported, Supported);
    }
}
