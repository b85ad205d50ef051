using System.Collections.Immutable;

namespace Hotline.Cases.Policies;

/// <summary>What a work group is told of.</summary>
internal enum GroupEvent
{
    /// <summary>派单: a case, or a part of one, came to the unit.</summary>
    Dispatched,

    /// <summary>催办: the requester or the hotline asks for haste.</summary>
    Urged,

    /// <summary>A limit ends soon, or has ended.</summary>
    Due,

    /// <summary>督办: an office has taken a case under supervision; the unit hears of it, and the office.</summary>
    Supervised,
}

/// <summary>The robot of a work group, or an office automation, that is told of its units' cases.</summary>
/// <param name="Name">As in the settings, where its address and secret are.</param>
/// <param name="Medium">The door: <see cref="Medium.WorkGroup"/> or <see cref="Medium.Oa"/>.</param>
/// <param name="Units">Codes of the units whose cases it hears of; those below them too.</param>
/// <param name="When">What it is told of.</param>
/// <param name="Text">The words, with placeholders.</param>
internal sealed record WorkGroup(string Name, Medium Medium, ImmutableArray<string> Units, ImmutableArray<GroupEvent> When, string Text);
