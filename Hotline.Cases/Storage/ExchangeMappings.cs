using Hotline.Cases.Exchange;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Hotline.Cases.Storage;

internal sealed class ExchangeLinkMapping : IEntityTypeConfiguration<ExchangeLink>
{
    public void Configure(EntityTypeBuilder<ExchangeLink> builder)
    {
        builder.ToTable("ExchangeLinks");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => row.CaseId);
        builder.Property(row => row.Sent).IsConcurrencyToken();
        builder.Property(row => row.Received).IsConcurrencyToken();
    }
}

internal sealed class SentLetterMapping : IEntityTypeConfiguration<SentLetter>
{
    public void Configure(EntityTypeBuilder<SentLetter> builder)
    {
        builder.ToTable("SentLetters");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.LinkId, row.Seq }).IsUnique();
        builder.HasIndex(row => row.NextAttemptAt).HasFilter("\"NextAttemptAt\" IS NOT NULL");
        builder.HasIndex(row => new { row.Peer, row.State });
        builder.HasIndex(row => row.At);
        builder.Property(row => row.State).IsConcurrencyToken();
        builder.Property(row => row.Attempts).IsConcurrencyToken();
        builder.Property(row => row.Body).HasMaxLength(ContactMapping.Unbounded);
    }
}

internal sealed class ReceivedLetterMapping : IEntityTypeConfiguration<ReceivedLetter>
{
    public void Configure(EntityTypeBuilder<ReceivedLetter> builder)
    {
        builder.ToTable("ReceivedLetters");
        builder.HasKey(row => new { row.Peer, row.Id });
        builder.HasIndex(row => new { row.LinkId, row.Seq }).IsUnique();
        builder.HasIndex(row => new { row.Peer, row.State });
        builder.HasIndex(row => row.CameAt);
        builder.Property(row => row.Body).HasMaxLength(ContactMapping.Unbounded);
        builder.Property(row => row.Reason).HasMaxLength(1000);
    }
}

internal sealed class ExchangedFileMapping : IEntityTypeConfiguration<ExchangedFile>
{
    public void Configure(EntityTypeBuilder<ExchangedFile> builder)
    {
        builder.ToTable("ExchangedFiles");
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.Peer, row.Sha256 });
        builder.HasIndex(row => row.LinkId);
        builder.HasIndex(row => row.NextAttemptAt).HasFilter("\"NextAttemptAt\" IS NOT NULL");
        builder.Property(row => row.Sha256).HasMaxLength(64);
        builder.Property(row => row.MediaType).HasMaxLength(100);
    }
}
