namespace Hotline.Cases.Shifts;

/// <summary>People who work the same shifts (班组).</summary>
internal sealed class ShiftGroup
{
    private ShiftGroup()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public Guid LeaderId { get; private set; }

    /// <summary>Everybody in it, the leader too.</summary>
    public IReadOnlyList<Guid> MemberIds { get; private set; } = [];

    /// <summary>The rotation it works by; null where its duties are only made by hand.</summary>
    public string? RotationId { get; private set; }

    /// <summary>Its turn in the rotation, from 1.</summary>
    public int Crew { get; private set; } = 1;

    public int Version { get; private set; }

    public static ShiftGroup Open(DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now) };

    public void Set(string name, Guid leaderId, IEnumerable<Guid> memberIds, string? rotationId, int crew)
    {
        (Name, LeaderId, RotationId, Crew) = (name, leaderId, rotationId, crew);
        MemberIds = [.. memberIds.Append(leaderId).Distinct().Order()];
        Version++;
    }
}
