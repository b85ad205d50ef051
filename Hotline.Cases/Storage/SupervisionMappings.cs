using Hotline.Cases.Supervision;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Cases.Storage;

internal sealed class SupervisionRecordMapping : IEntityTypeConfiguration<SupervisionRecord>
{
    public void Configure(EntityTypeBuilder<SupervisionRecord> builder)
    {
        builder.ToTable("SupervisionRecords");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.CaseId);
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => new { row.UnitId, row.At });
        builder.HasIndex(row => new { row.OfficeId, row.CaseId }).HasFilter("\"OfficeId\" IS NOT NULL");
        builder.Property(row => row.CaseNumber).HasMaxLength(20);
        builder.Property(row => row.Text).HasMaxLength(SupervisionRecord.LongestText);
        builder.Property(row => row.Conclusion).HasMaxLength(SupervisionRecord.LongestText);
        builder.Property(row => row.EndedAt).IsConcurrencyToken();
        builder.Ignore(row => row.Open);
        builder.Ignore(row => row.Unit);
        builder.Ignore(row => row.Office);
    }
}

internal sealed class ClimbMapping : IEntityTypeConfiguration<Climb>
{
    public void Configure(EntityTypeBuilder<Climb> builder)
    {
        builder.ToTable("Climbs");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.CaseId);
        builder.HasIndex(row => row.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
        builder.Property(row => row.Taken).IsConcurrencyToken();
    }
}
