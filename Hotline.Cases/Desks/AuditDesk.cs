using Hotline.Cases.Contacts;
using Hotline.Cases.Storage;

namespace Hotline.Cases.Desks;

/// <summary>Entries of acts outside the case core.</summary>
internal sealed class AuditDesk(Ledger ledger, TimeProvider time) : IAuditTrail
{
    public async ValueTask NoteAsync(Actor? actor, AuditedAct act, string subject, string? reason, CancellationToken cancellationToken) =>
        await ledger.WriteAsync(
            database => Task.FromResult(database.Audit.Add(
                actor is null
                    ? AuditEntry.OfProduct(WordOf(act), subject, reason ?? "", time.GetUtcNow())
                    : AuditEntry.Of(actor, WordOf(act), subject, reason, time.GetUtcNow()))),
            cancellationToken);

    private static string WordOf(AuditedAct act) => act switch
    {
        AuditedAct.TraceBegin => "trace.begin",
        AuditedAct.TraceNext => "trace.next",
        AuditedAct.TraceRead => "trace.read",
        AuditedAct.TraceExport => "trace.export",
        AuditedAct.TraceDelete => "trace.delete",
        AuditedAct.BanSet => "ban.set",
        AuditedAct.BanLift => "ban.lift",
        AuditedAct.SessionRefuse => "session.refuse",
    };
}
