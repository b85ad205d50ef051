using System.Security.Cryptography;
using System.Text;
using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Storage;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Desks;

/// <summary>Work groups act through the same desk as people, with the rights of their unit.</summary>
internal sealed class WorkGroupDesk(Ledger ledger, RuleBook book, ICaseDesk desk) : IWorkGroupDesk
{
    /// <summary>Somebody else was quicker with the case so many times: then the sender tries again.</summary>
    private const int MostAttempts = 5;

    public async ValueTask<WorkGroupAnswer> ActAsync(WorkGroupAct act, CancellationToken cancellationToken)
    {
        if (book.Groups.FirstOrDefault(known => known.Name == act.Group) is not { } named)
        {
            return new(WorkGroupVerdict.NotFound, null);
        }

        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var held = await ledger.ReadAsync(database =>
                database.Cases.Where(row => row.Number == act.CaseNumber && row.UnitId != null).Select(row => new { UnitId = row.UnitId!, row.Version }).SingleOrDefaultAsync(cancellationToken));
            if (held is null || !named.Units.Any(unit => unit == held.UnitId || book.Rules.Units.IsBelow(held.UnitId, unit)))
            {
                return new(WorkGroupVerdict.NotFound, null);
            }

            var actor = new Actor { Id = IdOf(named), Name = $"{act.By}（{named.Name}）", Roles = [Role.Handler], UnitId = held.UnitId };
            var answer = await desk.ActAsync(actor, act.ExternalId, act.CaseNumber, held.Version, act.Act, cancellationToken);
            if (answer is not ActResult<CaseView>.Changed)
            {
                return AnswerOf(answer, act.CaseNumber);
            }
        }

        throw new InvalidOperationException("The case changed at every attempt.");
    }

    // The key is known with another version of the case: the act was done before.
    private static WorkGroupAnswer AnswerOf(ActResult<CaseView> answer, string caseNumber) => answer switch
    {
        ActResult<CaseView>.Done => new(WorkGroupVerdict.Done, null),
        ActResult<CaseView>.KeyUsed used when used.CaseNumber == caseNumber => new(WorkGroupVerdict.Done, null),
        ActResult<CaseView>.NotAllowed refused => new(WorkGroupVerdict.Refused, refused.Reason),
        ActResult<CaseView>.Invalid wrong => new(WorkGroupVerdict.Refused, string.Join('；', wrong.Errors.SelectMany(error => error.Value))),
        ActResult<CaseView>.KeyUsed => new(WorkGroupVerdict.Refused, "编号已用于另一件工单"),
        _ => new(WorkGroupVerdict.NotFound, null),
    };

    /// <summary>The same group, the same author of history, on every machine.</summary>
    private static Guid IdOf(WorkGroup named) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"workgroup/{named.Name}"))[..16]);
}
