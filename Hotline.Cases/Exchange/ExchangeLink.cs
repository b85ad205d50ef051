namespace Hotline.Cases.Exchange;

/// <summary>A case that another platform has too, from its sending down to its end.</summary>
internal sealed class ExchangeLink
{
    private ExchangeLink()
    {
    }

    /// <summary>The same on both sides.</summary>
    public Guid Id { get; private set; }

    public string Peer { get; private set; } = "";

    /// <summary>That platform stands above us.</summary>
    public bool Above { get; private set; }

    /// <summary>Null until the letter that opens the case has come.</summary>
    public Guid? CaseId { get; private set; }

    public string? CaseNumber { get; private set; }

    /// <summary>Our unit that is that platform.</summary>
    public string? UnitId { get; private set; }

    /// <summary>The case's number there.</summary>
    public string? PeerNumber { get; private set; }

    /// <summary>The contact that stands for what came down; files are put with it.</summary>
    public Guid? ContactId { get; private set; }

    /// <summary>The place of the last letter written.</summary>
    public int Sent { get; private set; }

    /// <summary>Up to which place everything came.</summary>
    public int Received { get; private set; }

    /// <summary>The platform above was told that the case is signed for.</summary>
    public bool Signed { get; private set; }

    /// <summary>The limit that the other side was told last.</summary>
    public DateTimeOffset? ToldDue { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public static ExchangeLink Down(string peer, Guid caseId, string caseNumber, string unitId, DateTimeOffset? due, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), Peer = peer, CaseId = caseId, CaseNumber = caseNumber, UnitId = unitId, ToldDue = due, OpenedAt = at };

    public static ExchangeLink Up(Guid id, string peer, DateTimeOffset at) => new() { Id = id, Peer = peer, Above = true, OpenedAt = at };

    public void Open(Guid caseId, string caseNumber, Guid contactId, string peerNumber) => (CaseId, CaseNumber, ContactId, PeerNumber) = (caseId, caseNumber, contactId, peerNumber);

    public void Named(string peerNumber) => PeerNumber ??= peerNumber;

    public int Next() => ++Sent;

    public void Came() => Received++;

    public void Sign(bool signed) => Signed = signed;

    public void Tell(DateTimeOffset? due) => ToldDue = due;

    public void End(DateTimeOffset at) => EndedAt ??= at;
}
