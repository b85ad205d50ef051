using Hotline.Cases.Casework;
using Hotline.Cases.Calendar;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>领导批示: what a leader wrote about a case, until when it is answered, and the report that answers it.</summary>
internal sealed class LeaderInstruction
{
    public const int LongestLeader = 100;
    public const int LongestText = 1000;
    public const int LongestReport = 4000;

    private LeaderInstruction()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public string Leader { get; private set; } = "";

    public string Text { get; private set; } = "";

    /// <summary>The day the leader wrote it, in China.</summary>
    public DateOnly GivenOn { get; private set; }

    public DateTimeOffset? Due { get; private set; }

    /// <summary>When the sweep looks at it next; null once it was reported on, or flagged.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>Flagged as not reported on in time.</summary>
    public DateTimeOffset? LateAt { get; private set; }

    public DateTimeOffset EnteredAt { get; private set; }

    public string EnteredBy { get; private set; } = "";

    public string? Report { get; private set; }

    public DateTimeOffset? ReportedAt { get; private set; }

    public string? ReportedBy { get; private set; }

    public static LeaderInstruction Of(Case concerned, SupervisionDeed.Instruct form, Occasion occasion) => new()
    {
        Id = Guid.CreateVersion7(occasion.At),
        CaseId = concerned.Id,
        Leader = form.Leader!.Trim(),
        Text = form.Text!.Trim(),
        GivenOn = form.GivenOn ?? ChinaTime.Day(occasion.At),
        Due = form.Due?.ToUniversalTime(),
        NextAt = form.Due?.ToUniversalTime(),
        EnteredAt = occasion.At,
        EnteredBy = occasion.By.Name,
    };

    public void Answer(string report, Occasion occasion) => (Report, ReportedAt, ReportedBy, NextAt) = (report, occasion.At, occasion.By.Name, null);

    /// <summary>Its limit has passed without a report, once.</summary>
    public bool TakeLate(DateTimeOffset now)
    {
        if (NextAt is null || NextAt >= now)
        {
            return false;
        }

        (LateAt, NextAt) = (now, null);
        return true;
    }

    public InstructionView Show() => new(Id, Leader, Text, GivenOn, Due, EnteredAt, EnteredBy, Report, ReportedAt, ReportedBy, LateAt is not null || ReportedAt > Due);
}
