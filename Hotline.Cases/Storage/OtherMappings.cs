using Hotline.Cases.Contacts;
using Hotline.Cases.Notices;
using Hotline.Cases.Organisation;
using Hotline.Cases.Views;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Hotline.Cases.Storage;

internal sealed class ContactMapping : IEntityTypeConfiguration<Contact>
{
    /// <summary>What a citizen wrote is kept whole, however long.</summary>
    public const int Unbounded = -1;

    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("Contacts");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.Medium, row.ExternalId }).IsUnique();
        builder.HasIndex(row => new { row.NumberKey, row.ArrivedAt });
        builder.HasIndex(row => new { row.AgentId, row.ArrivedAt });
        builder.HasIndex(row => row.ArrivedAt);
        builder.Property(row => row.Text).HasMaxLength(Unbounded);
        builder.Property(row => row.Number).HasMaxLength(254);
        builder.Property(row => row.NumberKey).HasMaxLength(264);
        builder.Property(row => row.CalledNumber).HasMaxLength(254);
        builder.Property(row => row.Subject).HasMaxLength(1000);
        builder.Property(row => row.Thread).HasMaxLength(1000);
        builder.Property(row => row.Tag).HasMaxLength(32);
        builder.Property(row => row.SkillGroup).HasMaxLength(64);
        builder.Property(row => row.OverflowedTo).HasMaxLength(32);
        builder.Property(row => row.OverflowedFrom).HasMaxLength(32);
        builder.Ignore(row => row.Phone);
    }
}

internal sealed class AttachmentMapping : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("Attachments");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.ContactId);
        builder.Property(row => row.MediaType).HasMaxLength(100);
        builder.Property(row => row.Sha256).HasMaxLength(64);
    }
}

internal sealed class IdentityLinkMapping : IEntityTypeConfiguration<IdentityLink>
{
    public void Configure(EntityTypeBuilder<IdentityLink> builder)
    {
        builder.ToTable("IdentityLinks");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.AddressKey).HasMaxLength(264);
        builder.HasIndex(row => row.AddressKey).IsUnique().HasFilter("\"EndedAt\" IS NULL");
        builder.HasIndex(row => row.PhoneKey);
    }
}

internal sealed class AccessCodeMapping : IEntityTypeConfiguration<AccessCode>
{
    public void Configure(EntityTypeBuilder<AccessCode> builder)
    {
        builder.ToTable("AccessCodes");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Wrong).IsConcurrencyToken();
        builder.Property(row => row.UsedAt).IsConcurrencyToken();
        builder.HasIndex(row => new { row.PhoneKey, row.IssuedAt });
        builder.HasIndex(row => new { row.AddressHash, row.IssuedAt });
        builder.HasIndex(row => row.TicketHash).IsUnique().HasFilter("\"TicketHash\" IS NOT NULL");
        builder.HasIndex(row => row.IssuedAt);
        builder.Property(row => row.AddressHash).HasMaxLength(64);
        builder.Property(row => row.CodeHash).HasMaxLength(64);
        builder.Property(row => row.TicketHash).HasMaxLength(64);
    }
}

internal sealed class DoorNoteMapping : IEntityTypeConfiguration<DoorNote>
{
    public void Configure(EntityTypeBuilder<DoorNote> builder)
    {
        builder.ToTable("DoorNotes");
        builder.HasKey(row => row.Key);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Property(row => row.Value).HasMaxLength(ContactMapping.Unbounded);
    }
}

internal sealed class RecordingMapping : IEntityTypeConfiguration<Recording>
{
    public void Configure(EntityTypeBuilder<Recording> builder)
    {
        builder.ToTable("Recordings");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.ContactId);
        builder.HasIndex(row => row.StartedAt);
        builder.HasIndex(row => new { row.NumberKey, row.StartedAt });
        builder.HasIndex(row => new { row.AgentId, row.StartedAt });
        builder.Property(row => row.File).HasMaxLength(400);
        builder.Property(row => row.Sha256).HasMaxLength(64);
        builder.Property(row => row.PackedSha256).HasMaxLength(64);
        builder.Property(row => row.Legs).HasConversion(new JsonList<RecordedLegView>(), JsonList<RecordedLegView>.Comparer)
            .HasMaxLength(ContactMapping.Unbounded).HasDefaultValueSql("'[]'");
        builder.Property(row => row.Sounds).HasConversion(new JsonList<PhoneSound>(), JsonList<PhoneSound>.Comparer)
            .HasMaxLength(ContactMapping.Unbounded).HasDefaultValueSql("'[]'");
        builder.HasIndex(row => row.Opinion);
    }
}

internal sealed class AuditMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("Audit");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.Seq);
        builder.Property(row => row.Hash).HasMaxLength(64);
        builder.HasIndex(row => row.At);
        builder.HasIndex(row => new { row.Subject, row.At });
        builder.Property(row => row.Act).HasMaxLength(40);
        builder.Property(row => row.Reason).HasMaxLength(1000);
    }
}

internal sealed class SealedChainMapping : IEntityTypeConfiguration<SealedChain>
{
    public void Configure(EntityTypeBuilder<SealedChain> builder)
    {
        builder.ToTable("Chains");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(40).ValueGeneratedNever();
        builder.Property(row => row.Length).IsConcurrencyToken();
        builder.Property(row => row.Hash).HasMaxLength(64);
    }
}

internal sealed class TallyMapping : IEntityTypeConfiguration<Tally>
{
    public void Configure(EntityTypeBuilder<Tally> builder)
    {
        builder.ToTable("Tallies");
        builder.HasKey(row => row.Name);
        builder.Property(row => row.Name).HasMaxLength(40).ValueGeneratedNever();
    }
}

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxNotice>
{
    public void Configure(EntityTypeBuilder<OutboxNotice> builder)
    {
        builder.ToTable("Notices");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.NextAttemptAt).HasFilter("\"NextAttemptAt\" IS NOT NULL");
        builder.HasIndex(row => new { row.State, row.CreatedAt });
        builder.HasIndex(row => row.CaseId);
        builder.HasIndex(row => row.ProviderId);
        builder.Property(row => row.State).IsConcurrencyToken();
        builder.Property(row => row.NextAttemptAt).IsConcurrencyToken();
        builder.HasIndex(row => new { row.ToKey, row.CreatedAt });
        builder.Property(row => row.Medium).HasDefaultValue(Medium.Sms).HasSentinel((Medium)(-1));
        builder.Property(row => row.To).HasMaxLength(254);
        builder.Property(row => row.ToKey).HasMaxLength(264);
        builder.Property(row => row.Subject).HasMaxLength(1000);
        builder.Property(row => row.InReplyTo).HasMaxLength(1000);
        builder.Property(row => row.Text).HasMaxLength(ContactMapping.Unbounded);
        builder.Property(row => row.ExtensionCode).HasMaxLength(10);
    }
}

internal sealed class EarlyReportMapping : IEntityTypeConfiguration<EarlyReport>
{
    public void Configure(EntityTypeBuilder<EarlyReport> builder)
    {
        builder.ToTable("EarlyReports");
        builder.HasKey(row => row.ProviderId);
        builder.Property(row => row.ProviderId).ValueGeneratedNever();
    }
}

internal sealed class ReceivedReplyMapping : IEntityTypeConfiguration<ReceivedReply>
{
    public void Configure(EntityTypeBuilder<ReceivedReply> builder)
    {
        builder.ToTable("Replies");
        builder.HasKey(row => row.ExternalId);
        builder.Property(row => row.ExternalId).ValueGeneratedNever();
        builder.HasIndex(row => row.SurveyId);
        builder.Property(row => row.Text).HasMaxLength(ContactMapping.Unbounded);
    }
}

internal sealed class StaffMapping : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("Staff");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.UserNameKey).IsUnique();
        builder.HasIndex(row => row.AgentId).IsUnique().HasFilter("\"AgentId\" IS NOT NULL");
        builder.Property(row => row.PasswordHash).HasMaxLength(400);
        builder.Property(row => row.DisabledReason).HasMaxLength(StaffDisabling.LongestReason);
        builder.Property(row => row.Roles).HasConversion(
            new ValueConverter<IReadOnlyList<Role>, string>(
                roles => string.Join(',', roles),
                text => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<Role>).ToList()),
            new ValueComparer<IReadOnlyList<Role>>(
                (left, right) => left!.SequenceEqual(right!), roles => roles.Count, roles => roles));
    }
}

internal sealed class DayCounterMapping : IEntityTypeConfiguration<DayCounter>
{
    public void Configure(EntityTypeBuilder<DayCounter> builder)
    {
        builder.ToTable("DayCounters");
        builder.HasKey(row => row.Day);
        builder.Property(row => row.Day).ValueGeneratedNever();
    }
}

internal sealed class HandledKeyMapping : IEntityTypeConfiguration<HandledKey>
{
    public void Configure(EntityTypeBuilder<HandledKey> builder)
    {
        builder.ToTable("HandledKeys");
        builder.HasKey(row => new { row.ActorId, row.Key });
        builder.Property(row => row.Key).HasMaxLength(100);
        builder.Property(row => row.Digest).HasMaxLength(64).HasDefaultValue("");
        builder.HasIndex(row => row.At);
    }
}
