using System.Collections.Immutable;

namespace Hotline.Cases.Calendar;

/// <summary>
/// Working days, office sessions and the arithmetic of limits on them. Pure and immutable; shared by all threads. Every day from 2000 to 2099
/// stands in a table worked out once, so that a limit is a few array look-ups and allocates nothing.
/// </summary>
/// <remarks>
/// The day a period starts is not counted (民法典 第二百零一条); it ends at the close of office of its last working day (第二百零三条).
/// An instant outside 2000–2099 is an <see cref="ArgumentOutOfRangeException"/>.
/// </remarks>
internal sealed class LegalCalendar
{
    private readonly WorkingDayTable _days;

    public LegalCalendar(IEnumerable<CalendarYear> published, StatutoryDays statutory, OfficeHours hours)
        : this(new WorkingDayTable(published, statutory), hours)
    {
    }

    private LegalCalendar(WorkingDayTable days, OfficeHours hours) => (_days, Hours) = (days, hours);

    public OfficeHours Hours { get; }

    /// <summary>The years for which the State Council's notice is loaded.</summary>
    public ImmutableArray<CalendarYear> Published => _days.Published;

    /// <summary>The same days under another policy's office hours; the table is shared.</summary>
    public LegalCalendar With(OfficeHours hours) => ReferenceEquals(hours, Hours) ? this : new(_days, hours);

    /// <summary>The same hours with one more year published, or one year's data replaced.</summary>
    public LegalCalendar With(CalendarYear year) =>
        new(new WorkingDayTable([.. Published.Where(known => known.Year != year.Year), year], _days.Statutory), Hours);

    public DayKind Kind(DateOnly day) => _days.Kind(day);

    /// <summary>The festival a holiday or make-up day belongs to, in Chinese; <see langword="null"/> on ordinary days.</summary>
    public string? Festival(DateOnly day) => _days.Festival(day);

    public bool IsWorkingDay(DateOnly day) => _days.IsWorkingDay(day);

    /// <summary>No notice is published yet for the day's year, so that working days in it are worked out from weekends and the statute alone.</summary>
    public bool IsProvisional(DateOnly day) => !_days.IsPublished(day.Year);

    /// <summary>The <paramref name="count"/>-th working day after <paramref name="day"/>, or before it where the count is negative; 0 is the day itself or the next working day.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int count) => _days.Add(day, count);

    /// <summary>Working days after <paramref name="from"/> up to and with <paramref name="until"/>.</summary>
    public int WorkingDaysBetween(DateOnly from, DateOnly until) => _days.Between(from, until);

    public DateTimeOffset OpenOf(DateOnly day) => ChinaTime.At(day, Hours.On(day).Morning.Open);

    public DateTimeOffset CloseOf(DateOnly day) => ChinaTime.At(day, Hours.On(day).Afternoon.Close);

    /// <summary>
    /// When a period that begins at <paramref name="start"/> ends. Zero working days (what a deduction may leave) end at the
    /// close of office of the start day, or of the next working day where the office is already over.
    /// </summary>
    public DateTimeOffset End(DateTimeOffset start, Period period) => period.Unit switch
    {
        PeriodUnit.Hours => start.AddTicks(period.Amount * TimeSpan.TicksPerHour).ToOffset(ChinaTime.Offset),
        PeriodUnit.Minutes => start.AddTicks(period.Amount * TimeSpan.TicksPerMinute).ToOffset(ChinaTime.Offset),
        PeriodUnit.AtOnce => start.ToOffset(ChinaTime.Offset),
        PeriodUnit.SameDay => ChinaTime.EndOf(ChinaTime.Day(start)),
        PeriodUnit.WorkingDays => EndOfWorkingDays(start, period.Amount),
        PeriodUnit.HalfWorkingDays => EndOfHalfDays(start, period.Amount),
        PeriodUnit.WorkingHours => AddOfficeTime(start, TimeSpan.FromTicks(period.Amount * TimeSpan.TicksPerHour)),
    };

    /// <summary>
    /// The last instant that lies at least the period before <paramref name="end"/>: half a working day before 17:30 is the start of that session,
    /// 14:30; a whole one the start of that day, 08:00.
    /// </summary>
    public DateTimeOffset Before(DateTimeOffset end, Period period) => period.Unit switch
    {
        PeriodUnit.Hours => end.AddTicks(-period.Amount * TimeSpan.TicksPerHour).ToOffset(ChinaTime.Offset),
        PeriodUnit.Minutes => end.AddTicks(-period.Amount * TimeSpan.TicksPerMinute).ToOffset(ChinaTime.Offset),
        PeriodUnit.AtOnce => end.ToOffset(ChinaTime.Offset),
        PeriodUnit.SameDay => ChinaTime.At(ChinaTime.Day(end.AddTicks(-1)), TimeOnly.MinValue),
        PeriodUnit.WorkingDays => SessionsBack(end, period.Amount * 2),
        PeriodUnit.HalfWorkingDays => SessionsBack(end, period.Amount),
        PeriodUnit.WorkingHours => SubtractOfficeTime(end, TimeSpan.FromTicks(period.Amount * TimeSpan.TicksPerHour)),
    };

    /// <summary>How long offices were open between two moments; zero where the second is not after the first.</summary>
    public TimeSpan OfficeTimeBetween(DateTimeOffset from, DateTimeOffset until)
    {
        var (start, end) = (ChinaTime.Local(from), ChinaTime.Local(until));
        var total = TimeSpan.Zero;
        for (var day = _days.Add(DateOnly.FromDateTime(start), 0); day <= DateOnly.FromDateTime(end); day = _days.Add(day, 1))
        {
            var hours = Hours.On(day);
            for (var half = 0; half < 2; half++)
            {
                var session = half == 0 ? hours.Morning : hours.Afternoon;
                var (open, close) = (day.ToDateTime(session.Open), day.ToDateTime(session.Close));
                var (begin, stop) = (start > open ? start : open, end < close ? end : close);
                total += stop > begin ? stop - begin : TimeSpan.Zero;
            }
        }

        return total;
    }

    private DateTimeOffset EndOfWorkingDays(DateTimeOffset start, int amount)
    {
        var day = ChinaTime.Day(start);
        if (amount > 0)
        {
            return CloseOf(_days.Add(day, amount));
        }

        var last = _days.Add(day, 0);
        return last == day && start > CloseOf(day) ? CloseOf(_days.Add(day, 1)) : CloseOf(last);
    }

    private DateTimeOffset EndOfHalfDays(DateTimeOffset start, int halves)
    {
        if (halves % 2 == 0)
        {
            return EndOfWorkingDays(start, halves / 2);
        }

        var day = _days.Add(ChinaTime.Day(start), (halves / 2) + 1);
        return ChinaTime.At(day, Hours.On(day).Morning.Close);
    }

    private DateTimeOffset AddOfficeTime(DateTimeOffset start, TimeSpan left)
    {
        var local = ChinaTime.Local(start);
        var from = DateOnly.FromDateTime(local);
        var day = _days.Add(from, 0);
        var since = day == from ? TimeOnly.FromDateTime(local) : TimeOnly.MinValue;
        while (true)
        {
            var hours = Hours.On(day);
            for (var half = 0; half < 2; half++)
            {
                var session = half == 0 ? hours.Morning : hours.Afternoon;
                var open = since > session.Open ? since : session.Open;
                if (open >= session.Close)
                {
                    continue;
                }

                var room = session.Close - open;
                if (left <= room)
                {
                    return ChinaTime.At(day, open.Add(left));
                }

                left -= room;
            }

            (day, since) = (_days.Add(day, 1), TimeOnly.MinValue);
        }
    }

    private DateTimeOffset SubtractOfficeTime(DateTimeOffset end, TimeSpan left)
    {
        var local = ChinaTime.Local(end);
        var day = DateOnly.FromDateTime(local);
        var until = TimeOnly.FromDateTime(local);
        if (!_days.IsWorkingDay(day))
        {
            (day, until) = (_days.Add(day, -1), TimeOnly.MaxValue);
        }

        while (true)
        {
            var hours = Hours.On(day);
            for (var half = 1; half >= 0; half--)
            {
                var session = half == 1 ? hours.Afternoon : hours.Morning;
                var close = until < session.Close ? until : session.Close;
                if (close <= session.Open)
                {
                    continue;
                }

                var room = close - session.Open;
                if (left <= room)
                {
                    return ChinaTime.At(day, close.Add(-left));
                }

                left -= room;
            }

            (day, until) = (_days.Add(day, -1), TimeOnly.MaxValue);
        }
    }

    private DateTimeOffset SessionsBack(DateTimeOffset end, int count)
    {
        if (count <= 0)
        {
            return end.ToOffset(ChinaTime.Offset);
        }

        var local = ChinaTime.Local(end);
        var day = DateOnly.FromDateTime(local);
        var until = TimeOnly.FromDateTime(local);
        if (!_days.IsWorkingDay(day))
        {
            (day, until) = (_days.Add(day, -1), TimeOnly.MaxValue);
        }

        while (true)
        {
            var hours = Hours.On(day);
            if (until > hours.Afternoon.Open && --count == 0)
            {
                return ChinaTime.At(day, hours.Afternoon.Open);
            }

            if (until > hours.Morning.Open && --count == 0)
            {
                return ChinaTime.At(day, hours.Morning.Open);
            }

            (day, until) = (_days.Add(day, -1), TimeOnly.MaxValue);
        }
    }
}
