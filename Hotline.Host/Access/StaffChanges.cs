using Hotline.Cases;
using Hotline.Host.Live;
using Hotline.Host.Readiness;
using Hotline.Telephony;

namespace Hotline.Host.Access;

/// <summary>
/// Lets what changed of the accounts count at once: for sign-in and telephones, for a start without the database, and for the live connections of who is disabled. A call
/// that somebody disabled is in goes on to its end; no other is offered to them, and enabled again their telephone registers anew.
/// </summary>
internal sealed class StaffChanges(IStaffDesk desk, StaffRegister register, StaffCopy copy, LiveConnections live, ISwitchboard switchboard) : IDisposable
{
    // One after the other: an older picture must not replace a newer one.
    private readonly SemaphoreSlim turn = new(1);

    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var accounts = await desk.ListAsync(cancellationToken);
            register.Replace(accounts);
            await switchboard.AccountsChangedAsync(cancellationToken);
            copy.Keep(accounts);
            foreach (var account in accounts.Where(account => account.Disabled is not null))
            {
                live.Close(account.Id);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
