using Hotline.Cases.Recordings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Cases.Storage;

internal sealed class RecordingMarkMapping : IEntityTypeConfiguration<RecordingMark>
{
    public void Configure(EntityTypeBuilder<RecordingMark> builder)
    {
        builder.ToTable("RecordingMarks");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.RecordingId, row.FromSeconds });
        builder.Property(row => row.Text).HasMaxLength(500);
    }
}

internal sealed class RecordingHoldMapping : IEntityTypeConfiguration<RecordingHold>
{
    public void Configure(EntityTypeBuilder<RecordingHold> builder)
    {
        builder.ToTable("RecordingHolds");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.RecordingId);
        builder.Property(row => row.Reason).HasMaxLength(500);
        builder.Property(row => row.EndReason).HasMaxLength(500);
        builder.Property(row => row.EndedAt).IsConcurrencyToken();
    }
}

internal sealed class RecordingExportMapping : IEntityTypeConfiguration<RecordingExport>
{
    public void Configure(EntityTypeBuilder<RecordingExport> builder)
    {
        builder.ToTable("RecordingExports");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.RecordingId);
        builder.HasIndex(row => row.AskedAt);
        builder.Property(row => row.Reason).HasMaxLength(500);
        builder.Property(row => row.Decision).HasMaxLength(500);
        builder.Property(row => row.State).IsConcurrencyToken();
    }
}

internal sealed class RecordingAlarmMapping : IEntityTypeConfiguration<RecordingAlarm>
{
    public void Configure(EntityTypeBuilder<RecordingAlarm> builder)
    {
        builder.ToTable("RecordingAlarms");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.CallId).IsUnique();
        builder.HasIndex(row => row.RaisedAt);
        builder.Property(row => row.Note).HasMaxLength(500);
    }
}

internal sealed class DeletionCertificateMapping : IEntityTypeConfiguration<DeletionCertificate>
{
    public void Configure(EntityTypeBuilder<DeletionCertificate> builder)
    {
        builder.ToTable("DeletionCertificates");
        builder.HasKey(row => row.RecordingId);
        builder.Property(row => row.RecordingId).ValueGeneratedNever();
        builder.HasIndex(row => row.DeletedAt);
        builder.Property(row => row.Rule).HasMaxLength(1000);
        builder.Property(row => row.Sha256).HasMaxLength(64);
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.Ignore(row => row.IsIntact);
    }
}
