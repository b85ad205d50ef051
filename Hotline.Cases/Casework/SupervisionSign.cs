using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>Something about a case that may call for a supervision.</summary>
/// <param name="Cause">Which of the policy's causes it is.</param>
/// <param name="Reason">What was seen, for people.</param>
/// <param name="Occasion">When, and by whose act.</param>
internal sealed record SupervisionSign(SupervisionCause Cause, string Reason, Occasion Occasion);
