using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hotline.Cases.Policies;

/// <summary>Every practice a policy can name.</summary>
internal static class PracticeCatalog
{
    private static readonly FieldType Texts = FieldType.List(FieldType.Text);
    private static readonly FieldType Role = FieldType.Name<PolicyRole>();

    public static ImmutableArray<PracticeKind> All { get; } =
    [
        new(PracticeName.Adjudication, "Casework", "认定: a dispute over the owner is decided and recorded, then dispatched by the ruling",
        [
            new("modes", Texts, "Ways of deciding, by urgency", true),
            new("record", Texts, "What the record holds", true),
        ]),
        new(PracticeName.AdjudicationAfterReturns, "Casework", "The n-th return opens an adjudication by itself",
            [new("returns", FieldType.Number(1, 20), "At the so-manieth return", true)]),
        new(PracticeName.ArchivePackage, "Casework", "归档: one package per case", [new("holds", Texts, "What is in it")]),
        new(PracticeName.BurstAlert, "Assessment", "An alert when contacts on one subject or place jump over their usual level",
        [
            new("window-hours", FieldType.Number(1, 168), "Contacts of the last so many hours are counted", true),
            new("factor", FieldType.Number(2, 100), "Times the usual level", true),
            new("min-contacts", FieldType.Number(1, 10000), "Below this count there is no alert", true),
        ]),
        new(PracticeName.CallbackMissesListed, "Assessment", "Units that did not ring the citizen back are listed in the bulletin", []),
        new(PracticeName.CaseLifeCycle, "Casework", "The stages of every case", [new("stages", Texts, "In order", true)]),
        new(PracticeName.CompanyDirectory, "Directory", "Recommended service companies: agreed time, feedback, rating, ranking by rating",
            [new("ranked-by", FieldType.Pattern("rating", "rating"), "By what companies are ranked")]),
        new(PracticeName.ConclusionRecords, "Assessment", "Falsified results, rework still not done, duties of lead or backstop not met: kept as facts for the assessment",
            [new("facts", Texts, "Which", true)]),
        new(PracticeName.ContactRecordForConsultation, "Casework", "A consultation closes only with a record that the citizen was spoken with", []),
        new(PracticeName.ContactWhenUnresolved, "Casework", "What is closed unsolved needs a contact record with the explanation, and a statement and approvals where asked for; once for each set of outcomes",
        [
            new("outcomes", FieldType.List(FieldType.Name<CaseOutcome>()), "For which outcomes; without it for cannot-be-solved-now and not-justified"),
            new("statement", FieldType.Flag, "A written statement is required"),
            new("approvers", FieldType.List(Role), "Who approves closing, one after the other"),
        ]),
        new(PracticeName.CounterIntake, "Contacts", "Intake at counters, the staff member and the point on record", [new("points", Texts, "Kinds of points", true)]),
        new(PracticeName.Designation, "Casework", "After so many dispatches without an owner a unit is designated",
        [
            new("dispatches", FieldType.Number(1, 20), "After the so-manieth dispatch"),
            new("by", Role, "Who designates", true),
        ]),
        new(PracticeName.DutyRoster, "Organisation", "Roles of the hotline office with a duty roster",
        [
            new("groups", Texts, "The groups", true),
            new("round-the-clock", FieldType.Flag, "Twenty-four hours a day"),
        ]),
        new(PracticeName.Exchange, "Casework", "Cases to and from other platforms", [new("with", Texts, "Which")]),
        new(PracticeName.GridTerritory, "Organisation", "A place gives its grid cell, and the cell its territory unit", []),
        new(PracticeName.HazardDirectDispatch, "Casework", "Hazard cases skip levels: straight to the responsible office of the sub-class", []),
        new(PracticeName.HazardNotice, "Notices", "Hazards are told to the unit at once, before acceptance ends", []),
        new(PracticeName.HotSpotAnalysis, "Assessment", "Hot spots and hard cases analysed for the bulletin", []),
        new(PracticeName.JointHandling, "Casework", "One lead, several co-handlers, each with a task and a reply of its own; the lead's reply closes",
        [
            new("set-by", Role, "Who names lead and co-handlers"),
            new("unclear-to", Role, "Who takes the case where ownership is unclear"),
        ]),
        new(PracticeName.KeySupervision, "Supervision", "重点督办: a flag with its cause", []),
        new(PracticeName.KnowledgeConflicts, "Knowledge", "One fact, one source; where territory and industry differ, who decides", [new("decided-by", FieldType.Text, "Who", true)]),
        new(PracticeName.KnowledgeOwnership, "Knowledge", "Every article has an owning unit and a maintainer; the hotline office owns the structure", []),
        new(PracticeName.KnowledgeReview, "Knowledge", "Published after review, reviewed again at expiry, old versions kept",
            [new("reviewer", Role, "Who reviews", true)]),
        new(PracticeName.LevelTree, "Organisation", "Levels of platforms, each accepting, dispatching, supervising and assessing the one below",
            [new("levels", FieldType.Number(1, 4), "How many", true)]),
        new(PracticeName.MaskRequester, "Casework", "The requester's identity is masked to the unit that handles or is complained about; each reveal needs a reason and is logged", []),
        new(PracticeName.OaPush, "Notices", "Pushed to the unit's head through its OA, acknowledged, retried", []),
        new(PracticeName.OneFormForAllChannels, "Contacts", "Every channel makes the same case", [new("channels", Texts, "Which", true)]),
        new(PracticeName.OnSiteAssessment, "Assessment", "On-site assessment records", []),
        new(PracticeName.OnSiteRecord, "Casework", "Where a visit has a limit, the reply needs its record: time and place, and a photo where asked for", [new("photo", FieldType.Flag, "A photo is required")]),
        new(PracticeName.Patrol, "Casework", "Problems found on patrol are cases: closed on the spot, or in a ledger with a limit until struck off",
        [
            new("not-ours-to", Role, "To whom what is not ours is reported at once", true),
            new("pre-treatment", FieldType.Flag, "Hazards are secured first, with time and photo"),
        ]),
        new(PracticeName.PreTreatment, "Casework", "A hazard that is not the unit's own is secured first, with time and photo, then transferred", []),
        new(PracticeName.ProgressPage, "Casework", "Progress and result on the public page by case number and query code; rating there", []),
        new(PracticeName.ProgressReports, "Casework", "What cannot be solved at once is reported on: progress and measures", []),
        new(PracticeName.Publication, "Casework", "Cases and units as examples or exposed publicly, personal data removed", [new("kinds", Texts, "Which", true)]),
        new(PracticeName.RectificationGroup, "Casework", "一诉一整改: repeated complaints become one rectification with an owner and a closing of its own",
        [
            new("min-contacts", FieldType.Number(2, 1000), "From so many contacts", true),
            new("window-days", FieldType.Number(1, 366), "Within so many days", true),
            new("near-metres", FieldType.Number(1, 100000), "Within so many metres", true),
        ]),
        new(PracticeName.ResultSignOff, "Casework", "The result is signed by a leader before it is sent up", [new("by", Role, "Who signs", true)]),
        new(PracticeName.ReturnBarredAfterRuling, "Casework", "After the ruling no return is possible; a refusal is recorded for assessment", []),
        new(PracticeName.Rework, "Casework", "退回重办 where the audit fails, with a new limit", [new("limit-required", FieldType.Flag, "Who sends a case back has to name its limit")]),
        new(PracticeName.SelfServiceAnswers, "Knowledge", "The knowledge base answers before an agent is asked", [new("channels", Texts, "Where", true)]),
        new(PracticeName.ShirkingRecord, "Assessment", "A return judged groundless is remembered", []),
        new(PracticeName.StepRecords, "Casework", "Registration, report and dispatch leave records that prove when each was done", []),
        new(PracticeName.StricterLaw, "Casework", "A stricter law's limit wins for the case, with its source", []),
        new(PracticeName.SubDispatch, "Casework", "A unit's own office dispatches to its squads, urges, supervises and archives", [new("to", Texts, "To whom")]),
        new(PracticeName.SuperiorLimit, "Casework", "A superior body's limit replaces the policy's for the case", []),
        new(PracticeName.SupervisionDossier, "Supervision", "A list and dossier of timed-out and repeatedly reworked cases",
            [new("reworks", FieldType.Number(1, 20), "From so many reworks", true)]),
        new(PracticeName.UnitCallback, "Casework", "The unit rings the citizen itself before it can close", []),
        new(PracticeName.UnitHistory, "Organisation", "Units have names and duties with effective dates; old cases keep the old name", []),
        new(PracticeName.UnitWorkflow, "Casework", "Each unit has its own steps between receipt and reply", [new("steps", Texts, "In order", true)]),
        new(PracticeName.WatchList, "Casework", "待观察: leaves the overdue list, stays followed with reminders at its expected date",
        [
            new("after-extensions", FieldType.Number(0, 10), "Open after so many extensions", true),
            new("needs", Texts, "What must be stated", true),
        ]),
        new(PracticeName.WorkGroup, "Notices", "Citizens on the official account; the work group is told of new, urged and overdue cases",
            [new("tells", Texts, "Of what")]),
    ];

    private static readonly FrozenDictionary<PracticeName, PracticeKind> ByName = All.ToFrozenDictionary(kind => kind.Name);

    public static PracticeKind Find(PracticeName name) => ByName[name];
}
