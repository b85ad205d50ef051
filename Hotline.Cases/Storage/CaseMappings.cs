using Hotline.Cases.Casework;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Cases.Storage;

internal sealed class CaseMapping : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.ToTable("Cases");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.Number).IsUnique();
        builder.HasIndex(row => new { row.State, row.RegisteredAt });
        builder.HasIndex(row => new { row.UnitId, row.RegisteredAt });
        builder.HasIndex(row => row.RegisteredAt);
        builder.HasIndex(row => row.RequesterPhoneKey);
        builder.HasIndex(row => row.RegisteredById);
        builder.HasIndex(row => row.AgentId).HasFilter("\"AgentId\" IS NOT NULL");
        builder.Property(row => row.Number).HasMaxLength(20);
        builder.Property(row => row.Revision).IsConcurrencyToken();
        builder.Property(row => row.Parts).IsConcurrencyToken();
        builder.Property(row => row.Text).HasMaxLength(4000);
        builder.Property(row => row.ReplyText).HasMaxLength(4000);
        builder.Ignore(row => row.News);
        builder.Ignore(row => row.Signs);
        builder.Ignore(row => row.Happened);
        builder.HasIndex(row => row.Supervised).HasFilter("\"Supervised\" = 1");
        builder.Ignore(row => row.Point);
        builder.HasIndex(row => row.LeadId).HasFilter("\"LeadId\" IS NOT NULL");
        builder.HasIndex(row => row.RectificationId).HasFilter("\"RectificationId\" IS NOT NULL");

        // What looks for similar cases while an agent types: the newest of one class.
        builder.HasIndex(row => new { row.CategoryCode, row.RegisteredAt });
        builder.Ignore(row => row.OpenTasks);
        builder.Ignore(row => row.KnownTo);
        builder.Ignore(row => row.CurrentAssignment);
        builder.Ignore(row => row.CurrentSurvey);
        builder.Ignore(row => row.RunningHandling);
        builder.HasIndex(row => row.PolicyId);
        builder.Property(row => row.Limits).HasMaxLength(2000).HasConversion(new JsonList<CaseLimit>(), JsonList<CaseLimit>.Comparer);

        builder.HasMany(row => row.Assignments).WithOne().HasForeignKey(row => row.CaseId);
        builder.HasMany(row => row.Countdowns).WithOne().HasForeignKey(row => row.CaseId);
        builder.HasMany(row => row.Tasks).WithOne().HasForeignKey(row => row.CaseId);
        builder.HasMany(row => row.Surveys).WithOne().HasForeignKey(row => row.CaseId);
        builder.HasMany(row => row.Requests).WithOne().HasForeignKey(row => row.CaseId);
        builder.HasMany(row => row.Adjudications).WithOne().HasForeignKey(row => row.CaseId);
        builder.HasMany(row => row.Records).WithOne().HasForeignKey(row => row.CaseId);
        builder.HasMany(row => row.CoHandlings).WithOne().HasForeignKey(row => row.CaseId);
        builder.Property(row => row.Citations).HasMaxLength(ContactMapping.Unbounded).HasConversion(new JsonList<Citation>(), JsonList<Citation>.Comparer);
        builder.HasMany(row => row.History).WithOne().HasForeignKey(row => row.CaseId);
        builder.HasMany(row => row.Contacts).WithOne().HasForeignKey(row => row.CaseId);
    }
}

internal sealed class CoHandlingMapping : IEntityTypeConfiguration<CoHandling>
{
    public void Configure(EntityTypeBuilder<CoHandling> builder)
    {
        builder.ToTable("CoHandlings");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.UnitId);
        builder.Property(row => row.Task).HasMaxLength(CoHandling.LongestTask);
        builder.Property(row => row.ReplyText).HasMaxLength(CoHandling.LongestReply);
        builder.Ignore(row => row.Open);
        builder.Ignore(row => row.Above);
        builder.HasIndex(row => row.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
    }
}

internal sealed class HandlingRecordMapping : IEntityTypeConfiguration<HandlingRecord>
{
    public void Configure(EntityTypeBuilder<HandlingRecord> builder)
    {
        builder.ToTable("HandlingRecords");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Note).HasMaxLength(500);
        builder.Property(row => row.Photos).HasMaxLength(1000).HasConversion(new JsonList<Guid>(), JsonList<Guid>.Comparer);
    }
}

internal sealed class AdjudicationMapping : IEntityTypeConfiguration<Adjudication>
{
    public void Configure(EntityTypeBuilder<Adjudication> builder)
    {
        builder.ToTable("Adjudications");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Reason).HasMaxLength(500);
        builder.Property(row => row.Participants).HasMaxLength(500);
        builder.Property(row => row.Opinions).HasMaxLength(500);
        builder.Property(row => row.Decision).HasMaxLength(500);
        builder.Ignore(row => row.Open);
    }
}

internal sealed class CasePhotoMapping : IEntityTypeConfiguration<CasePhoto>
{
    public void Configure(EntityTypeBuilder<CasePhoto> builder)
    {
        builder.ToTable("CasePhotos");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.CaseId);
        builder.Property(row => row.Sha256).HasMaxLength(64);
    }
}

internal sealed class RefusalMapping : IEntityTypeConfiguration<Refusal>
{
    public void Configure(EntityTypeBuilder<Refusal> builder)
    {
        builder.ToTable("Refusals");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.ContactId, row.Ground }).IsUnique();
        builder.HasIndex(row => row.At);
        builder.Property(row => row.Text).HasMaxLength(Refusing.LongestText);
    }
}

internal sealed class RectificationMapping : IEntityTypeConfiguration<Rectification>
{
    public void Configure(EntityTypeBuilder<Rectification> builder)
    {
        builder.ToTable("Rectifications");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.Number).IsUnique();
        builder.HasIndex(row => new { row.CategoryCode, row.ClosedAt });
        builder.HasIndex(row => row.OpenedAt);
        builder.Property(row => row.Number).HasMaxLength(24);
        builder.Property(row => row.Conclusion).HasMaxLength(1000);
        builder.Property(row => row.Revision).IsConcurrencyToken();
        builder.Ignore(row => row.Open);
        builder.Ignore(row => row.Matter);
    }
}

internal sealed class CaseContactMapping : IEntityTypeConfiguration<CaseContact>
{
    public void Configure(EntityTypeBuilder<CaseContact> builder)
    {
        builder.ToTable("CaseContacts");
        builder.HasKey(row => new { row.CaseId, row.ContactId });
        builder.HasIndex(row => row.ContactId);
    }
}

internal sealed class AssignmentMapping : IEntityTypeConfiguration<Assignment>
{
    public void Configure(EntityTypeBuilder<Assignment> builder)
    {
        builder.ToTable("Assignments");
        builder.HasKey(row => new { row.CaseId, row.Seq });
        builder.Property(row => row.Seq).ValueGeneratedNever();
        builder.HasIndex(row => new { row.UnitId, row.CaseId });
        builder.Property(row => row.Reason).HasMaxLength(1000);
    }
}

internal sealed class CountdownMapping : IEntityTypeConfiguration<Countdown>
{
    public void Configure(EntityTypeBuilder<Countdown> builder)
    {
        builder.ToTable("Countdowns");
        builder.Property(row => row.Id).ValueGeneratedNever();

        // What the sweep reads every few seconds: only the rows that wait for something.
        builder.HasIndex(row => row.NextAt).HasFilter("\"NextAt\" IS NOT NULL");
        builder.HasIndex(row => new { row.CaseId, row.EndedAt });
        builder.HasIndex(row => new { row.LateAfter, row.CaseId }).HasFilter("\"EndedAt\" IS NULL");
        builder.Property(row => row.Gist).HasMaxLength(1000);
        builder.Property(row => row.Explanation).HasMaxLength(2000);
        builder.Property(row => row.Limit).HasMaxLength(40).HasConversion(new PeriodWords());
        builder.Property(row => row.Alarms).HasMaxLength(1000).HasConversion(new JsonList<Alarm>(), JsonList<Alarm>.Comparer);
    }
}

internal sealed class UnitRequestMapping : IEntityTypeConfiguration<UnitRequest>
{
    public void Configure(EntityTypeBuilder<UnitRequest> builder)
    {
        builder.ToTable("UnitRequests");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.State, row.AskedAt });
        builder.HasIndex(row => row.UnitId).HasFilter("\"Groundless\" = 1");
        builder.HasIndex(row => row.ApproverUnitId).HasFilter("\"ApproverUnitId\" IS NOT NULL");
        builder.Property(row => row.ApproverRole).HasDefaultValue(Policies.PolicyRole.HotlineOffice).HasSentinel((Policies.PolicyRole)(-1));
        builder.Property(row => row.ReplyText).HasMaxLength(4000);
        builder.Ignore(row => row.Approver);
        builder.Property(row => row.PassedOver).HasConversion(new JsonList<PassedOver>(), JsonList<PassedOver>.Comparer).HasMaxLength(1000).HasDefaultValueSql("'[]'");
        builder.Property(row => row.Reason).HasMaxLength(1000);
        builder.Property(row => row.Leader).HasMaxLength(500);
        builder.Property(row => row.PreTreatment).HasMaxLength(500);
        builder.Property(row => row.RequesterTold).HasMaxLength(500);
        builder.Property(row => row.Decision).HasMaxLength(500);
    }
}

internal sealed class CaseTaskMapping : IEntityTypeConfiguration<CaseTask>
{
    public void Configure(EntityTypeBuilder<CaseTask> builder)
    {
        builder.ToTable("Tasks");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.State, row.CreatedAt });
        builder.Property(row => row.Tries).HasConversion(new JsonList<TaskAttempt>(), JsonList<TaskAttempt>.Comparer)
            .HasMaxLength(ContactMapping.Unbounded).HasDefaultValueSql("'[]'");
    }
}

internal sealed class SurveyMapping : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.ToTable("Surveys");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.ToKey).HasMaxLength(264);
        builder.Property(row => row.ExtensionCode).HasMaxLength(10);
        builder.Property(row => row.OpenCode).HasMaxLength(10);
        builder.HasIndex(row => row.OpenCode).IsUnique().HasFilter("\"OpenCode\" IS NOT NULL");
        builder.HasIndex(row => new { row.ExtensionCode, row.ToKey });
        builder.HasIndex(row => row.ExpiresAt).HasFilter("\"OpenCode\" IS NOT NULL");
        builder.HasIndex(row => row.NoticeId);
    }
}

internal sealed class HistoryMapping : IEntityTypeConfiguration<HistoryEntry>
{
    public void Configure(EntityTypeBuilder<HistoryEntry> builder)
    {
        builder.ToTable("History");
        builder.HasKey(row => new { row.CaseId, row.Seq });
        builder.Property(row => row.Seq).ValueGeneratedNever();
        builder.Property(row => row.Act).HasMaxLength(40);
        builder.Property(row => row.Detail).HasMaxLength(5000);
        builder.Property(row => row.Hash).HasMaxLength(64);
    }
}
