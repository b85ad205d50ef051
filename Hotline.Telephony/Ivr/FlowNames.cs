namespace Hotline.Telephony.Ivr;

/// <summary>What a flow may name.</summary>
/// <param name="Prompts">Prompts there are.</param>
/// <param name="Groups">Skill groups there are.</param>
/// <param name="Priorities">Priorities there are.</param>
internal sealed record FlowNames(IReadOnlySet<string> Prompts, IReadOnlySet<string> Groups, IReadOnlySet<string> Priorities)
{
    private static readonly HashSet<string> Nothing = [];

    public static FlowNames None { get; } = new(Nothing, Nothing, Nothing);
}
