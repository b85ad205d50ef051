using Hotline.Cases.Casework;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Cases.Storage;

internal sealed class CallbackTaskMapping : IEntityTypeConfiguration<CallbackTask>
{
    public void Configure(EntityTypeBuilder<CallbackTask> builder)
    {
        builder.ToTable("CallbackTasks");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.State, row.At });
        builder.Property(row => row.AgentId).IsConcurrencyToken();
        builder.HasMany(row => row.Attempts).WithOne().HasForeignKey(row => row.TaskId);
        builder.Navigation(row => row.Attempts).AutoInclude();
    }
}

internal sealed class CallbackAttemptMapping : IEntityTypeConfiguration<CallbackAttempt>
{
    public void Configure(EntityTypeBuilder<CallbackAttempt> builder)
    {
        builder.ToTable("CallbackAttempts");
        builder.HasKey(row => new { row.TaskId, row.Place });
        builder.Property(row => row.Place).ValueGeneratedNever();
        builder.Property(row => row.Note).HasMaxLength(500);
    }
}
