using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>The database on SQL Server.</summary>
internal sealed class SqlServerHotlineDbContext(DbContextOptions<SqlServerHotlineDbContext> options) : HotlineDbContext(options)
{
    private const int Deadlock = 1205;
    private const int DuplicateIndexKey = 2601;
    private const int DuplicateConstraintKey = 2627;

    public override bool IsTransient(Exception failure) =>
        failure is DbUpdateConcurrencyException
        || failure.GetBaseException() is SqlException { Number: Deadlock or DuplicateIndexKey or DuplicateConstraintKey };
}
