namespace Hotline.Cases;

/// <summary>Where a sampled call stands.</summary>
public enum ReviewState
{
    /// <summary>Drawn; not everybody has scored it who should.</summary>
    Open,

    /// <summary>Scored; the agent does not know yet.</summary>
    Scored,

    /// <summary>The agent sees the result.</summary>
    GivenOut,

    /// <summary>The agent disagrees; somebody else decides.</summary>
    Appealed,

    /// <summary>The appeal is decided.</summary>
    Decided,
}
