namespace Hotline.Host;

/// <summary>The product must not start; each reason is one line a person can act upon.</summary>
internal sealed class StartRefusedException(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    /// <summary>The reasons, one line each.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
