namespace Hotline.Telephony;

/// <summary>Changes how callers are led while calls go on. Thread-safe.</summary>
public interface ICallFlowDesk
{
    /// <summary>The flows in use, and what the last reading said.</summary>
    CallFlowView View { get; }

    /// <summary>
    /// Reads prompts, call flows, profiles and queue plan again. Calls that go on end by what they began with, callers in line keep their places; who
    /// rings from now on is led by the new. Where anything is wrong nothing changes.
    /// </summary>
    /// <returns>What is wrong, a line each with file, line and what was expected; empty where the new is in use.</returns>
    IReadOnlyList<string> Reload();

    /// <summary>What callers hear before the line because something has happened in the city; null for nothing.</summary>
    IncidentNotice? Incident { get; }

    /// <summary>Has callers hear a notice before they wait, from the next one on. Kept over a restart.</summary>
    /// <returns>What is wrong with it, and then nothing changes; null where it is in use.</returns>
    string? SetIncident(IncidentNotice notice);

    /// <summary>Callers hear no notice any more. False where there was none.</summary>
    bool ClearIncident();
}

/// <summary>The call flows in use.</summary>
/// <param name="Version">1 at the start, one more with every reading that was taken.</param>
/// <param name="ReadAt">When they were read, UTC.</param>
/// <param name="Profiles">The profiles, the one for all other numbers first.</param>
/// <param name="Prompts">Names of the prompts there are.</param>
/// <param name="Refused">What was wrong at the last reading, where it was refused; the flows are those from before.</param>
public sealed record CallFlowView(int Version, DateTimeOffset ReadAt, IReadOnlyList<CallProfileView> Profiles, IReadOnlyList<string> Prompts, IReadOnlyList<string> Refused);

/// <summary>How a number is answered.</summary>
/// <param name="Name">The profile.</param>
/// <param name="Numbers">The numbers called.</param>
/// <param name="Flow">The flow's name.</param>
/// <param name="Tag">What its calls are marked with; null for nothing.</param>
public sealed record CallProfileView(string Name, IReadOnlyList<string> Numbers, string Flow, string? Tag);

/// <summary>Something that concerns a whole area (停水, 停电 …), said to every caller before they wait.</summary>
public sealed record IncidentNotice
{
    /// <summary>What is said: names of prompts, 1 to 10.</summary>
    public required IReadOnlyList<string> Prompts { get; init; }

    /// <summary>Only to callers of these numbers; empty for all.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>Until when, UTC; null until it is cleared.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Who set it.</summary>
    public required string SetBy { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset SetAt { get; init; }
}
