using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Logging;

namespace Hotline.Cases.Storage;

/// <summary>The way to the database: shut while it is not known to be of this version, and marked while it does not answer, which is said once each way.</summary>
internal sealed partial class StoreGate(TimeProvider time, ILogger<StoreGate> logger) : ICaseStore
{
    // SQLite: busy, locked, read-only, input or output, corrupt, full, cannot open, not a database (sqlite.org/rescode.html).
    private static readonly int[] SqliteAway = [5, 6, 8, 10, 11, 13, 14, 26];

    // SQL Server: from this class on the connection is lost; the numbers are a timeout, and a database or a sign-in refused.
    private const int FatalClass = 20;
    private static readonly int[] SqlServerAway = [-2, 4060, 18456];

    private readonly Lock gate = new();
    private DateTimeOffset? awaySince;
    private volatile bool shut;
    private volatile bool away;

    public DateTimeOffset? AwaySince
    {
        get
        {
            lock (gate)
            {
                return awaySince;
            }
        }
    }

    public void Shut()
    {
        shut = true;
        Mark(isAway: true);
    }

    /// <summary>It is there and of this version.</summary>
    public void Open()
    {
        shut = false;
        Mark(isAway: false);
    }

    /// <summary>Does something that needs the database.</summary>
    /// <exception cref="DbException">The gate is shut.</exception>
    public async ValueTask<T> PassAsync<T>(Func<ValueTask<T>> act)
    {
        if (shut)
        {
            throw new StoreAwayException("the database is away since the start");
        }

        try
        {
            var result = await act();
            if (away && Mark(isAway: false))
            {
                Back();
            }

            return result;
        }
        catch (Exception failure) when (IsAway(failure))
        {
            if (Mark(isAway: true))
            {
                Gone(failure.GetBaseException().Message);
            }

            throw;
        }
    }

    private static bool IsAway(Exception failure) => failure.GetBaseException() switch
    {
        SqliteException sqlite => SqliteAway.Contains(sqlite.SqliteErrorCode),
        SqlException server => server.Class >= FatalClass || SqlServerAway.Contains(server.Number),
        _ => false,
    };

    // Whether that is new.
    private bool Mark(bool isAway)
    {
        lock (gate)
        {
            var changed = isAway != away;
            away = isAway;
            awaySince = isAway ? awaySince ?? time.GetUtcNow() : null;
            return changed;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer: {Reason}. What is due stays due, and is done when it is back")]
    private partial void Gone(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The database answers again")]
    private partial void Back();

    private sealed class StoreAwayException(string message) : DbException(message);
}
