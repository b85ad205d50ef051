using BenchmarkDotNet.Attributes;
using Hotline.Cases.Calendar;
using Hotline.Cases.Deadlines;
using Hotline.Cases.Policies;

namespace Hotline.Microbench;

/// <summary>Choosing and starting a clock on the steady path (policy and calendar read once), and reading a policy.</summary>
[MemoryDiagnoser]
public class CaseClockBenchmarks
{
    private static readonly string Policies = Path.Combine(Root(), "policies");

    private readonly DateTimeOffset _at = new(2026, 9, 29, 16, 20, 0, TimeSpan.FromHours(8));
    private readonly Policy _policy = PolicyFile.Load(Path.Combine(Policies, "xiangan-2018.yaml")).Value!;
    private readonly LegalCalendar _calendar = CalendarFile.Load(Path.Combine(Policies, "calendar", "cn.yaml")).Value!;

    [Benchmark]
    public DateTimeOffset WorkingDaysWithWarning()
    {
        var facts = new CaseFacts(RequestType.Complaint);
        var clock = CaseClock.Start(_policy.Clock(ClockName.Handle, facts)!, _at, _calendar, facts);
        return clock.WarningAt(0, _calendar);
    }

    [Benchmark]
    public DateTimeOffset TwentyWorkingDays()
    {
        var facts = new CaseFacts(RequestType.Petition);
        return CaseClock.Start(_policy.Clock(ClockName.Handle, facts)!, _at, _calendar, facts).Due;
    }

    [Benchmark]
    public DateTimeOffset WorkingHours() => _calendar.End(_at, new Period(PeriodUnit.WorkingHours, 20));

    [Benchmark]
    public string Explanation()
    {
        var facts = new CaseFacts(RequestType.Complaint);
        return CaseClock.Start(_policy.Clock(ClockName.Handle, facts)!, _at, _calendar, facts).Explain(_calendar);
    }

    [Benchmark]
    public object LoadAndCheckAPolicy() => PolicyFile.Load(Path.Combine(Policies, "gaoling-2020.yaml")).Value!;

    [Benchmark]
    public object LoadTheCalendar() => CalendarFile.Load(Path.Combine(Policies, "calendar", "cn.yaml")).Value!;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hotline.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No folder above holds Hotline.sln.");
    }
}
