using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>What a REFER asks for (RFC 3515).</summary>
/// <param name="Target">Whom the call is to be referred to.</param>
/// <param name="Replaced">The dialog with whom (RFC 3891): the other line of an attended transfer; null in a blind one.</param>
internal sealed record Referral(SipUri Target, Dialog? Replaced);
