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

internal sealed class LeaderInstructionMapping : IEntityTypeConfiguration<LeaderInstruction>
{
    public void Configure(EntityTypeBuilder<LeaderInstruction> builder)
    {
        builder.ToTable("LeaderInstructions");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.CaseId);
        builder.HasIndex(row => row.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
        builder.Property(row => row.Text).HasMaxLength(LeaderInstruction.LongestText);
        builder.Property(row => row.Report).HasMaxLength(LeaderInstruction.LongestReport);
        builder.Property(row => row.NextAt).IsConcurrencyToken();
        builder.Property(row => row.ReportedAt).IsConcurrencyToken();
    }
}

internal sealed class LetterMapping : IEntityTypeConfiguration<Letter>
{
    public void Configure(EntityTypeBuilder<Letter> builder)
    {
        builder.ToTable("Letters");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.Kind, row.Year, row.Seq }).IsUnique().HasFilter("\"Seq\" IS NOT NULL");
        builder.HasIndex(row => row.CaseId);
        builder.HasIndex(row => row.IssuedAt);
        builder.HasIndex(row => new { row.UnitId, row.IssuedAt });
        builder.HasIndex(row => row.OfficeId);
        builder.HasIndex(row => row.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
        builder.Property(row => row.CaseNumber).HasMaxLength(20);
        builder.Property(row => row.Body).HasMaxLength(Letter.LongestBody);
        builder.Property(row => row.Reply).HasMaxLength(Letter.LongestBody);
        builder.Property(row => row.StrikeOffNote).HasMaxLength(Letter.LongestNote);
        builder.Property(row => row.NextAt).IsConcurrencyToken();
        builder.Property(row => row.RepliedAt).IsConcurrencyToken();
        builder.Property(row => row.StruckOffAt).IsConcurrencyToken();
        builder.Ignore(row => row.Number);
        builder.Ignore(row => row.Name);
        builder.Ignore(row => row.State);
    }
}

internal sealed class LetterCounterMapping : IEntityTypeConfiguration<LetterCounter>
{
    public void Configure(EntityTypeBuilder<LetterCounter> builder)
    {
        builder.ToTable("LetterCounters");
        builder.HasKey(row => new { row.Kind, row.Year });
        builder.Property(row => row.Year).ValueGeneratedNever();
    }
}

internal sealed class LetterPrintMapping : IEntityTypeConfiguration<LetterPrint>
{
    public void Configure(EntityTypeBuilder<LetterPrint> builder)
    {
        builder.ToTable("LetterPrints");
        builder.HasKey(row => row.LetterId);
        builder.Property(row => row.LetterId).ValueGeneratedNever();
        builder.HasIndex(row => row.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
        builder.Property(row => row.Sha256).HasMaxLength(64);
        builder.Property(row => row.NextAt).IsConcurrencyToken();
    }
}
