namespace Hotline.Cases.Contacts;

/// <summary>Somebody looked at or listened to something that asks for a reason. Written before it is shown; never changed.</summary>
internal sealed class AuditEntry
{
    public const string RecordingPlay = "recording.play";

    private AuditEntry()
    {
    }

    public Guid Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid ActorId { get; private set; }

    public string Actor { get; private set; } = "";

    public string Act { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string? Reason { get; private set; }

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
