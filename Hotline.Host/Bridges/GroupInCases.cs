using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>What work groups ask for is done by the case core.</summary>
internal sealed class GroupInCases(IWorkGroupDesk desk) : IGroupWindow
{
    public async ValueTask<GroupAnswer> ActAsync(GroupAct act, CancellationToken cancellationToken)
    {
        if (act.Deed == GroupDeed.Reply && !Wire.TryRead<CaseOutcome>(act.Outcome ?? "", out _))
        {
            return new GroupAnswer(GroupVerdict.Refused, "outcome is none of the outcomes of a case");
        }

        var answer = await desk.ActAsync(new WorkGroupAct(act.Group, act.ExternalId, act.CaseNumber, act.By, ActOf(act)), cancellationToken);
        return new GroupAnswer(VerdictOf(answer.Verdict), answer.Reason);
    }

    private static CaseAct ActOf(GroupAct act) => act.Deed switch
    {
        GroupDeed.Sign => new CaseAct.Sign(),
        GroupDeed.Reply => new CaseAct.Reply(act.Text, Wire.TryRead<CaseOutcome>(act.Outcome, out var outcome) ? outcome : null),
    };

    private static GroupVerdict VerdictOf(WorkGroupVerdict verdict) => verdict switch
    {
        WorkGroupVerdict.Done => GroupVerdict.Done,
        WorkGroupVerdict.Refused => GroupVerdict.Refused,
        WorkGroupVerdict.NotFound => GroupVerdict.NotFound,
    };
}
