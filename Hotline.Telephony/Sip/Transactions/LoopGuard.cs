using System.Collections.Concurrent;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Transactions;

/// <summary>
/// Knows what is to be refused with 482: a request that was forked on its way and comes to us a second time (RFC 3261 §8.2.2.2), and one of our own that was led back
/// to us (§16.3 item 4, by the branch of a hop below the topmost). Thread-safe.
/// </summary>
internal sealed class LoopGuard
{
    private readonly ConcurrentDictionary<RequestOrigin, ServerTransaction> _first = new();

    /// <summary>Takes a new request; false where it is to be refused.</summary>
    /// <param name="transaction">The request.</param>
    /// <param name="ours">Requests of ours that are under way.</param>
    public bool TryEnter(ServerTransaction transaction, ConcurrentDictionary<TransactionKey, ClientTransaction> ours)
    {
        if (HasPassedUs(transaction.Request, ours))
        {
            return false;
        }

        transaction.Origin = RequestOrigin.Of(transaction.Request);
        return transaction.Origin is not { } origin || _first.GetOrAdd(origin, transaction) == transaction;
    }

    /// <summary>The request is remembered no more.</summary>
    public void Leave(ServerTransaction transaction)
    {
        if (transaction.Origin is { } origin)
        {
            _first.TryRemove(new(origin, transaction));
        }
    }

    private static bool HasPassedUs(SipRequest request, ConcurrentDictionary<TransactionKey, ClientTransaction> ours)
    {
        if (Via.IsOnly(request.Headers))
        {
            return false;
        }

        var isTopmost = true;
        foreach (var hop in Via.All(request.Headers))
        {
            if (!isTopmost && hop.Branch is { } branch && ours.ContainsKey(new TransactionKey(branch, "", request.Method)))
            {
                return true;
            }

            isTopmost = false;
        }

        return false;
    }
}
