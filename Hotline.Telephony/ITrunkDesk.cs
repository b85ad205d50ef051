namespace Hotline.Telephony;

/// <summary>The trunks as they are now. Thread-safe.</summary>
public interface ITrunkDesk
{
    /// <summary>Every trunk, in the order of the settings.</summary>
    IReadOnlyList<TrunkView> Trunks { get; }
}

/// <summary>A trunk at one moment.</summary>
public sealed record TrunkView
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>It answers. One that does not is tried after those that do.</summary>
    public required bool IsUp { get; init; }

    /// <summary>So since, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>We are registered there; null where we do not register.</summary>
    public required bool? IsRegistered { get; init; }

    /// <summary>The status it last gave to OPTIONS, REGISTER or INVITE: 408 for silence, 503 for no way; null for none yet.</summary>
    public required int? LastStatus { get; init; }

    /// <summary>Calls it carries now, both ways.</summary>
    public required int Calls { get; init; }

    /// <summary>Calls it may carry; 0 for any number.</summary>
    public required int MaxCalls { get; init; }
}
