namespace Hotline.Host.Tests.Live;

/// <summary>How long a screen may wait.</summary>
internal static class Patience
{
    /// <summary>What a screen needs is there within a second.</summary>
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
}
