using Hotline.Cases.Quality;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Cases.Storage;

internal sealed class SamplingPlanMapping : IEntityTypeConfiguration<SamplingPlan>
{
    public void Configure(EntityTypeBuilder<SamplingPlan> builder)
    {
        builder.ToTable("SamplingPlans");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.SheetId, row.SheetVersion });
        builder.Property(row => row.Items).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<SheetItemView>(), JsonList<SheetItemView>.Comparer);
        builder.Ignore(row => row.Sheet);
    }
}

internal sealed class CallDrawMapping : IEntityTypeConfiguration<CallDraw>
{
    public void Configure(EntityTypeBuilder<CallDraw> builder)
    {
        builder.ToTable("CallDraws");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.PlanId, row.Number }).IsUnique();
    }
}

internal sealed class SampledCallMapping : IEntityTypeConfiguration<SampledCall>
{
    public void Configure(EntityTypeBuilder<SampledCall> builder)
    {
        builder.ToTable("SampledCalls");
        builder.Property(row => row.Id).ValueGeneratedNever();

        // Never twice the same call for the same plan.
        builder.HasIndex(row => new { row.PlanId, row.ContactId }).IsUnique();
        builder.HasIndex(row => new { row.AgentId, row.GivenOutAt });
        builder.HasIndex(row => new { row.State, row.ArrivedAt });
        builder.HasIndex(row => row.RecordingId);
        builder.Property(row => row.AppealReason).HasMaxLength(500);
        builder.Property(row => row.DecisionReason).HasMaxLength(500);
        builder.Property(row => row.State).IsConcurrencyToken();
        builder.Ignore(row => row.Given);
        builder.Ignore(row => row.Counted);
        builder.Ignore(row => row.IsScored);
        builder.HasMany(row => row.Scores).WithOne().HasForeignKey(row => row.SampleId);
        builder.Navigation(row => row.Scores).AutoInclude();
    }
}

internal sealed class CallScoreMapping : IEntityTypeConfiguration<CallScore>
{
    public void Configure(EntityTypeBuilder<CallScore> builder)
    {
        builder.ToTable("CallScores");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.SampleId, row.Place }).IsUnique();

        // Nobody scores twice; on appeal a supervisor may by right, where nobody else is left.
        builder.HasIndex(row => new { row.SampleId, row.ReviewerId }).IsUnique().HasFilter($"\"Place\" < {CallScore.OnAppeal}");
        builder.HasIndex(row => row.At);
        builder.Property(row => row.Items).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<ItemScoreView>(), JsonList<ItemScoreView>.Comparer);
        builder.Property(row => row.Marks).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<ScoreMarkView>(), JsonList<ScoreMarkView>.Comparer);
        builder.Property(row => row.Note).HasMaxLength(500);
    }
}
