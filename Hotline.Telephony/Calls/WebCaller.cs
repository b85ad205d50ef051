namespace Hotline.Telephony.Calls;

/// <summary>A caller from the public page.</summary>
/// <param name="LeftNumber">The number they left, which nobody verified; null for none.</param>
internal sealed record WebCaller(string? LeftNumber);
