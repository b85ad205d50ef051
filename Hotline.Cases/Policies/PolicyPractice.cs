using System.Collections.Immutable;

namespace Hotline.Cases.Policies;

/// <summary>
/// Ways of working that a regulation asks for and the product has; a policy names those that hold in its city, with the figures it sets.
/// What each means stands in <see cref="PracticeCatalog"/>.
/// </summary>
internal enum PracticeName
{
    Adjudication,
    AdjudicationAfterReturns,
    ArchivePackage,
    BurstAlert,
    CallbackMissesListed,
    CaseLifeCycle,
    CompanyDirectory,
    ConclusionRecords,
    ContactRecordForConsultation,
    ContactWhenUnresolved,
    CounterIntake,
    Designation,
    DutyRoster,
    Exchange,
    GridTerritory,
    HazardDirectDispatch,
    HazardNotice,
    HotSpotAnalysis,
    JointHandling,
    KeySupervision,
    KnowledgeConflicts,
    KnowledgeOwnership,
    KnowledgeReview,
    LevelTree,
    MaskRequester,
    OaPush,
    OneFormForAllChannels,
    OnSiteAssessment,
    OnSiteRecord,
    Patrol,
    PreTreatment,
    ProgressPage,
    ProgressReports,
    Publication,
    RectificationGroup,
    ResultSignOff,
    ReturnBarredAfterRuling,
    Rework,
    SelfServiceAnswers,
    ShirkingRecord,
    StepRecords,
    StricterLaw,
    SubDispatch,
    SuperiorLimit,
    SupervisionDossier,
    UnitCallback,
    UnitHistory,
    UnitWorkflow,
    WatchList,
    WorkGroup,
}

/// <summary>A practice with the figures the policy sets.</summary>
internal sealed record PolicyPractice(PracticeName Name, Clause Clause, Section Settings)
{
    /// <summary>The room that carries it out.</summary>
    public string Room => PracticeCatalog.Find(Name).Room;
}

/// <summary>What a practice means, who carries it out, and which figures a policy sets for it.</summary>
internal sealed record PracticeKind(PracticeName Name, string Room, string Doc, ImmutableArray<Field> Settings);
