using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hotline.Cases.Contacts;

/// <summary>Somebody looked at, listened to or decided on something that asks for a reason. Written before it is shown; never changed.</summary>
internal sealed class AuditEntry
{
    public const string RecordingPlay = "recording.play";
    public const string RecordingHold = "recording.hold";
    public const string RecordingHoldEnd = "recording.hold-end";
    public const string RecordingDelete = "recording.delete";
    public const string ExportAsk = "recording.export-ask";
    public const string ExportApprove = "recording.export-approve";
    public const string ExportRefuse = "recording.export-refuse";
    public const string ExportFetch = "recording.export";
    public const string AlarmClose = "recording.alarm-close";
    public const string FiguresRecount = "figures.recount";
    public const string QualityPlan = "quality.plan";
    public const string QualityDraw = "quality.draw";
    public const string QualityScore = "quality.score";
    public const string QualityGiveOut = "quality.give-out";
    public const string QualityAppeal = "quality.appeal";
    public const string QualityDecide = "quality.decide";
    public const string QualityDecideByRight = "quality.decide-by-right";
    public const string RosterGroup = "roster.group";
    public const string RosterPlan = "roster.plan";
    public const string RosterAsk = "roster.ask";
    public const string RosterAgree = "roster.agree";
    public const string RosterRefuse = "roster.refuse";
    public const string RosterUndo = "roster.undo";
    public const string ShiftHandOver = "shift.hand-over";
    public const string ShiftTakeOver = "shift.take-over";
    public const string LetterIssue = "letter.issue";
    public const string LetterReply = "letter.reply";
    public const string LetterStrikeOff = "letter.strike-off";
    public const string LettersExport = "letter.export";
    public const string IdentityLinked = "identity.link";
    public const string RequesterReveal = "requester.reveal";
    public const string RequesterRelay = "requester.relay";
    public const string StaffDisable = "staff.disable";
    public const string StaffEnable = "staff.enable";
    public const string IdentityEnded = "identity.end";
    public const string AccountabilityMet = "accountability.met";
    public const string AccountabilityMonth = "accountability.month";

    /// <summary>The product itself, where nobody acts.</summary>
    private static readonly Actor Product = new() { Id = Guid.Empty, Name = "系统", Roles = [] };

    private AuditEntry()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>From 1, without gaps.</summary>
    public long Seq { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid ActorId { get; private set; }

    public string Actor { get; private set; } = "";

    public string Act { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string? Reason { get; private set; }

    /// <summary>SHA-256 over every field, each with its length before it, and over the hash of the entry before, as in the histories of cases.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>Takes its place in the trail.</summary>
    public void Join(long seq, string before)
    {
        Seq = seq;
        Hash = Seal(before);
    }

    public string Seal(string before)
    {
        string[] fields =
        [
            Id.ToString("N"), Seq.ToString(CultureInfo.InvariantCulture), At.UtcTicks.ToString(CultureInfo.InvariantCulture), ActorId.ToString("N"), Actor, Act, Subject, Reason ?? "", before,
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
            fields.Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Length}:{field};"))))));
    }

    public static AuditEntry OfProduct(string act, string subject, string reason, DateTimeOffset now) => Of(Product, act, subject, reason, now);

    public static AuditEntry Of(Actor actor, string act, string subject, string? reason, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        At = now,
        ActorId = actor.Id,
        Actor = actor.Name,
        Act = act,
        Subject = subject,
        Reason = reason,
    };
}
