using System.Collections.Immutable;
using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>What a citizen thinks of the result.</summary>
internal enum Satisfaction
{
    Satisfied,
    Neutral,
    Dissatisfied,
}

/// <summary>What follows from a survey's outcome, the strictest last.</summary>
internal enum SurveyFollowUp
{
    Archive,

    /// <summary>An agent rings the citizen (电话回访).</summary>
    CallbackTask,

    /// <summary>A second person judges whether the unit is at fault.</summary>
    Judge,

    /// <summary>退回重办 with a new limit.</summary>
    Rework,
}

/// <summary>One answer a citizen can give.</summary>
/// <param name="Key">The digit asked for, such as 1.</param>
/// <param name="Words">Other texts taken for it, such as 满意; compared without spaces, case and full width.</param>
/// <param name="Meaning">What it says.</param>
internal sealed record SurveyAnswer(string Key, ImmutableArray<string> Words, Satisfaction Meaning);

/// <summary>What follows from each outcome.</summary>
/// <param name="Satisfied">After 满意.</param>
/// <param name="Neutral">After 基本满意, 一般.</param>
/// <param name="Dissatisfied">After 不满意.</param>
/// <param name="NotSolved">Where it is not solved in the requester's words.</param>
/// <param name="NotContacted">Where nobody had been in touch with them.</param>
internal sealed record SurveyOutcomes(
    SurveyFollowUp Satisfied, SurveyFollowUp Neutral, SurveyFollowUp Dissatisfied, SurveyFollowUp NotSolved = SurveyFollowUp.Archive, SurveyFollowUp NotContacted = SurveyFollowUp.Archive)
{
    /// <summary>The strictest of what each answer leads to.</summary>
    public SurveyFollowUp After(Satisfaction answer, bool? solved = null, bool? contacted = null)
    {
        var strictest = answer switch
        {
            Satisfaction.Satisfied => Satisfied,
            Satisfaction.Neutral => Neutral,
            Satisfaction.Dissatisfied => Dissatisfied,
        };
        strictest = solved == false && NotSolved > strictest ? NotSolved : strictest;
        return contacted == false && NotContacted > strictest ? NotContacted : strictest;
    }
}

/// <summary>What follows from the judgement on a requester who is not satisfied.</summary>
internal sealed record JudgementOutcomes(SurveyFollowUp AtFault, SurveyFollowUp NotAtFault);

/// <summary>The satisfaction survey after closing: an SMS first, an agent's call where that says too little.</summary>
internal sealed record SurveyRule
{
    public required Clause Clause { get; init; }

    /// <summary>The SMS, with the placeholders <c>{city}</c>, <c>{case}</c>, <c>{title}</c> and <c>{outcome}</c>.</summary>
    public required string Question { get; init; }

    /// <summary>What is asked, in the order of the digits of an answer; the last is how satisfied they are.</summary>
    public ImmutableArray<SurveyQuestion> Asks { get; init; } = [SurveyQuestion.Satisfied];

    public required ImmutableArray<SurveyAnswer> Answers { get; init; }

    /// <summary>No answer within this time counts as none.</summary>
    public required Period ReplyWithin { get; init; }

    /// <summary>After an answer by SMS.</summary>
    public required SurveyOutcomes BySms { get; init; }

    /// <summary>After no answer by SMS.</summary>
    public required SurveyFollowUp NoReply { get; init; }

    /// <summary>After an agent's call.</summary>
    public required SurveyOutcomes ByPhone { get; init; }

    /// <summary>After a judgement; <see langword="null"/> where none is asked for.</summary>
    public JudgementOutcomes? Judged { get; init; }

    /// <summary>How often an agent rings before the requester counts as not reached.</summary>
    public required int PhoneAttempts { get; init; }

    /// <summary>The limit of the rework; <see langword="null"/>: the handling limit anew.</summary>
    public Period? ReworkLimit { get; init; }

    /// <summary>The satisfied answer closes the case only after an auditor has passed it (yongning-2017/3-4).</summary>
    public bool AuditBeforeArchive { get; init; }
}
