using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Registrar;

namespace Hotline.Telephony.Switchboard;

/// <summary>Rings a phone by one of its ways after the other, within one call.</summary>
internal static class PhoneRinging
{
    /// <summary>
    /// How long a way may give no answer of any kind while the phone has another one: the INVITE has gone three times by then over UDP (RFC 3261 §17.1.1.2), and an edge
    /// answers 100 at once, or within 200 ms (§17.2.1).
    /// </summary>
    private static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A proxy's 430, 408, silence and a broken connection lead to the phone's next flow; any other status is the phone's own and final, for all its flows
    /// (RFC 5626 §7). Each attempt gets a row of its own.
    /// </summary>
    public static async Task<int> RingAsync(Exchange exchange, Ringing ringing, OutgoingInvite invite, IReadOnlyList<Binding> others, LegRecord row)
    {
        var left = others.Count;
        var status = await AttemptAsync(exchange, ringing, Hurry(invite, left), row);
        foreach (var other in others)
        {
            if (!ringing.IsFlowFailed || ringing.IsCancelled)
            {
                break;
            }

            var next = invite with { Target = other.Contact, Flow = other.Flow, Routes = other.Path, CallId = SipToken.NewCallId() };
            status = await AttemptAsync(exchange, ringing, Hurry(next, --left), row with { BeganAt = exchange.Time.GetUtcNow() });
        }

        return status;
    }

    private static OutgoingInvite Hurry(OutgoingInvite invite, int left) => left > 0 ? invite with { Patience = SilencePatience } : invite;

    private static async Task<int> AttemptAsync(Exchange exchange, Ringing ringing, OutgoingInvite invite, LegRecord row)
    {
        var status = await ringing.RingAsync(exchange.Sip, invite);
        exchange.Sip.Begin(() => exchange.Legs.FollowAsync(row with { Status = status }, ringing.Leg));
        return status;
    }
}
