namespace Hotline.Cases.Figures;

/// <summary>Judges whether calls were resolved at first contact: the caller did not ring again within 72 hours, and no unit was sent what they said in that time.</summary>
internal static class FirstContact
{
    /// <summary>Whether calls that arrived in this quarter can be judged: the whole quarter at once, so that what is stored and what is counted anew agree.</summary>
    public static bool IsSettled(DateTimeOffset quarter, DateTimeOffset now) => quarter + Quarter.Length + CallRow.RepeatWindow <= now;

    /// <summary>The calls with the verdict.</summary>
    /// <param name="calls">Calls to judge.</param>
    /// <param name="arrivals">Every incoming call with a number that arrived from the first of <paramref name="calls"/> to 72 hours after the last: key and moment.</param>
    /// <param name="sentToUnit">When a case of a contact first went to a unit.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<CallRow> Judge(
        IReadOnlyList<CallRow> calls,
        IEnumerable<(string NumberKey, DateTimeOffset ArrivedAt)> arrivals,
        IReadOnlyDictionary<Guid, DateTimeOffset> sentToUnit,
        DateTimeOffset now)
    {
        var byNumber = arrivals.GroupBy(arrival => arrival.NumberKey, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(arrival => arrival.ArrivedAt).Order().ToArray(), StringComparer.Ordinal);
        return [.. calls.Select(call => call with { Resolved = VerdictOn(call) })];

        bool? VerdictOn(CallRow call)
        {
            if (!call.IsAnswered || call.NumberKey.Length == 0 || !IsSettled(Quarter.Of(call.ArrivedAt), now))
            {
                return null;
            }

            var end = call.ArrivedAt + CallRow.RepeatWindow;
            return !(sentToUnit.TryGetValue(call.ContactId, out var sent) && sent < end) && !RangAgain(call, end);
        }

        bool RangAgain(CallRow call, DateTimeOffset end)
        {
            if (!byNumber.TryGetValue(call.NumberKey, out var moments))
            {
                return false;
            }

            var next = Array.BinarySearch(moments, call.ArrivedAt);
            next = next < 0 ? ~next : next + 1;
            while (next < moments.Length && moments[next] == call.ArrivedAt)
            {
                next++;
            }

            return next < moments.Length && moments[next] < end;
        }
    }
}
