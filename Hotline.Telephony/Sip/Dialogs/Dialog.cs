namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>Why a dialog is over.</summary>
internal enum DialogEnding
{
    /// <summary>We sent BYE.</summary>
    LocalBye,

    /// <summary>The peer sent BYE.</summary>
    RemoteBye,

    /// <summary>The peer never acknowledged our 200 (RFC 3261 §13.3.1.4).</summary>
    NeverAcknowledged,

    /// <summary>The connection broke, or the peer no longer knows the dialog (RFC 3261 §12.2.1.2).</summary>
    PeerLost,
}

/// <summary>Our verdict on an offer inside a dialog.</summary>
/// <param name="Status">200, or a refusal such as 488; the session then goes on as it was (RFC 3261 §14.2).</param>
/// <param name="Sdp">The answer; empty with a refusal.</param>
internal sealed record OfferVerdict(int Status, ReadOnlyMemory<byte> Sdp);

/// <summary>A call leg that both sides agreed on (RFC 3261 §12). Thread-safe.</summary>
internal sealed class Dialog
{
    /// <summary>The Call-ID of the leg; not the citizen's call, which has a <see cref="Telephony.CallId"/>.</summary>
    public required string CallId { get; init; }

    /// <summary>Completes once when the dialog is over, for whatever reason. Never faults.</summary>
    public Task<DialogEnding> Ended => throw new NotSupportedException();

    /// <summary>
    /// For an accepted call: completes when the peer acknowledges, with the body of the ACK (the answer, where our 200 carried the offer).
    /// Cancelled when the dialog ends before. For a call we made: already complete.
    /// </summary>
    public Task<ReadOnlyMemory<byte>> Acknowledged => throw new NotSupportedException();

    /// <summary>Answers a re-INVITE that carries an offer, or one without (empty offer: the verdict then carries ours). While unset, 488.</summary>
    public Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<OfferVerdict>>? OnOffer { get; set; }

    /// <summary>A key reported by INFO (<c>application/dtmf-relay</c>, <c>application/dtmf</c>): 0–9, *, #, A–D.</summary>
    public Action<char>? OnDigit { get; set; }

    /// <summary>Hangs up. Completes when the peer confirmed, refused or stayed silent; <see cref="Ended"/> completes at once. Repeats do nothing.</summary>
    public Task ByeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}
