using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>
/// 一诉一整改: repeated complaints of one kind about one place, put right as one thing with an owner and a closing of its own.
/// Its cases stay cases: each is handled, answered and surveyed for itself.
/// </summary>
internal sealed class Rectification
{
    private Rectification()
    {
    }

    public Guid Id { get; private set; }

    /// <summary><c>ZG</c> and the number of the case that made it one.</summary>
    public string Number { get; private set; } = "";

    public string CategoryCode { get; private set; } = "";

    public string Place { get; private set; } = "";

    public double? Longitude { get; private set; }

    public double? Latitude { get; private set; }

    public string? UnitId { get; private set; }

    public string? UnitName { get; private set; }

    public string? Clause { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public string? ClosedBy { get; private set; }

    public string? Conclusion { get; private set; }

    /// <summary>Rises with every change; guards the row.</summary>
    public int Revision { get; private set; }

    public bool Open => ClosedAt is null;

    public Matter Matter => new(CategoryCode, Place, MapPoint.Of(Longitude, Latitude), "", OpenedAt);

    public static Rectification Of(Case first, Occasion occasion)
    {
        var owner = occasion.Rules.Suggest(first)?.Unit;
        return new()
        {
            Id = Guid.CreateVersion7(occasion.At),
            Number = $"ZG{first.Number}",
            CategoryCode = first.CategoryCode,
            Place = first.Place,
            Longitude = first.Longitude,
            Latitude = first.Latitude,
            UnitId = owner?.Id,
            UnitName = owner?.Name,
            Clause = occasion.Rules.Policy.Practice(PracticeName.RectificationGroup)?.Clause.Id,
            OpenedAt = occasion.At,
        };
    }

    public void Take(Case joined, Occasion occasion)
    {
        Revision++;
        joined.Rectify(Id);
        joined.Record(occasion, "rectification", $"多次反映同一问题，列入整改{Number}（责任单位：{UnitName ?? "待定"}）", Clause, moves: false);
    }

    public void Release(Case left, string reason, Occasion occasion)
    {
        Revision++;
        left.Rectify(null);
        left.Record(occasion, "rectification.left", $"移出整改{Number}：{reason}", Clause, moves: false);
    }

    public void Close(string conclusion, Occasion occasion)
    {
        Revision++;
        (ClosedAt, ClosedBy, Conclusion) = (occasion.At, occasion.By.Name, conclusion);
    }
}
