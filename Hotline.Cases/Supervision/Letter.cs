using System.Globalization;
using Hotline.Cases.Casework;
using Hotline.Cases.Policies;
using Hotline.Cases.Views;

namespace Hotline.Cases.Supervision;

/// <summary>An entry of the ledger (督办台账): a document or means of supervision of one of the policy's kinds, with its number, limit, reply and strike-off.</summary>
internal sealed class Letter
{
    public const int LongestTitle = 200;
    public const int LongestBody = 4000;
    public const int LongestNote = 500;

    private Letter()
    {
    }

    public Guid Id { get; private set; }

    public string Kind { get; private set; } = "";

    /// <summary>The year in China that it is numbered in.</summary>
    public int Year { get; private set; }

    /// <summary>From 1, without gaps, per kind and year; null of a kind without numbers.</summary>
    public int? Seq { get; private set; }

    public Guid? CaseId { get; private set; }

    public string? CaseNumber { get; private set; }

    public string UnitId { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    /// <summary>Who issued it; null: the hotline.</summary>
    public string? OfficeId { get; private set; }

    public string? OfficeName { get; private set; }

    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    public string Clause { get; private set; } = "";

    public DateTimeOffset IssuedAt { get; private set; }

    public Guid IssuedById { get; private set; }

    public string IssuedBy { get; private set; } = "";

    public DateTimeOffset? Due { get; private set; }

    /// <summary>It stays on the ledger until it is struck off (销号).</summary>
    public bool StrikesOff { get; private set; }

    /// <summary>When the sweep looks at it next; null once it was answered, or flagged.</summary>
    public DateTimeOffset? NextAt { get; private set; }

    /// <summary>Flagged as not answered in time.</summary>
    public DateTimeOffset? LateAt { get; private set; }

    public string? Reply { get; private set; }

    public DateTimeOffset? RepliedAt { get; private set; }

    public string? RepliedBy { get; private set; }

    public DateTimeOffset? StruckOffAt { get; private set; }

    public string? StruckOffBy { get; private set; }

    public string? StrikeOffNote { get; private set; }

    public string? Number => Seq is { } seq ? string.Create(CultureInfo.InvariantCulture, $"{Kind}〔{Year}〕{seq}号") : null;

    public string Name => Number ?? Kind;

    public LetterState State => StruckOffAt is not null ? LetterState.StruckOff : RepliedAt is not null ? LetterState.Replied : LetterState.Issued;

    public static Letter Of(SupervisionDocument kind, (int Year, int? Seq) number, Case? concerned, UnitRef unit, UnitRef? office, LetterForm form, Occasion occasion)
    {
        var due = form.Due?.ToUniversalTime() ?? (kind.Limit is { } limit ? occasion.Rules.Calendar.End(occasion.At, limit).ToUniversalTime() : null);
        return new()
        {
            Id = Guid.CreateVersion7(occasion.At),
            Kind = kind.Name,
            Year = number.Year,
            Seq = number.Seq,
            CaseId = concerned?.Id,
            CaseNumber = concerned?.Number,
            UnitId = unit.Id,
            UnitName = unit.Name,
            OfficeId = office?.Id,
            OfficeName = office?.Name,
            Title = string.IsNullOrWhiteSpace(form.Title) ? kind.Name : form.Title.Trim(),
            Body = form.Body!.Trim(),
            Clause = kind.Clause.Id,
            IssuedAt = occasion.At,
            IssuedById = occasion.By.Id,
            IssuedBy = occasion.By.Name,
            Due = due,
            NextAt = due,
            StrikesOff = kind.StrikeOff,
        };
    }

    public void Answer(string reply, Occasion occasion) => (Reply, RepliedAt, RepliedBy, NextAt) = (reply, occasion.At, occasion.By.Name, null);

    public void StrikeOff(string? note, Occasion occasion) => (StruckOffAt, StruckOffBy, StrikeOffNote, NextAt) = (occasion.At, occasion.By.Name, note, null);

    /// <summary>Its limit has passed without a reply, once.</summary>
    public bool TakeLate(DateTimeOffset now)
    {
        if (NextAt is null || NextAt >= now)
        {
            return false;
        }

        (LateAt, NextAt) = (now, null);
        return true;
    }

    public LetterView Show() => new()
    {
        Id = Id,
        Kind = Kind,
        Number = Number,
        CaseNumber = CaseNumber,
        Unit = new(UnitId, UnitName),
        Office = OfficeId is null ? null : new(OfficeId, OfficeName ?? ""),
        Title = Title,
        Body = Body,
        Clause = Clause,
        IssuedAt = IssuedAt,
        IssuedBy = IssuedBy,
        Due = Due,
        StrikesOff = StrikesOff,
        Late = LateAt is not null || RepliedAt > Due,
        State = State,
        Reply = Reply,
        RepliedAt = RepliedAt,
        RepliedBy = RepliedBy,
        StruckOffAt = StruckOffAt,
        StruckOffBy = StruckOffBy,
        StrikeOffNote = StrikeOffNote,
    };
}

/// <summary>How many numbers of a kind and year are given out. Raised in the transaction that uses the number, so none is lost or given twice.</summary>
internal sealed class LetterCounter
{
    public required string Kind { get; init; }

    public required int Year { get; init; }

    public int Last { get; set; }
}
