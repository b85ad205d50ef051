using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Hotline.Cases.Storage;

/// <summary>For <c>dotnet ef migrations add NAME --context SqliteHotlineDbContext --output-dir Storage/Migrations/Sqlite</c>.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteHotlineDbContext>
{
    public SqliteHotlineDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteHotlineDbContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For <c>dotnet ef migrations add NAME --context SqlServerHotlineDbContext --output-dir Storage/Migrations/SqlServer</c>.</summary>
internal sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerHotlineDbContext>
{
    public SqlServerHotlineDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerHotlineDbContext>().UseSqlServer("Server=design-time-only").Options);
}
