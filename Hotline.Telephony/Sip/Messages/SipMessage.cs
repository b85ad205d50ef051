using System.Net;
using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>
/// A request or response. Headers stay as they came; those every message must have (RFC 3261 §8.1.1) are read when first asked for and kept.
/// The parser lets no message through in which one of them is missing or malformed.
/// </summary>
internal abstract class SipMessage(SipHeaders headers, ReadOnlyMemory<byte> body)
{
    private Via? _via;
    private int _viaLength;
    private NameAddress? _from;
    private NameAddress? _to;
    private CSeq? _cseq;
    private string? _callId;

    public SipHeaders Headers { get; } = headers;

    public ReadOnlyMemory<byte> Body { get; } = body;

    /// <summary>The topmost hop.</summary>
    public Via Via => TryReadVia() ? _via! : throw Unreadable(HeaderName.Via);

    public NameAddress From => TryReadFrom() ? _from! : throw Unreadable(HeaderName.From);

    public NameAddress To => TryReadTo() ? _to! : throw Unreadable(HeaderName.To);

    public CSeq CSeq => TryReadCSeq() ? _cseq! : throw Unreadable(HeaderName.CSeq);

    public string CallId => _callId ??= Headers.Text(HeaderName.CallId) ?? throw Unreadable(HeaderName.CallId);

    /// <summary>The type of the body without parameters, lower case; empty where there is none.</summary>
    public string ContentType
    {
        get
        {
            var text = Headers.Text(HeaderName.ContentType) ?? "";
            var end = text.IndexOf(';', StringComparison.Ordinal);
            return (end < 0 ? text : text[..end]).Trim().ToLowerInvariant();
        }
    }

    /// <summary>The session description carried; empty where the body is absent or of another type.</summary>
    public ReadOnlyMemory<byte> Sdp => Body.Length > 0 && ContentType == "application/sdp" ? Body : default;

    public bool TryReadVia()
    {
        if (_via is null && Headers.TryGet(HeaderName.Via, out var value) && Via.TryParseFirst(value, out var via, out var length))
        {
            (_via, _viaLength) = (via, length);
        }

        return _via is not null;
    }

    public bool TryReadFrom() => (_from ??= ReadAddress(HeaderName.From)) is not null;

    public bool TryReadTo() => (_to ??= ReadAddress(HeaderName.To)) is not null;

    public bool TryReadCSeq()
    {
        if (_cseq is null && Headers.TryGet(HeaderName.CSeq, out var value) && CSeq.TryParse(value, out var cseq))
        {
            _cseq = cseq;
        }

        return _cseq is not null;
    }

    /// <summary>Notes in the topmost Via where the message really came from (RFC 3261 §18.2.1, RFC 3581 §4).</summary>
    public void NoteSource(IPEndPoint source)
    {
        if (!TryReadVia() || _via!.WithSource(source) is not { } noted || ReferenceEquals(noted, _via))
        {
            return;
        }

        Headers.TryGet(HeaderName.Via, out var value);
        var text = noted.ToString();
        Headers.Set(HeaderName.Via, text + Encoding.UTF8.GetString(value[_viaLength..]));
        (_via, _viaLength) = (noted, Encoding.UTF8.GetByteCount(text));
    }

    private NameAddress? ReadAddress(string name) => Headers.TryGet(name, out var value) && NameAddress.TryParse(value, out var address) ? address : null;

    private static InvalidOperationException Unreadable(string name) => new($"The message has no readable {name} header.");
}

/// <summary>A request (RFC 3261 §7.1).</summary>
internal sealed class SipRequest(string method, SipUri uri, SipHeaders headers, ReadOnlyMemory<byte> body) : SipMessage(headers, body)
{
    public string Method { get; } = method;

    /// <summary>The Request-URI.</summary>
    public SipUri Uri { get; } = uri;

    public override string ToString() => $"{Method} {Uri.Scheme} {CSeq}";
}

/// <summary>A response (RFC 3261 §7.2).</summary>
internal sealed class SipResponse(int status, string reason, SipHeaders headers, ReadOnlyMemory<byte> body) : SipMessage(headers, body)
{
    /// <summary>100 to 699.</summary>
    public int Status { get; } = status;

    public string Reason { get; } = reason;

    public bool IsProvisional => Status < 200;

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>
    /// The answer to a request: Via, From, To, Call-ID, CSeq and Timestamp copied as they came (RFC 3261 §8.2.6),
    /// <paramref name="toTag"/> added where the request had none.
    /// </summary>
    public static SipResponse For(SipRequest request, int status, string? toTag = null, string? reason = null, ReadOnlyMemory<byte> sdp = default)
    {
        var headers = new SipHeaders();
        request.Headers.CopyTo(headers, HeaderName.Via);
        request.Headers.CopyTo(headers, HeaderName.From);
        if (toTag is not null && request.To.Tag is null)
        {
            headers.Add(HeaderName.To, $"{request.Headers.Text(HeaderName.To)};tag={toTag}");
        }
        else
        {
            request.Headers.CopyTo(headers, HeaderName.To);
        }

        request.Headers.CopyTo(headers, HeaderName.CallId);
        request.Headers.CopyTo(headers, HeaderName.CSeq);
        if (status == SipStatus.Trying)
        {
            request.Headers.CopyTo(headers, HeaderName.Timestamp);
        }

        if (sdp.Length > 0)
        {
            headers.Add(HeaderName.ContentType, "application/sdp");
        }

        return new SipResponse(status, reason ?? SipStatus.PhraseOf(status), headers, sdp);
    }

    public override string ToString() => $"{Status} to {CSeq}";
}
