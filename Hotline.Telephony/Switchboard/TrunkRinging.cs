using Hotline.Telephony.Calls;
using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>A way out over a trunk.</summary>
/// <param name="Line">The trunk.</param>
/// <param name="Invite">The call to make there, but for its offer and the hops it may take.</param>
internal sealed record TrunkWay(TrunkLine Line, OutgoingInvite Invite);

/// <summary>Rings a number over one trunk after the other, within one call.</summary>
internal static class TrunkRinging
{
    /// <summary>
    /// Silence, 408 and 5xx lead to the trunk's next address, then to the next trunk; any other status is the called's own and final, as
    /// 404, 486 and 603. 503 where no trunk has a place or a way. Each attempt gets a row of its own.
    /// </summary>
    public static async Task<int> RingAsync(Exchange exchange, Ringing ringing, IReadOnlyList<TrunkWay> ways, int maxForwards, LegRecord row)
    {
        var status = SipStatus.ServiceUnavailable;
        foreach (var (line, invite) in ways)
        {
            if (!line.TryTakePlace())
            {
                continue;
            }

            var isUp = false;
            try
            {
                foreach (var flow in await exchange.Sip.FindWaysAsync(invite.Target, CancellationToken.None))
                {
                    status = await ringing.RingAsync(exchange.Sip, invite with { Flow = flow, MaxForwards = maxForwards });
                    var attempt = row with { Trunk = line.Options.Name, Status = status };
                    exchange.Sip.Begin(() => exchange.Legs.FollowAsync(attempt, ringing.Leg));
                    row = row with { BeganAt = exchange.Time.GetUtcNow() };
                    if (ringing.Leg.Dialog is { } dialog)
                    {
                        isUp = true;
                        exchange.Sip.Begin(() => FreeAfterAsync(line, dialog));
                    }

                    if (ringing.IsCancelled)
                    {
                        return status;
                    }

                    line.Heard(status);
                    if (isUp || TrunkHealth.ShowsLife(status))
                    {
                        return status;
                    }
                }
            }
            finally
            {
                if (!isUp)
                {
                    line.GiveBack();
                }
            }
        }

        return status;
    }

    private static async Task FreeAfterAsync(TrunkLine line, Dialog dialog)
    {
        await dialog.Ended;
        line.GiveBack();
    }
}
