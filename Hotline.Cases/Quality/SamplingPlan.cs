using Hotline.Cases.Views;

namespace Hotline.Cases.Quality;

/// <summary>Which calls are sampled, how many, and by which sheet (抽检计划). Never changed: what was drawn and scored by it stays true.</summary>
internal sealed class SamplingPlan
{
    private SamplingPlan()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string SheetId { get; private set; } = "";

    public int SheetVersion { get; private set; }

    public string SheetName { get; private set; } = "";

    public int Pass { get; private set; }

    public IReadOnlyList<SheetItemView> Items { get; private set; } = [];

    public string? AgentId { get; private set; }

    public string? SkillGroup { get; private set; }

    /// <summary>Only calls that the citizen rated, and no better than this.</summary>
    public int? RatingAtMost { get; private set; }

    /// <summary>Only calls with a case in whose text or place this stands.</summary>
    public string? Keyword { get; private set; }

    public bool PerAgent { get; private set; }

    public int Count { get; private set; }

    /// <summary>So many of each draw are scored by two people.</summary>
    public int DoubleCount { get; private set; }

    public DateTimeOffset MadeAt { get; private set; }

    public string MadeBy { get; private set; } = "";

    /// <summary>The sheet as it was.</summary>
    public ScoreSheet Sheet => new(SheetId, SheetVersion, SheetName, Pass, Items);

    public static SamplingPlan Of(PlanForm form, ScoreSheet sheet, Actor by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Name = form.Name!.Trim(),
        SheetId = sheet.Id,
        SheetVersion = sheet.Version,
        SheetName = sheet.Name,
        Pass = sheet.Pass,
        Items = sheet.Items,
        AgentId = form.AgentId,
        SkillGroup = form.Group,
        RatingAtMost = form.RatingAtMost,
        Keyword = form.Keyword?.Trim(),
        PerAgent = form.PerAgent,
        Count = form.Count,
        DoubleCount = form.DoubleCount,
        MadeAt = now,
        MadeBy = by.Name,
    };
}

/// <summary>Calls drawn at once for a plan.</summary>
internal sealed class CallDraw
{
    private CallDraw()
    {
    }

    public Guid Id { get; private set; }

    public Guid PlanId { get; private set; }

    /// <summary>Of the plan, from 1.</summary>
    public int Number { get; private set; }

    public DateTimeOffset From { get; private set; }

    public DateTimeOffset To { get; private set; }

    public int Seed { get; private set; }

    /// <summary>Calls that could be drawn: without those drawn before.</summary>
    public int Population { get; private set; }

    public int Drawn { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string By { get; private set; } = "";

    public static CallDraw Of(SamplingPlan plan, int number, DateTimeOffset from, DateTimeOffset to, int seed, Actor by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PlanId = plan.Id,
        Number = number,
        From = from,
        To = to,
        Seed = seed,
        At = now,
        By = by.Name,
    };

    /// <summary>Draws; the first of them are scored twice.</summary>
    public IReadOnlyList<SampledCall> Take(SamplingPlan plan, IReadOnlyCollection<Candidate> population)
    {
        var drawn = Lot.Draw(population, Seed, plan.Count, plan.PerAgent);
        (Population, Drawn) = (population.Count, drawn.Count);
        return [.. drawn.Select((call, index) => SampledCall.Of(this, call, index < plan.DoubleCount))];
    }
}
