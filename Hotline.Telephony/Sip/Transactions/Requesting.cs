using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>A request of ours outside any dialog: REGISTER, OPTIONS.</summary>
internal sealed record OutgoingRequest
{
    public required string Method { get; init; }

    /// <summary>The Request-URI, and the way there.</summary>
    public required SipUri Target { get; init; }

    /// <summary>Without a tag; one is added.</summary>
    public required NameAddress From { get; init; }

    public required NameAddress To { get; init; }

    /// <summary>Contact, Expires and the like.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>With which to answer a challenge; null to take it as final.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>The same for all REGISTERs of one phone (RFC 3261 §10.2).</summary>
    public string CallId { get; init; } = SipToken.NewCallId();

    /// <summary>The first sequence number; one more is used where a challenge has to be answered.</summary>
    public uint Sequence { get; init; } = 1;
}

/// <summary>Sends such a request and answers a challenge once.</summary>
internal static class Requesting
{
    public static async Task<SipResponse> SendAsync(TransactionTable transactions, OutgoingRequest request, SipFlow flow, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(transactions, Build(request, flow, request.Sequence, credentials: null), flow, cancellationToken);
        return response.Status is SipStatus.Unauthorized or SipStatus.ProxyAuthenticationRequired
            && request.Credentials?.Answer(response, request.Method, request.Target) is { } answer
            ? await SendOnceAsync(transactions, Build(request, flow, request.Sequence + 1, answer), flow, cancellationToken)
            : response;
    }

    private static async Task<SipResponse> SendOnceAsync(TransactionTable transactions, SipRequest request, SipFlow flow, CancellationToken cancellationToken)
    {
        var final = new TaskCompletionSource<SipResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        transactions.Send(request, flow, response =>
        {
            if (!response.IsProvisional)
            {
                final.TrySetResult(response);
            }
        });
        return await final.Task.WaitAsync(cancellationToken);
    }

    private static SipRequest Build(OutgoingRequest request, SipFlow flow, uint sequence, (string Name, string Value)? credentials)
    {
        var headers = new SipHeaders();
        headers.Add(HeaderName.Via, flow.NewVia());
        headers.Add(HeaderName.MaxForwards, "70");
        headers.Add(HeaderName.From, (request.From with { Parameters = request.From.Parameters.With("tag", SipToken.NewTag()) }).ToString());
        headers.Add(HeaderName.To, request.To.ToString());
        headers.Add(HeaderName.CallId, request.CallId);
        headers.Add(HeaderName.CSeq, new CSeq(sequence, request.Method).ToString());
        foreach (var (name, value) in request.Headers)
        {
            headers.Add(name, value);
        }

        if (credentials is { } given)
        {
            headers.Add(given.Name, given.Value);
        }

        return new SipRequest(request.Method, request.Target, headers, default);
    }
}
