using System.Globalization;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>
/// The dialogs a call of ours has before it is answered: one with each phone that sent a provisional answer reliably, which is acknowledged by PRACK (RFC 3262 §4).
/// Thread-safe.
/// </summary>
internal sealed class EarlyDialogs(DialogLayer layer, SipFlow flow)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Early> _byTag = new(StringComparer.Ordinal);

    /// <summary>Takes a provisional answer. False where it is a repeat, or one before it was lost: nothing is to be done about it then.</summary>
    public bool TryTake(SipRequest invite, SipResponse response)
    {
        if (response.Headers.Number(HeaderName.RSeq) is not { } number || response.To.Tag is not { } tag
            || !response.Headers.Tokens(HeaderName.Require).Contains(ReliableProvisionals.Option, StringComparer.OrdinalIgnoreCase))
        {
            return true;
        }

        Early? early;
        lock (_lock)
        {
            if (!_byTag.TryGetValue(tag, out early))
            {
                var dialog = new Dialog(layer, DialogFacts.OfAnswered(invite, response, flow));
                dialog.AcknowledgedByUs();
                _byTag.Add(tag, early = new Early(dialog));
            }
            else if (number != early.Number + 1)
            {
                return false;
            }

            early.Number = number;
            early.Answer = response.Sdp.IsEmpty ? early.Answer : response.Sdp;
        }

        var prack = early.Dialog.NewRequest(SipMethod.Prack);
        prack.Headers.Add(HeaderName.RAck, string.Create(CultureInfo.InvariantCulture, $"{number} {invite.CSeq}"));
        layer.Transactions.Send(prack, flow, static _ => { }); // a peer that knows it no more has answered meanwhile, or will
        return true;
    }

    /// <summary>The dialog that a 2xx confirms, with the description its provisional answers carried; null where there was none before.</summary>
    public (Dialog Dialog, ReadOnlyMemory<byte> Answer)? Confirm(string tag, DialogFacts facts)
    {
        lock (_lock)
        {
            if (!_byTag.Remove(tag, out var early))
            {
                return null;
            }

            early.Dialog.Confirm(facts);
            return (early.Dialog, early.Answer);
        }
    }

    /// <summary>Those that were not confirmed are over (RFC 3261 §13.2.2.4).</summary>
    public void Forget()
    {
        List<Early> left;
        lock (_lock)
        {
            left = [.. _byTag.Values];
            _byTag.Clear();
        }

        left.ForEach(early => early.Dialog.TryEnd(DialogEnding.LocalBye));
    }

    private sealed class Early(Dialog dialog)
    {
        public Dialog Dialog { get; } = dialog;

        public uint Number { get; set; }

        public ReadOnlyMemory<byte> Answer { get; set; }
    }
}
