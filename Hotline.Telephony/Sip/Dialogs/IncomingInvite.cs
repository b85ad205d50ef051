using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>A call offered to us and not yet answered. Thread-safe; of several final answers the first counts.</summary>
internal sealed class IncomingInvite
{
    public required SipRequest Request { get; init; }

    /// <summary>Where it came from. The only thing about the caller that is not merely claimed.</summary>
    public required SipFlow Flow { get; init; }

    /// <summary>The SDP offered; empty where the peer wants the offer from us.</summary>
    public ReadOnlyMemory<byte> Offer => Request.Sdp;

    /// <summary>The user of the Request-URI: the number dialled.</summary>
    public string CalledUser => Request.Uri.User;

    /// <summary>The user of From: a claim, empty where anonymous (RFC 3261 §8.1.1.3).</summary>
    public string CallerUser => throw new NotSupportedException();

    /// <summary>The user of P-Asserted-Identity (RFC 3325): a claim too, unless <see cref="Flow"/> is a trusted trunk; null where absent.</summary>
    public string? AssertedUser => throw new NotSupportedException();

    /// <summary>Fires on CANCEL, on loss of the connection and when the endpoint stops: nobody waits for an answer any more.</summary>
    public CancellationToken Aborted => throw new NotSupportedException();

    /// <summary>Sends 180, 183 …, with early media where <paramref name="sdp"/> is given. Nothing is sent after a final answer.</summary>
    public void Progress(int status, ReadOnlyMemory<byte> sdp = default) => throw new NotSupportedException();

    /// <summary>Answers 200. False where the call was given up or refused before.</summary>
    /// <param name="sdp">The answer, or the offer where the INVITE had none.</param>
    /// <param name="dialog">The leg; it is up although the ACK is still to come.</param>
    public bool TryAccept(ReadOnlyMemory<byte> sdp, out Dialog dialog) => throw new NotSupportedException();

    /// <summary>Refuses with a final status of 300 to 699.</summary>
    public void Reject(int status, string? reason = null) => throw new NotSupportedException();

    /// <summary>
    /// Asks for credentials. With good ones of an account: that account. Otherwise the refusal or challenge (403, 401) has been
    /// sent and the result is null.
    /// </summary>
    public SipAccount? AuthenticateOrChallenge() => throw new NotSupportedException();
}
