namespace Hotline.Channels.Mime;

/// <summary>What a mail may cost to read. Beyond any of them it is not read further, and kept whole for a person.</summary>
internal sealed record MimeLimits
{
    /// <summary>Parts inside parts. Default 20: mailers make 4. Stops a nest from using up the stack.</summary>
    public int MaxDepth { get; init; } = 20;

    /// <summary>Parts in all. Default 500. Stops a mail of empty parts from filling memory.</summary>
    public int MaxParts { get; init; } = 500;

    /// <summary>Bytes of one part's header. Default 256 KiB. Stops endless headers.</summary>
    public int MaxHeaderBytes { get; init; } = 256 * 1024;

    /// <summary>Bytes of the whole mail. Default 30 MiB.</summary>
    public int MaxBytes { get; init; } = 30 * 1024 * 1024;
}

/// <summary>Why a mail was not read.</summary>
internal enum MimeFault
{
    /// <summary>Larger than <see cref="MimeLimits.MaxBytes"/>.</summary>
    TooLarge,

    /// <summary>Nested beyond <see cref="MimeLimits.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>More parts than <see cref="MimeLimits.MaxParts"/>.</summary>
    TooManyParts,

    /// <summary>A header longer than <see cref="MimeLimits.MaxHeaderBytes"/>.</summary>
    HeaderTooLong,

    /// <summary>No header at all: no mail.</summary>
    NoHeader,
}

/// <summary>A mail was not read.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Offset">At which byte.</param>
internal sealed record MimeRejection(MimeFault Fault, int Offset);
