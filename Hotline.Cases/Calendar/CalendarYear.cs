using System.Collections.Immutable;

namespace Hotline.Cases.Calendar;

/// <summary>A State Council notice that fixes days off and make-up days.</summary>
/// <param name="Number">Its number, such as 国办发明电〔2025〕7号.</param>
/// <param name="Address">Where it is published.</param>
internal sealed record CalendarNotice(string Number, string? Address);

/// <summary>One day named in a notice.</summary>
/// <param name="Date">The day; it may stand outside its notice's year (2018-12-31 is in the notice for 2019).</param>
/// <param name="Name">The festival it belongs to, in Chinese.</param>
/// <param name="Off"><see langword="true"/>: offices are closed; <see langword="false"/>: offices work although it is a weekend.</param>
internal readonly record struct CalendarDay(DateOnly Date, string Name, bool Off);

/// <summary>What the State Council published for one year.</summary>
internal sealed record CalendarYear(int Year, ImmutableArray<CalendarNotice> Notices, ImmutableArray<CalendarDay> Days);
