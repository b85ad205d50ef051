namespace Hotline.Cases.Notices;

/// <summary>A delivery report that came before the sending it tells of was committed; applied and removed when it is.</summary>
internal sealed class EarlyReport
{
    private EarlyReport()
    {
    }

    public string ProviderId { get; private set; } = "";

    public bool Delivered { get; private set; }

    public string State { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static EarlyReport Of(NoticeReport report) =>
        new() { ProviderId = report.ProviderId, Delivered = report.Delivered, State = report.State, At = report.At.ToUniversalTime() };
}
