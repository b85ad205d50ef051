namespace Hotline.Cases;

/// <summary>Two different acts of those who see to it that a case is handled.</summary>
public enum SupervisionKind
{
    /// <summary>催办: the unit is asked for haste, before its limit has ended.</summary>
    Urge,

    /// <summary>督办: an office takes the case under supervision, until it ends that itself or the case is archived.</summary>
    Supervise,
}

/// <summary>What people do about the supervision of a case.</summary>
public enum SupervisionActKind
{
    /// <summary>Urge the unit (催办).</summary>
    Urge,

    /// <summary>Take the case under supervision (督办).</summary>
    Supervise,

    /// <summary>End a supervision.</summary>
    End,

    /// <summary>Put down a leader's instruction (领导批示).</summary>
    Instruct,

    /// <summary>Report on one.</summary>
    Report,
}

/// <summary>Where an entry of the supervision ledger stands.</summary>
public enum LetterState
{
    /// <summary>Issued, and not answered.</summary>
    Issued,

    /// <summary>Answered by the unit.</summary>
    Replied,

    /// <summary>Struck off by its issuer (销号).</summary>
    StruckOff,
}
