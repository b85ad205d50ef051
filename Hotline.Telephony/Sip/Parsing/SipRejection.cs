using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Parsing;

/// <summary>Why bytes are not a message we take.</summary>
/// <param name="Reason">For the log and the metric: names the rule, holds nothing of the message.</param>
/// <param name="Offset">Where in the bytes it was seen.</param>
/// <param name="Status">What to answer where the bytes were a request with a Via; a malformed response is never answered.</param>
internal sealed record SipRejection(string Reason, int Offset, int Status = SipStatus.BadRequest)
{
    /// <summary>The method of a refused request; empty where it was none or not legible.</summary>
    public string Method { get; init; } = "";

    /// <summary>The headers read before the refusal; null where the message was not a request.</summary>
    public SipHeaders? Headers { get; init; }

    /// <summary>
    /// The answer: what there is of Via, From, To, Call-ID and CSeq as it came (RFC 4475 §3.3.1). Null where none may be sent: to a response,
    /// to an ACK (RFC 3261 §17.1.1.3), or without a Via.
    /// </summary>
    public SipResponse? Answer()
    {
        if (Headers is null || Method is SipMethod.Ack or "" || !Headers.Has(HeaderName.Via))
        {
            return null;
        }

        var headers = new SipHeaders();
        foreach (var name in (ReadOnlySpan<string>)[HeaderName.Via, HeaderName.From, HeaderName.To, HeaderName.CallId, HeaderName.CSeq])
        {
            Headers.CopyTo(headers, name);
        }

        return new SipResponse(Status, SipStatus.PhraseOf(Status), headers, default);
    }
}
