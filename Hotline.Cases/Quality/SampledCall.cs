namespace Hotline.Cases.Quality;

/// <summary>A call that was drawn, from scoring to the decision on the agent's appeal.</summary>
internal sealed class SampledCall
{
    private readonly List<CallScore> scores = [];

    private SampledCall()
    {
    }

    public Guid Id { get; private set; }

    public Guid PlanId { get; private set; }

    public Guid DrawId { get; private set; }

    /// <summary>Of the draw.</summary>
    public int DrawNumber { get; private set; }

    public Guid ContactId { get; private set; }

    public Guid RecordingId { get; private set; }

    public string AgentId { get; private set; } = "";

    public DateTimeOffset ArrivedAt { get; private set; }

    /// <summary>Two people score it, neither seeing the other's before both are done.</summary>
    public bool IsDouble { get; private set; }

    public ReviewState State { get; private set; }

    public IReadOnlyList<CallScore> Scores => scores;

    /// <summary>The score that was given out.</summary>
    public Guid? GivenScoreId { get; private set; }

    public DateTimeOffset? GivenOutAt { get; private set; }

    public Guid? GivenOutById { get; private set; }

    public string? GivenOutBy { get; private set; }

    public DateTimeOffset? AppealUntil { get; private set; }

    public DateTimeOffset? AppealedAt { get; private set; }

    public string? AppealReason { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public string? DecidedBy { get; private set; }

    public string? DecisionReason { get; private set; }

    /// <summary>Decided by somebody who had a part in the result, since nobody else was left; null where not.</summary>
    public bool? DecidedByRight { get; private set; }

    public int ScoresWanted => IsDouble ? 2 : 1;

    /// <summary>What the agent was told.</summary>
    public CallScore? Given => scores.Find(score => score.Id == GivenScoreId);

    /// <summary>What counts: the decision on the appeal where it changed something.</summary>
    public CallScore? Counted => scores.Find(score => score.Place == CallScore.OnAppeal) ?? Given;

    public static SampledCall Of(CallDraw draw, Candidate call, bool isDouble) => new()
    {
        Id = Guid.CreateVersion7(draw.At),
        PlanId = draw.PlanId,
        DrawId = draw.Id,
        DrawNumber = draw.Number,
        ContactId = call.ContactId,
        RecordingId = call.RecordingId,
        AgentId = call.AgentId,
        ArrivedAt = call.ArrivedAt,
        IsDouble = isDouble,
    };

    public bool IsScoredBy(Actor actor) => scores.Exists(score => score.ReviewerId == actor.Id);

    /// <summary>Scored all as it should be: now everybody who reviews sees every score.</summary>
    public bool IsScored => State != ReviewState.Open;

    /// <summary>Why this person may not score it; null where they may.</summary>
    public string? NotScoredBy(Actor actor) =>
        State != ReviewState.Open ? "已评完" : IsScoredBy(actor) ? "复评须由另一人进行" : null;

    public void Add(CallScore score)
    {
        scores.Add(score);
        State = State == ReviewState.Open && scores.Count == ScoresWanted ? ReviewState.Scored : State;
    }

    public void GiveOut(CallScore score, Actor by, DateTimeOffset now, TimeSpan appealTime) =>
        (State, GivenScoreId, GivenOutAt, GivenOutById, GivenOutBy, AppealUntil) = (ReviewState.GivenOut, score.Id, now, by.Id, by.Name, now + appealTime);

    public void Appeal(string reason, DateTimeOffset now) => (State, AppealReason, AppealedAt) = (ReviewState.Appealed, reason, now);

    /// <summary>This person scored it or gave it out.</summary>
    public bool Involves(Guid personId) => GivenOutById == personId || scores.Exists(score => score.ReviewerId == personId);

    /// <summary>Decides on the appeal.</summary>
    /// <param name="score">The score that counts from now on; null: it stays.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    public void Decide(CallScore? score, string reason, Actor by, DateTimeOffset now)
    {
        DecidedByRight = Involves(by.Id) ? true : null;
        if (score is not null)
        {
            scores.Add(score);
        }

        (State, DecisionReason, DecidedBy, DecidedAt) = (ReviewState.Decided, reason, by.Name, now);
    }
}
