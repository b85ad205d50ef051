using System.Collections.Immutable;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Sip.Registrar;

/// <summary>Who is registered where. Thread-safe. Grows only with accounts that authenticated, each up to a limit.</summary>
internal sealed partial class Bindings(TimeProvider time, ILogger logger) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);
    private readonly Queue<ReachabilityChange> _untold = new();
    private bool _isTelling;

    /// <summary>Told when an account becomes reachable, or is so no more; in order, outside locks. Set before the endpoint starts.</summary>
    public Action<ReachabilityChange>? OnChange { get; set; }

    /// <summary>The account's phones that have not expired, the preferred ones first, then the latest; empty where there is none.</summary>
    public IReadOnlyList<Binding> For(string userName)
    {
        lock (_lock)
        {
            return _accounts.TryGetValue(userName, out var account)
                ? [.. account.Bindings.Where(IsAlive).OrderByDescending(binding => binding.Preference).ThenByDescending(binding => binding.RegisteredAt)]
                : [];
        }
    }

    /// <summary>Whether a phone registered by this way.</summary>
    public bool Knows(SipFlow flow)
    {
        lock (_lock)
        {
            return _accounts.Values.Any(account => account.Bindings.Any(binding => binding.Flow == flow && IsAlive(binding)));
        }
    }

    /// <summary>Replaces an account's bindings by what <paramref name="change"/> makes of them: all or nothing. Null leaves them.</summary>
    public bool TryUpdate(string userName, Func<ImmutableArray<Binding>, ImmutableArray<Binding>?> change)
    {
        lock (_lock)
        {
            var before = _accounts.TryGetValue(userName, out var account) ? [.. account.Bindings.Where(IsAlive)] : ImmutableArray<Binding>.Empty;
            if (change(before) is not { } after)
            {
                return false;
            }

            Store(userName, after);
        }

        Tell();
        return true;
    }

    /// <summary>Drops what was registered over a TCP connection that closed: no call can reach it.</summary>
    public void OnFlowLost(SipFlow flow) => Drop(binding => binding.Flow == flow);

    /// <summary>Drops what was registered for an account that is no longer among these, or has another password by now.</summary>
    public void DropStrangers(IAgentDirectory accounts) => Drop(binding => !accounts.Still(binding.Account));

    private void Drop(Predicate<Binding> isLost)
    {
        lock (_lock)
        {
            foreach (var (userName, account) in _accounts.ToList())
            {
                var left = account.Bindings.RemoveAll(isLost);
                if (left.Length < account.Bindings.Length)
                {
                    Store(userName, left);
                }
            }
        }

        Tell();
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var account in _accounts.Values)
            {
                account.Expiry.Dispose();
            }

            _accounts.Clear();
        }
    }

    private void Store(string userName, ImmutableArray<Binding> after)
    {
        var wasReachable = _accounts.Remove(userName, out var before);
        if (after.Length > 0)
        {
            var next = after.Min(binding => binding.TimeLeft(time));
            var expiry = before?.Expiry ?? time.CreateTimer(_ => Expire(userName), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            expiry.Change(next > TimeSpan.Zero ? next : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            _accounts[userName] = new Account(after, expiry);
        }
        else
        {
            before?.Expiry.Dispose();
        }

        if (wasReachable != after.Length > 0)
        {
            _untold.Enqueue(new ReachabilityChange((after.Length > 0 ? after : before!.Bindings)[0].Account, after.Length > 0));
        }
    }

    private void Expire(string userName)
    {
        lock (_lock)
        {
            if (_accounts.TryGetValue(userName, out var account))
            {
                Store(userName, account.Bindings.RemoveAll(binding => !IsAlive(binding)));
            }
        }

        Tell();
    }

    private bool IsAlive(Binding binding) => binding.TimeLeft(time) > TimeSpan.Zero;

    // One thread at a time tells, so that changes are told in the order they happened
    private void Tell()
    {
        while (true)
        {
            ReachabilityChange? change;
            lock (_lock)
            {
                if (_isTelling || !_untold.TryDequeue(out change))
                {
                    return;
                }

                _isTelling = true;
            }

            try
            {
                OnChange?.Invoke(change);
            }
            catch (Exception fault)
            {
                LogNotTaken(fault); // the edge of a timer: the change stands, the next one is told
            }
            finally
            {
                lock (_lock)
                {
                    _isTelling = false;
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A change of who is registered was not taken")]
    private partial void LogNotTaken(Exception fault);

    private sealed record Account(ImmutableArray<Binding> Bindings, ITimer Expiry);
}
