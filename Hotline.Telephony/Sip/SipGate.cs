using System.Collections.Frozen;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip;

/// <summary>Where a request belongs that the gate let in.</summary>
internal enum Admission
{
    NewCall,
    InDialog,
    Registration,
    Cancellation,

    /// <summary>OPTIONS: are you there, and what can you do.</summary>
    Inquiry,
}

/// <summary>
/// The one gate every request passes, in the order of RFC 3261 §8.2. What no line here lets in is refused: a new method is closed until
/// somebody opens it. ACK never comes here, having no answer.
/// </summary>
internal static class SipGate
{
    // Session timers (RFC 4028), Path (RFC 3327), reliable provisionals (RFC 3262) and Replaces (RFC 3891).
    private static readonly FrozenSet<string> Known = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "timer", "path", "100rel", "replaces");

    /// <summary>Where the request belongs; or null, with the refusal.</summary>
    public static Admission? Judge(SipRequest request, out SipResponse? refusal)
    {
        Admission? admission = (request.Method, request.To.Tag is not null) switch
        {
            (SipMethod.Cancel, _) => Admission.Cancellation,
            (SipMethod.Register, _) => Admission.Registration,
            (SipMethod.Bye or SipMethod.Info or SipMethod.Update or SipMethod.Prack, _) => Admission.InDialog,
            (SipMethod.Invite or SipMethod.Options or SipMethod.Refer, true) => Admission.InDialog,
            (SipMethod.Invite, false) => Admission.NewCall,
            (SipMethod.Options, false) => Admission.Inquiry,
            _ => null,
        };
        refusal = admission switch
        {
            null => Refuse(request, SipStatus.MethodNotAllowed, HeaderName.Allow, DialogLayer.Allow),
            Admission.Cancellation => null, // goes by its INVITE, and may carry no Require (RFC 3261 §9.1)
            _ => FindFault(request, admission.Value),
        };
        return refusal is null ? admission : null;
    }

    private static SipResponse? FindFault(SipRequest request, Admission admission)
    {
        var isKnownScheme = request.Uri.Scheme == SipUri.Sip || (request.Uri.Scheme == SipUri.Tel && admission is Admission.NewCall);
        if (!isKnownScheme)
        {
            return Refuse(request, SipStatus.UnsupportedUriScheme);
        }

        // The call is passed on to an agent's phone: a loop ends here (RFC 7332 §4). Other requests end with us and are answered.
        if (admission is Admission.NewCall && request.Headers.Number(HeaderName.MaxForwards) == 0)
        {
            return Refuse(request, SipStatus.TooManyHops);
        }

        if (request.Method is SipMethod.Invite or SipMethod.Update && SessionExpires.IsKnownTo(request)
            && SessionExpires.Of(request) is { } session && session.Interval < SessionExpires.Shortest)
        {
            return Refuse(request, SipStatus.SessionIntervalTooSmall, HeaderName.MinSe, new SessionExpires(SessionExpires.Shortest, null).ToString());
        }

        var required = request.Headers.Tokens(HeaderName.Require).Where(option => !Known.Contains(option)).ToList();
        if (required.Count > 0)
        {
            return Refuse(request, SipStatus.BadExtension, HeaderName.Unsupported, string.Join(", ", required));
        }

        if (request.Headers.Tokens(HeaderName.ContentEncoding).Any(coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)))
        {
            return Refuse(request, SipStatus.UnsupportedMediaType, "Accept-Encoding", "identity");
        }

        if (request.Method != SipMethod.Invite)
        {
            return null;
        }

        return !request.Body.IsEmpty && request.Sdp.IsEmpty ? Refuse(request, SipStatus.UnsupportedMediaType, HeaderName.Accept, "application/sdp")
            : admission is Admission.NewCall && DialogFacts.CallerOf(request) is null ? Refuse(request, SipStatus.BadRequest)
            : null;
    }

    private static SipResponse Refuse(SipRequest request, int status, string? header = null, string? value = null)
    {
        var response = SipResponse.For(request, status, SipToken.NewTag());
        if (header is not null)
        {
            response.Headers.Add(header, value!);
        }

        return response;
    }
}
