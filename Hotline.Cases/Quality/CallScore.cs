using Hotline.Cases.Views;

namespace Hotline.Cases.Quality;

/// <summary>What one person gave a sampled call. Never changed.</summary>
internal sealed class CallScore
{
    /// <summary>The place of the score that an appeal led to: after the first and the second.</summary>
    public const int OnAppeal = 3;

    private CallScore()
    {
    }

    public Guid Id { get; private set; }

    public Guid SampleId { get; private set; }

    /// <summary>1 the first, 2 the second, or <see cref="OnAppeal"/>.</summary>
    public int Place { get; private set; }

    public Guid ReviewerId { get; private set; }

    public string Reviewer { get; private set; } = "";

    public IReadOnlyList<ItemScoreView> Items { get; private set; } = [];

    public IReadOnlyList<ScoreMarkView> Marks { get; private set; } = [];

    public double Total { get; private set; }

    public bool Passed { get; private set; }

    public string? Note { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static CallScore Of(SampledCall call, int place, ScoreSheet sheet, ScoreForm form, Actor by, DateTimeOffset now)
    {
        var result = sheet.Work(form.Items);
        return new CallScore
        {
            Id = Guid.CreateVersion7(now),
            SampleId = call.Id,
            Place = place,
            ReviewerId = by.Id,
            Reviewer = by.Name,
            Items = [.. sheet.Items.Select(item => form.Items.Single(given => given.Item == item.Id))],
            Marks = [.. form.Marks.OrderBy(mark => mark.FromSeconds)],
            Total = result.Total,
            Passed = result.Passed,
            Note = form.Note?.Trim() is { Length: > 0 } note ? note : null,
            At = now,
        };
    }
}
