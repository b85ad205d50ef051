namespace Hotline.Telephony.Acd;

/// <summary>Counts the line's last 24 hours, minute by minute, from what is decided.</summary>
internal sealed class LineTally
{
    private const int Minutes = 24 * 60;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(20);

    private readonly Minute?[] minutes = new Minute[Minutes];
    private readonly Dictionary<CallId, TimeSpan> since = [];

    public void Take(AcdOutcome outcome, Moment now)
    {
        var minute = MinuteOf(now);
        switch (outcome)
        {
            case CallerQueued queued:
                since[queued.CallId] = queued.Since.Elapsed;
                break;
            case OfferAnswered answered when since.Remove(answered.Offer.CallId, out var came):
                var waited = now.Elapsed - came;
                minute.Answered++;
                minute.Waited += waited;
                minute.Within15 += waited <= First ? 1 : 0;
                minute.Within20 += waited <= Second ? 1 : 0;
                break;
            case CallerUnqueued left when since.Remove(left.CallId):
                minute.Abandoned += left.IsTakenBack ? 0 : 1;
                break;
            case CallerTakenElsewhere taken when since.Remove(taken.CallId):
                minute.Overflowed++;
                break;
        }
    }

    public LineFigures Read(Moment now)
    {
        var (answered, abandoned, overflowed, within15, within20, waited) = (0, 0, 0, 0, 0, TimeSpan.Zero);
        var newest = NumberOf(now);
        foreach (var minute in minutes)
        {
            // A minute that nobody has counted in for a day still holds the day before.
            if (minute?.Number > newest - Minutes)
            {
                answered += minute.Answered;
                abandoned += minute.Abandoned;
                overflowed += minute.Overflowed;
                within15 += minute.Within15;
                within20 += minute.Within20;
                waited += minute.Waited;
            }
        }

        return new LineFigures
        {
            Answered = answered,
            Abandoned = abandoned,
            Overflowed = overflowed,
            AnsweredWithin15 = within15,
            AnsweredWithin20 = within20,
            MeanWait = answered == 0 ? null : waited / answered,
        };
    }

    private static long NumberOf(Moment now) => now.Elapsed.Ticks / TimeSpan.TicksPerMinute;

    private Minute MinuteOf(Moment now)
    {
        var number = NumberOf(now);
        var slot = number % Minutes;
        return minutes[slot] is { } minute && minute.Number == number ? minute : minutes[slot] = new Minute(number);
    }

    private sealed class Minute(long number)
    {
        public long Number { get; } = number;

        public int Answered { get; set; }

        public int Abandoned { get; set; }

        public int Overflowed { get; set; }

        public int Within15 { get; set; }

        public int Within20 { get; set; }

        public TimeSpan Waited { get; set; }
    }
}
