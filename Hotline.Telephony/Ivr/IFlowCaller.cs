using Hotline.Telephony.Acd;

namespace Hotline.Telephony.Ivr;

/// <summary>The caller a flow is run for.</summary>
internal interface IFlowCaller
{
    /// <summary>Says prompts one after the other, in place of what is heard now; ends when the last is over.</summary>
    Task SayAsync(IReadOnlyList<string> prompts, CancellationToken cancellationToken);

    /// <summary>Plays a prompt over and over until something else is heard.</summary>
    void PlayOver(string prompt);

    /// <summary>Puts the caller into the line for an agent; without effect for one who is in it.</summary>
    /// <param name="group">The skill group; null for the first.</param>
    /// <param name="priority">Their priority; null for none.</param>
    void EnterLine(string? group, string? priority);

    /// <summary>Takes the caller out of the line. False where an agent is already theirs: the flow is over.</summary>
    bool LeaveLine();

    /// <summary>The next key the caller presses, one they have pressed already included; null where none came in time.</summary>
    Task<char?> KeyAsync(TimeSpan within, TimeProvider time, CancellationToken cancellationToken);

    /// <summary>Keys pressed before now were not meant for what is asked next.</summary>
    void ForgetKeys();

    /// <summary>
    /// The caller will hang up and keep the place, to be called back. False where an agent's phone rings for them, where a call is owed to their number
    /// already, or where it is withheld.
    /// </summary>
    bool KeepPlace();

    /// <summary>Where the caller stands; null once they are no longer in line.</summary>
    LinePlace? Place { get; }

    /// <summary>Ends the call.</summary>
    void HangUp();
}
