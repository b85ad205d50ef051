using Hotline.Telephony.Acd;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Ivr;

/// <summary>All that leads callers, read together and unchanging: a call that began by one set ends by it, whatever is read meanwhile.</summary>
/// <param name="Prompts">What is said.</param>
/// <param name="Queues">Who is waited for.</param>
/// <param name="Default">How those are answered whose number has no profile of its own.</param>
/// <param name="Profiles">The profiles of the file.</param>
internal sealed record FlowSet(PromptLibrary Prompts, QueuePlan Queues, FlowProfile Default, IReadOnlyList<FlowProfile> Profiles)
{
    /// <summary>1 at the start, one more with every reading that was taken.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The profile of a number that was called; null where it has none.</summary>
    public FlowProfile? Find(string called) => Profiles.FirstOrDefault(profile => profile.Numbers.Contains(called, StringComparer.Ordinal));

    /// <summary>What a flow may name.</summary>
    public static FlowNames NamesOf(PromptLibrary prompts, QueuePlan queues) => new(
        prompts.Names.ToHashSet(StringComparer.Ordinal),
        queues.Groups.Select(group => group.Name).ToHashSet(StringComparer.Ordinal),
        queues.Priorities.Keys.ToHashSet(StringComparer.Ordinal));
}
