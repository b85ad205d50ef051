namespace Hotline.Cases.Views;

/// <summary>The printing of a letter.</summary>
/// <param name="LetterId">The letter.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it failed, or the last try did, as a code: <c>chromium-not-installed</c>, <c>chromium-timeout</c>, …</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="Sha256">The PDF's seal, under which it is kept.</param>
/// <param name="Bytes">Its size.</param>
public sealed record PrintView(
    Guid LetterId, PrintState State, string? Reason, int Attempts, DateTimeOffset AskedAt, string AskedBy, DateTimeOffset? MadeAt, string? Sha256, long? Bytes);
