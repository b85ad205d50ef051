namespace Hotline.Scheduler;

/// <summary>How often the clock is looked at. What is due stands in the database; the beat only decides how soon it is noticed.</summary>
public sealed record SchedulerOptions
{
    /// <summary>Between two looks for deadlines. Default 10 s: the shortest limit is 15 minutes, its warnings lie 2 minutes apart.</summary>
    public TimeSpan DeadlineBeat { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two looks for notices; one just written is sent at once. Default 5 s: the first pause after a failed attempt.</summary>
    public TimeSpan NoticeBeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two looks for letters to other installations. Default 1 s: the first pause after a failed attempt; a look is one indexed query for each platform.</summary>
    public TimeSpan ExchangeBeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two looks for recordings to delete or to pack. Default 10 minutes: 50 of each at a time keep up with 7,000 calls a day.</summary>
    public TimeSpan RecordingBeat { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Between two looks at the calendar file. Default 1 minute: whoever imports a year wants to see it take effect; a look is one file date.</summary>
    public TimeSpan CalendarBeat { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks for requests whose deciders are gone. Default 1 minute; a look reads what waits for units, and the accounts where anything does.</summary>
    public TimeSpan ApprovalBeat { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks for letters to print. Default 3 s: whoever asked for one waits for it.</summary>
    public TimeSpan PrintBeat { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Between two looks for quarters of an hour to count. Default 15 s: what a crash may cost of what agents' seats were in.</summary>
    public TimeSpan FigureBeat { get; init; } = TimeSpan.FromSeconds(15);
}
