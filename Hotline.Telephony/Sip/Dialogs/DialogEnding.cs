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

    /// <summary>The peer no longer answers, no longer knows the dialog (RFC 3261 §12.2.1.2), its connection broke and it did not come back, or it said that it hears us no longer.</summary>
    PeerLost,
}
