using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Desks;

/// <summary>The policy's grounds as forms show them, numbered from 1 in its order.</summary>
internal static class GroundViews
{
    public static GroundsView Of(Policy policy) => new(
        [.. policy.AcceptGrounds.Select((ground, index) => new AcceptGroundView(index + 1, ground.Name, ground.Clause.Id))],
        [.. policy.RefusalGrounds.Select((ground, index) => new RefusalGroundView(index + 1, ground.Name, ground.ReferTo, ground.Emergency, ground.Clause.Id))]);
}
