namespace Hotline.Cases.Notices;

/// <summary>Where a notice goes: the door and address that the citizen used, and what ties an answer to what they wrote.</summary>
/// <param name="Medium">The door.</param>
/// <param name="Address">The receiver.</param>
/// <param name="Subject">The heading of what is answered.</param>
/// <param name="InReplyTo">The door's id of what is answered.</param>
internal sealed record NoticeDoor(Medium Medium, string Address, string? Subject = null, string? InReplyTo = null);
