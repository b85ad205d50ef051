using Hotline.Cases.Figures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Cases.Storage;

internal sealed class FigureQuarterMapping : IEntityTypeConfiguration<FigureQuarter>
{
    public void Configure(EntityTypeBuilder<FigureQuarter> builder)
    {
        builder.ToTable("FigureQuarters");
        builder.HasKey(row => row.Start);
        builder.Property(row => row.Start).ValueGeneratedNever();
        builder.HasIndex(row => row.Start).IsDescending().HasFilter("\"Stale\" = 1").HasDatabaseName("IX_FigureQuarters_Stale");
        builder.HasIndex(row => new { row.Settled, row.Start });
    }
}

internal sealed class CallQuarterMapping : IEntityTypeConfiguration<CallQuarter>
{
    public void Configure(EntityTypeBuilder<CallQuarter> builder)
    {
        builder.ToTable("CallQuarters");
        builder.HasKey(row => new { row.Start, row.SkillGroup, row.AgentId });
        builder.Property(row => row.SkillGroup).HasMaxLength(64);
        builder.ComplexProperty(row => row.Tally);
    }
}

internal sealed class SeatQuarterMapping : IEntityTypeConfiguration<SeatQuarter>
{
    public void Configure(EntityTypeBuilder<SeatQuarter> builder)
    {
        builder.ToTable("SeatQuarters");
        builder.HasKey(row => new { row.Start, row.AgentId });
        builder.ComplexProperty(row => row.Tally);
    }
}

internal sealed class SeatSpellMapping : IEntityTypeConfiguration<SeatSpell>
{
    public void Configure(EntityTypeBuilder<SeatSpell> builder)
    {
        builder.ToTable("SeatSpells");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.AgentId, row.From });
        builder.HasIndex(row => row.Until);
        builder.HasIndex(row => row.AgentId).HasFilter("\"Open\" = 1").HasDatabaseName("IX_SeatSpells_Open");
        builder.Property(row => row.Reason).HasMaxLength(100);
    }
}
