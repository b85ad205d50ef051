using System.Data.Common;
using System.Net;
using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Telephony;

namespace Hotline.Host.Readiness;

/// <summary>
/// Opens what the product works with before it listens, or refuses with every reason known. A database that is away is no reason where accounts are known
/// from the last start: citizens reach somebody, and what they say is taken in when it is back (<see cref="StoreReturn"/>).
/// </summary>
internal sealed partial class Opening(
    IServiceProvider services, HotlineSettings settings, ICaseStore store, IStaffDesk desk, SampleStaff sample, StaffRegister register, StaffCopy copy, ILogger<Opening> logger)
{
    private volatile bool pending;

    /// <summary>The database was away at the start and is still to be prepared.</summary>
    public bool IsPending => pending;

    /// <summary>Opens everything for a product that is to run.</summary>
    /// <exception cref="StartRefusedException">Something the operator must mend.</exception>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
            var accounts = await OpenStaffAsync(cancellationToken);
            RequireOwnPasswords(accounts);
            register.Replace(accounts);
            copy.Keep(accounts);
            KeepPolicies();
        }
        catch (Exception fault) when (fault is CaseStartException { StoreAway: true } or DbException)
        {
            if (copy.Read() is not { } known)
            {
                throw new StartRefusedException(Lines(fault));
            }

            RequireOwnPasswords(known);
            register.Replace(known);
            store.Shut();
            pending = true;
            WithoutStore(fault);
        }
    }

    /// <summary>Tries to get back the database that was away at the start. Throws what stands against it.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await services.PrepareStoreAsync(cancellationToken);
        try
        {
            RequireOwnPasswords(await OpenStaffAsync(cancellationToken));

            // Telephones and screens came in by the accounts of the copy. Asked for only here: a command that opens the database has no use for a switchboard.
            await services.GetRequiredService<StaffChanges>().TakeOverAsync(cancellationToken);
        }
        catch
        {
            store.Shut();
            throw;
        }

        KeepPolicies();
        pending = false;
        StoreIsBack();
    }

    /// <summary>Opens policies and database for a command that can do nothing without.</summary>
    /// <exception cref="StartRefusedException">Something is wrong in them, or the database is away.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(cancellationToken);
        }
        catch (CaseStartException fault)
        {
            throw new StartRefusedException(Lines(fault));
        }
    }

    /// <summary>All accounts; into a database without any, those of the sample city first.</summary>
    public async Task<IReadOnlyList<StaffAccount>> OpenStaffAsync(CancellationToken cancellationToken)
    {
        var accounts = await desk.ListAsync(cancellationToken);
        if (accounts.Count > 0)
        {
            return accounts;
        }

        var agents = settings.City == SampleCity.Load ? settings.Agents : 0;
        await sample.OpenAsync(agents, settings.Telephony.Realm, cancellationToken);
        return await desk.ListAsync(cancellationToken);
    }

    // What is wrong in call flow, policy or database is said together; that the database is away only where nothing else is wrong.
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var reasons = new List<string>(TelephonyServices.FindFaults(settings.Telephony));
        try
        {
            await services.PrepareCasesAsync(cancellationToken);
        }
        catch (CaseStartException fault) when (!fault.StoreAway || reasons.Count > 0)
        {
            reasons.AddRange(Lines(fault));
        }

        if (reasons.Count > 0)
        {
            throw new StartRefusedException(reasons);
        }
    }

    private static string[] Lines(Exception fault) => fault.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void RequireOwnPasswords(IReadOnlyList<StaffAccount> accounts)
    {
        var sampled = accounts.Where(account => account.SamplePassword).Select(account => account.UserName).Order(StringComparer.Ordinal).ToArray();
        if (sampled.Length == 0)
        {
            return;
        }

        var reasons = new[] { ("http", settings.Http), ("https", settings.Https) }
            .Concat(settings.Telephony.Sip.Select(address => ("sip", (IPEndPoint?)address)))
            .Concat(settings.Telephony.SipTls.Select(address => ("sip over tls", (IPEndPoint?)address)))
            .Where(door => door.Item2 is not null && !IPAddress.IsLoopback(door.Item2.Address))
            .Select(door => $"will not listen on {door.Item1} {door.Item2} while accounts use the sample password: {string.Join(", ", sampled.Take(10))}{(sampled.Length > 10 ? ", …" : "")}; change each with: password USER-NAME")
            .ToArray();
        if (reasons.Length > 0)
        {
            throw new StartRefusedException(reasons);
        }
    }

    private void KeepPolicies()
    {
        if (settings.PoliciesGone)
        {
            WithoutPolicies(settings.PolicyFolder);
            return;
        }

        try
        {
            PolicyCopy.Keep(settings.PolicyFolder, settings.DataFolder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            PoliciesNotKept(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is away. Calls are answered, queued, recorded and noted by the accounts of the last start; cases wait until it is back")]
    private partial void WithoutStore(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is back; what was noted meanwhile is taken in")]
    private partial void StoreIsBack();

    [LoggerMessage(Level = LogLevel.Error, Message = "The policy folder is gone; the product goes by {Copy}, until a start finds the folder again")]
    private partial void WithoutPolicies(string copy);

    [LoggerMessage(Level = LogLevel.Error, Message = "The copy of the policies could not be written")]
    private partial void PoliciesNotKept(Exception fault);
}
