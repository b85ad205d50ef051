using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Ivr;

/// <summary>The caller a flow is run for.</summary>
internal interface IFlowCaller
{
    /// <summary>The clock the flow goes by.</summary>
    TimeProvider Time { get; }

    /// <summary>The city's working days and office hours.</summary>
    ICityHours Hours { get; }

    /// <summary>The language the caller chose; null for the city's own.</summary>
    string? Language { get; set; }

    /// <summary>Digits collected in this call, by the name a step gave them.</summary>
    Dictionary<string, string> Collected { get; }

    /// <summary>Prompts that a supervisor has set for everybody to hear now, before the line; none as a rule.</summary>
    IReadOnlyList<string> Incident { get; }

    /// <summary>Lets time pass.</summary>
    Task WaitAsync(TimeSpan length, CancellationToken cancellationToken);

    /// <summary>Says prompts one after the other, in place of what is heard now; ends when the last is over.</summary>
    Task SayAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken);

    /// <summary>Says prompts, and falls silent at the first key; waits for one after the last. Null where none came in time.</summary>
    Task<char?> AskAsync(IReadOnlyList<string> prompts, TimeSpan within, CancellationToken cancellationToken);

    /// <summary>Plays a prompt over and over until something else is heard.</summary>
    void PlayOver(string prompt);

    /// <summary>Puts the caller into the line for an agent; without effect for one who is in it.</summary>
    /// <param name="group">The skill group; null for that of the number called, or the first.</param>
    /// <param name="priority">Their priority; null for that of the number called, or none.</param>
    void EnterLine(string? group, string? priority);

    /// <summary>Takes the caller out of the line. False where an agent is already theirs: the flow is over.</summary>
    bool LeaveLine();

    /// <summary>The next key the caller presses, one they have pressed already included; null where none came in time.</summary>
    Task<char?> KeyAsync(TimeSpan within, CancellationToken cancellationToken);

    /// <summary>Keys pressed before now were not meant for what is asked next.</summary>
    void ForgetKeys();

    /// <summary>
    /// The caller will hang up and keep the place, to be called back. False where an agent's phone rings for them, where a call is owed to their number
    /// already, or where it is withheld.
    /// </summary>
    bool KeepPlace();

    /// <summary>Where the caller stands; null once they are no longer in line.</summary>
    LinePlace? Place { get; }

    /// <summary>How often this call asked after a case in vain.</summary>
    int InquiriesInVain { get; set; }

    /// <summary>Where a case stands, for this caller; null where there is none that they may know of.</summary>
    Task<InquiryState?> InquireAsync(string number, string? code, CancellationToken cancellationToken);

    /// <summary>Who was asked after a case did not answer.</summary>
    /// <param name="fault">Why; null where they took too long.</param>
    void NotAnswered(Exception? fault);

    /// <summary>Rings somebody for the caller. False where they are not reached; where they are, the flow is over.</summary>
    Task<bool> TransferAsync(string to, CancellationToken cancellationToken);

    /// <summary>Records what the caller says, until they press the key or the time is over.</summary>
    Task RecordAsync(TimeSpan longest, char endKey, CancellationToken cancellationToken);

    /// <summary>Ends the call.</summary>
    void HangUp();

    /// <summary>The time of day where the city is.</summary>
    DateTime LocalTime => TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Hours.Zone).DateTime;
}
