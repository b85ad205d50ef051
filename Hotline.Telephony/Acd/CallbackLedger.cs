namespace Hotline.Telephony.Acd;

/// <summary>The ledger of calls owed: pure. One open entry per number, whatever happens. Not thread-safe.</summary>
internal sealed class CallbackLedger(IEnumerable<CallbackEntry> entries)
{
    /// <summary>After so many attempts in vain nobody is called any more.</summary>
    public const int MostAttempts = 3;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    // In order of coming.
    private readonly List<CallbackEntry> all = [.. entries];

    public IReadOnlyList<CallbackEntry> Entries => all;

    public CallbackEntry? FindOpen(string number) => all.Find(entry => entry.State == CallbackState.Open && entry.Number == number);

    /// <summary>A caller left the line without an agent. Nothing is owed to a number that was withheld.</summary>
    /// <returns>Whether the ledger changed.</returns>
    public bool Missed(CallId call, string number, DateTimeOffset at)
    {
        if (number.Length == 0)
        {
            return false;
        }

        if (FindOpen(number) is { } open)
        {
            Put(open with { CallId = call, At = at, Calls = open.Calls + 1 });
        }
        else
        {
            Add(call, number, CallbackKind.Missed, at);
        }

        return true;
    }

    /// <summary>A caller asks to be called back. False where that is owed already, or where there is no number to call.</summary>
    public bool Requested(CallId call, string number, DateTimeOffset at)
    {
        if (number.Length == 0)
        {
            return false;
        }

        switch (FindOpen(number))
        {
            case { Kind: CallbackKind.Requested }:
                return false;
            case { } missed:
                Put(missed with { Kind = CallbackKind.Requested, CallId = call, At = at });
                return true;
            case null:
                Add(call, number, CallbackKind.Requested, at);
                return true;
        }
    }

    /// <summary>A caller left a message. Who keeps a place in line keeps it.</summary>
    /// <returns>Whether the ledger changed.</returns>
    public bool LeftMessage(CallId call, string number, DateTimeOffset at)
    {
        switch (number.Length == 0 ? null : FindOpen(number))
        {
            case { Kind: CallbackKind.Requested }:
                return false;
            case { } open:
                Put(open with { Kind = CallbackKind.Message, CallId = call, At = at });
                return true;
            case null when number.Length > 0:
                Add(call, number, CallbackKind.Message, at);
                return true;
            case null:
                return false;
        }
    }

    /// <summary>An agent talks to this number: nothing is owed any more.</summary>
    /// <returns>Whether the ledger changed.</returns>
    public bool Answered(string number, string agentId, DateTimeOffset at)
    {
        if (FindOpen(number) is not { } open)
        {
            return false;
        }

        Put(Closed(open, CallbackState.RangAgain, agentId, at));
        return true;
    }

    /// <summary>An agent called this number: nothing is owed any more where they talked, else it was an attempt in vain.</summary>
    /// <returns>Whether the ledger changed.</returns>
    public bool Called(string number, string agentId, bool reached, DateTimeOffset at) =>
        FindOpen(number) is { } open && Close(open.Id, reached ? CallbackState.Reached : CallbackState.Open, agentId, at) == SwitchboardAnswer.Done;

    /// <summary>What became of an entry; still open after an attempt in vain, until there were too many.</summary>
    public SwitchboardAnswer Close(Guid id, CallbackState outcome, string by, DateTimeOffset at, string? note = null)
    {
        if (all.Find(entry => entry.Id == id) is not { } entry)
        {
            return SwitchboardAnswer.Unknown;
        }

        if (entry.State != CallbackState.Open)
        {
            return SwitchboardAnswer.Refused;
        }

        var tried = outcome is CallbackState.Dismissed or CallbackState.RangAgain ? entry : entry with
        {
            Attempts = entry.Attempts + 1,
            Tried = [.. entry.Tried, new CallbackAttempt(at, by, outcome == CallbackState.Reached, note)],
        };
        Put((outcome, tried.Attempts) switch
        {
            (CallbackState.Open, < MostAttempts) => tried,
            (CallbackState.Open, _) => Closed(tried, CallbackState.NotReached, by, at),
            _ => Closed(tried, outcome, by, at),
        });
        all.RemoveAll(old => old.ClosedAt is { } closed && at - closed > Kept);
        return SwitchboardAnswer.Done;
    }

    private void Add(CallId call, string number, CallbackKind kind, DateTimeOffset at) =>
        all.Add(new CallbackEntry { Id = Guid.CreateVersion7(at), Number = number, Kind = kind, CallId = call, At = at });

    private static CallbackEntry Closed(CallbackEntry entry, CallbackState state, string by, DateTimeOffset at) =>
        entry with { State = state, ClosedAt = at, ClosedBy = by };

    private void Put(CallbackEntry changed) => all[all.FindIndex(entry => entry.Id == changed.Id)] = changed;
}
