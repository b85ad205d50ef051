using Hotline.Cases.Casework;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Hotline.Cases.Storage;

/// <summary>The database on SQL Server.</summary>
internal sealed class SqlServerHotlineDbContext(DbContextOptions<SqlServerHotlineDbContext> options) : HotlineDbContext(options)
{
    private const string Escape = "\\";
    private const int Deadlock = 1205;
    private const int DuplicateIndexKey = 2601;
    private const int DuplicateConstraintKey = 2627;

    /// <summary>A look at every text that the other filters leave.</summary>
    public override (IQueryable<Case> Rows, IQueryable<Case> Ordered) WithWords(IQueryable<Case> rows, string words, string? ofUnit)
    {
        var pattern = $"%{string.Concat(words.Select(letter => letter is '\\' or '%' or '_' or '[' ? $"{Escape}{letter}" : $"{letter}"))}%";
        var found = rows.Where(row => EF.Functions.Like(row.Text, pattern, Escape) || EF.Functions.Like(row.Place, pattern, Escape));
        return (found, found.OrderByDescending(row => row.RegisteredAt).ThenByDescending(row => row.Number));
    }

    public override bool IsTransient(Exception failure) =>
        failure is DbUpdateConcurrencyException
        || failure.GetBaseException() is SqlException { Number: Deadlock or DuplicateIndexKey or DuplicateConstraintKey };
}
