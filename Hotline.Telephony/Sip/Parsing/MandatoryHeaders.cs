using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Parsing;

/// <summary>The rules every message keeps (RFC 3261 §8.1.1, §20): what must be there once, and be legible.</summary>
internal static class MandatoryHeaders
{
    // a second one would let two readers act on two different values (RFC 4475 §3.3.8, §3.3.9)
    private static readonly string[] Single =
        [HeaderName.From, HeaderName.To, HeaderName.CallId, HeaderName.CSeq, HeaderName.ContentLength, HeaderName.MaxForwards];

    public static SipRejection? FindFault(SipMessage message, ReadOnlyMemory<byte> bytes, int start)
    {
        var headers = message.Headers;
        foreach (var name in Single)
        {
            if (headers.CountOf(name) > 1)
            {
                return Fault($"{name} given twice", headers, name, bytes, start);
            }
        }

        return !headers.Has(HeaderName.Via) ? new SipRejection("no Via", start)
            : !message.TryReadVia() || !OtherViasAreLegible(headers) ? Fault("malformed Via", headers, HeaderName.Via, bytes, start)
            : !IsLegibleAddress(headers, HeaderName.From) ? Fault("no legible From", headers, HeaderName.From, bytes, start)
            : !IsLegibleAddress(headers, HeaderName.To) ? Fault("no legible To", headers, HeaderName.To, bytes, start)
            : !message.TryReadCSeq() ? Fault("no legible CSeq", headers, HeaderName.CSeq, bytes, start)
            : !headers.TryGet(HeaderName.CallId, out var callId) || callId.IsEmpty || callId.IndexOfAny(" \t"u8) >= 0
                ? Fault("no legible Call-ID", headers, HeaderName.CallId, bytes, start)
            : headers.Has(HeaderName.MaxForwards) && headers.Number(HeaderName.MaxForwards) is not <= 255
                ? Fault("malformed Max-Forwards", headers, HeaderName.MaxForwards, bytes, start)
            : null;
    }

    // Taken apart when somebody asks: of most messages only the tags are ever looked at.
    private static bool IsLegibleAddress(SipHeaders headers, string name) => headers.TryGet(name, out var value) && NameAddress.IsLegible(value);

    private static bool OtherViasAreLegible(SipHeaders headers)
    {
        var top = true;
        foreach (ref readonly var line in headers.Lines)
        {
            if (ReferenceEquals(line.Name, HeaderName.Via))
            {
                if (!top && !Via.AreLegible(line.Value.Span))
                {
                    return false;
                }

                top = false;
            }
        }

        return true;
    }

    private static SipRejection Fault(string reason, SipHeaders headers, string name, ReadOnlyMemory<byte> bytes, int start) =>
        new(reason, headers.TryGet(name, out var value) && bytes.Span.Overlaps(value, out var offset) ? offset : start);
}
