using Hotline.Cases.Shifts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Cases.Storage;

internal sealed class ShiftGroupMapping : IEntityTypeConfiguration<ShiftGroup>
{
    public void Configure(EntityTypeBuilder<ShiftGroup> builder)
    {
        builder.ToTable("ShiftGroups");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.Name).IsUnique();
        builder.Property(row => row.MemberIds).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<Guid>(), JsonList<Guid>.Comparer);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}

internal sealed class DutyMapping : IEntityTypeConfiguration<Duty>
{
    public void Configure(EntityTypeBuilder<Duty> builder)
    {
        builder.ToTable("Duties");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.From);
        builder.HasIndex(row => new { row.PersonId, row.From });
        builder.HasIndex(row => row.PlanId);
        builder.Property(row => row.Breaks).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<DutyBreak>(), JsonList<DutyBreak>.Comparer);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Ignore(row => row.Worked);
    }
}

internal sealed class RosterChangeMapping : IEntityTypeConfiguration<RosterChange>
{
    public void Configure(EntityTypeBuilder<RosterChange> builder)
    {
        builder.ToTable("RosterChanges");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.AskedAt);
        builder.HasIndex(row => new { row.State, row.AskedAt });
        builder.HasIndex(row => new { row.Kind, row.ToDay });
        builder.Property(row => row.Reason).HasMaxLength(500);
        builder.Property(row => row.EndReason).HasMaxLength(500);
        builder.Property(row => row.Moves).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<DutyMove>(), JsonList<DutyMove>.Comparer);
        builder.Property(row => row.Wanted).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<Guid>(), JsonList<Guid>.Comparer);
        builder.Property(row => row.Consents).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<GivenConsent>(), JsonList<GivenConsent>.Comparer);
        builder.Property(row => row.Version).IsConcurrencyToken();
    }
}

internal sealed class HandoverMapping : IEntityTypeConfiguration<Handover>
{
    public void Configure(EntityTypeBuilder<Handover> builder)
    {
        builder.ToTable("Handovers");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.At);
        builder.Property(row => row.Note).HasMaxLength(2000);
        builder.Property(row => row.Remark).HasMaxLength(500);
        builder.Property(row => row.HazardCases).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<string>(), JsonList<string>.Comparer);
        builder.Property(row => row.Missing).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<string>(), JsonList<string>.Comparer);
        builder.Property(row => row.AcknowledgedAt).IsConcurrencyToken();
    }
}
