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

/// <summary>What follows from a survey's outcome.</summary>
internal enum SurveyFollowUp
{
    Archive,

    /// <summary>An agent rings the citizen (电话回访).</summary>
    CallbackTask,

    /// <summary>退回重办 with a new limit.</summary>
    Rework,
}

/// <summary>One answer a citizen can give.</summary>
/// <param name="Key">The digit asked for, such as 1.</param>
/// <param name="Words">Other texts taken for it, such as 满意; compared without spaces, case and full width.</param>
/// <param name="Meaning">What it says.</param>
internal sealed record SurveyAnswer(string Key, ImmutableArray<string> Words, Satisfaction Meaning);

/// <summary>What follows from each outcome.</summary>
internal sealed record SurveyOutcomes(SurveyFollowUp Satisfied, SurveyFollowUp Neutral, SurveyFollowUp Dissatisfied)
{
    public SurveyFollowUp After(Satisfaction answer) => answer switch
    {
        Satisfaction.Satisfied => Satisfied,
        Satisfaction.Neutral => Neutral,
        Satisfaction.Dissatisfied => Dissatisfied,
    };
}

/// <summary>The satisfaction survey after closing: an SMS first, an agent's call where that says too little.</summary>
internal sealed record SurveyRule
{
    public required Clause Clause { get; init; }

    /// <summary>The SMS, with the placeholders <c>{city}</c>, <c>{case}</c>, <c>{title}</c> and <c>{outcome}</c>.</summary>
    public required string Question { get; init; }

    public required ImmutableArray<SurveyAnswer> Answers { get; init; }

    /// <summary>No answer within this time counts as none.</summary>
    public required Period ReplyWithin { get; init; }

    /// <summary>After an answer by SMS.</summary>
    public required SurveyOutcomes BySms { get; init; }

    /// <summary>After no answer by SMS.</summary>
    public required SurveyFollowUp NoReply { get; init; }

    /// <summary>After an agent's call.</summary>
    public required SurveyOutcomes ByPhone { get; init; }

    /// <summary>How often an agent rings before the requester counts as not reached.</summary>
    public required int PhoneAttempts { get; init; }

    /// <summary>The limit of the rework; <see langword="null"/>: the handling limit anew.</summary>
    public Period? ReworkLimit { get; init; }

    /// <summary>The satisfied answer closes the case only after an auditor has passed it (yongning-2017/3-4).</summary>
    public bool AuditBeforeArchive { get; init; }
}
