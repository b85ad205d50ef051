using Hotline.Cases.Notices;

namespace Hotline.Cases.Casework;

/// <summary>The question to the requester after a closing (满意度). An answer is known by its extension code and its number both.</summary>
internal sealed class Survey
{
    private Survey()
    {
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    /// <summary>The notice that carries the question; null where it is asked by telephone.</summary>
    public Guid? NoticeId { get; private set; }

    public SurveyState State { get; private set; }

    public string ToKey { get; private set; } = "";

    public string ExtensionCode { get; private set; } = "";

    /// <summary>The extension code while an answer to it may come; unique. Null afterwards, so that the code may be used again.</summary>
    public string? OpenCode { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? AskedAt { get; private set; }

    /// <summary>Until when an answer counts.</summary>
    public DateTimeOffset? ExpiresAt { get; private set; }

    public SatisfactionRating? Answer { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Whether the unit had been in touch, in the requester's words; null where that was not said.</summary>
    public bool? Contacted { get; private set; }

    /// <summary>Whether the matter is solved, in the requester's words; null where that was not said.</summary>
    public bool? Solved { get; private set; }

    /// <summary>Who heard the answer on the telephone: somebody else judges on it.</summary>
    public Guid? HeardById { get; private set; }

    /// <summary>Whether the unit was judged to be at fault; null: not judged.</summary>
    public bool? UnitAtFault { get; private set; }

    public bool Open => State is SurveyState.Held or SurveyState.Queued or SurveyState.Sent;

    public static Survey ByMessage(Guid caseId, Guid noticeId, string toKey, string code, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(at),
        CaseId = caseId,
        NoticeId = noticeId,
        State = SurveyState.Queued,
        ToKey = toKey,
        ExtensionCode = code,
        OpenCode = code,
        CreatedAt = at,
    };

    public static Survey Without(Guid caseId, SurveyState state, DateTimeOffset at) =>
        new() { Id = Guid.CreateVersion7(at), CaseId = caseId, State = state, CreatedAt = at };

    /// <summary>The question goes to another address of the requester.</summary>
    public void TurnTo(string toKey) => ToKey = toKey;

    public void Held() => State = SurveyState.Held;

    public void Queued() => State = SurveyState.Queued;

    /// <summary>The carrier took it over. An answer may have come first: then it stands.</summary>
    public void Asked(DateTimeOffset at, DateTimeOffset expires)
    {
        AskedAt ??= at;
        ExpiresAt ??= expires;
        if (State is SurveyState.Queued or SurveyState.Held)
        {
            State = SurveyState.Sent;
        }
    }

    public void Answered(SurveyAnswers answers, Occasion occasion)
    {
        (State, Answer, AnsweredAt) = (SurveyState.Answered, answers.Rating, occasion.At);
        (Contacted, Solved) = (answers.Contacted, answers.Solved);
        HeardById = occasion.By == Author.Requester ? null : occasion.By.Id;
        AskedAt ??= occasion.At;
    }

    public void Judged(bool unitAtFault) => UnitAtFault = unitAtFault;

    public void ByPhone() => (State, OpenCode) = (SurveyState.ByPhone, null);

    public void Unanswered() => (State, OpenCode) = (SurveyState.Unanswered, null);

    /// <summary>The window is over: the code may be used again.</summary>
    public void Close() => OpenCode = null;
}
