namespace Hotline.Channels.Sms.Smpp;

/// <summary>What a rejected PDU means for the link.</summary>
internal enum SmppFault
{
    /// <summary>This PDU alone is no good: answer with the status and go on.</summary>
    Refused,

    /// <summary>The stream can no longer be followed: close and connect anew.</summary>
    Broken,
}

/// <summary>Why bytes were not taken as a PDU.</summary>
/// <param name="Fault">Whether the link survives.</param>
/// <param name="Status">The status to answer with.</param>
/// <param name="Reason">In words; quotes nothing of what came.</param>
/// <param name="Offset">First byte that was wrong, from the start of the PDU.</param>
/// <param name="Command">As it came, known or not.</param>
/// <param name="Sequence">To answer to; zero where unknown (§4.3.1).</param>
internal sealed record SmppRejection(SmppFault Fault, CommandStatus Status, string Reason, int Offset, uint Command = 0, uint Sequence = 0);
