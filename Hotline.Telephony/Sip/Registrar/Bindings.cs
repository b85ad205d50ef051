namespace Hotline.Telephony.Sip.Registrar;

/// <summary>Who is registered where. Thread-safe.</summary>
internal sealed class Bindings
{
    /// <summary>Told when an account becomes reachable, or is so no more; in order, outside locks. Set before the endpoint starts.</summary>
    public Action<ReachabilityChange>? OnChange { get; set; }

    /// <summary>The account's phones that have not expired, the preferred ones first, then the latest; empty where there is none.</summary>
    public IReadOnlyList<Binding> For(string userName) => throw new NotSupportedException();
}
