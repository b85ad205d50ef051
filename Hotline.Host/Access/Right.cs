using System.Collections.Frozen;
using Hotline.Cases;

namespace Hotline.Host.Access;

/// <summary>What a route asks of whoever calls it. Which case, contact or recording they may see is decided where it is loaded.</summary>
internal enum Right
{
    /// <summary>Anybody, signed in or not.</summary>
    Anybody,

    /// <summary>Anybody signed in.</summary>
    SignedIn,

    /// <summary>Read what citizens said when they called.</summary>
    ReadContacts,

    /// <summary>Read cases: all, or those of one's unit.</summary>
    ReadCases,

    /// <summary>Register a case.</summary>
    RegisterCases,

    /// <summary>Send a case to a unit, and close it.</summary>
    SteerCases,

    /// <summary>Sign for, handle, reply.</summary>
    HandleCases,

    /// <summary>Look whether a reply is true.</summary>
    VerifyCases,

    /// <summary>Decide whether what is not solved may be closed.</summary>
    DecideClosings,

    /// <summary>Put down that a requester was contacted.</summary>
    ContactRequesters,

    /// <summary>Look at who asked where that is masked.</summary>
    RevealRequesters,

    /// <summary>Decide on what a unit asks for: the office, or the leader or unit that the policy names.</summary>
    DecideRequests,

    /// <summary>See urges and supervisions: all, or those of one's unit.</summary>
    ReadSupervision,

    /// <summary>Urge units (催办); whether this person may towards that unit is the policy's.</summary>
    UrgeUnits,

    /// <summary>Take cases under supervision (督办), and end that; the same.</summary>
    SuperviseUnits,

    /// <summary>See the callback and shift lists.</summary>
    ReadTasks,

    /// <summary>Work the lists of callbacks, of the shift and of audits; whose each task is, is decided where it is loaded.</summary>
    WorkTasks,

    /// <summary>See what was sent to citizens.</summary>
    ReadNotices,

    /// <summary>Send again what did not reach its receiver.</summary>
    ResendNotices,

    /// <summary>See how the exchange with other installations stands.</summary>
    WatchExchange,

    /// <summary>Send again a letter that was given up.</summary>
    ResendLetters,

    /// <summary>Ask the platform above to take its case back, or for more time.</summary>
    AskSuperior,

    /// <summary>See the telephone board.</summary>
    WatchSwitchboard,

    /// <summary>Answer calls.</summary>
    AnswerCalls,

    /// <summary>End a call of somebody else.</summary>
    ReleaseCalls,

    /// <summary>Listen to, speak in and redirect calls of others.</summary>
    SuperviseCalls,

    /// <summary>Read call flows again, and set what callers hear before the line.</summary>
    SteerCallFlows,

    /// <summary>See telephone accounts.</summary>
    ReadPhoneAccounts,

    /// <summary>See the trunks.</summary>
    WatchTrunks,

    /// <summary>Have the SIP messages of calls kept, and read them.</summary>
    TraceCalls,

    /// <summary>See and lift bans of addresses.</summary>
    LiftBans,

    /// <summary>See who has an account; disable and enable accounts.</summary>
    ManageStaff,

    /// <summary>Find and hear recordings: all, or one's own.</summary>
    HearRecordings,

    /// <summary>Forbid the deletion of a recording, and lift that.</summary>
    HoldRecordings,

    /// <summary>Ask for a copy of a recording, and fetch it.</summary>
    ExportRecordings,

    /// <summary>Decide whether a copy that somebody else asked for may leave.</summary>
    DecideExports,

    /// <summary>See and close alarms of recordings that lack sound.</summary>
    WatchRecordings,

    /// <summary>Read figures: all, or one's own.</summary>
    ReadFigures,

    /// <summary>Have figures counted anew.</summary>
    RecountFigures,

    /// <summary>Reckon how many agents are needed.</summary>
    PlanStaff,

    /// <summary>Draw calls, score them, and decide on appeals; never of calls of one's own.</summary>
    ReviewCalls,

    /// <summary>Read what one's own calls were given, and appeal.</summary>
    ReadOwnReviews,

    /// <summary>Read the duty roster and its rules, answer changes of one's own, read how far duties were kept: all, or one's own.</summary>
    ReadRoster,

    /// <summary>Ask for a change of the duty roster; whose duties they may be is decided where they are loaded.</summary>
    AskRosterChanges,

    /// <summary>Keep groups and the duty roster, and hand a shift over.</summary>
    KeepRoster,

    /// <summary>See who should be here and is not, what is wrong with the roster, and handovers; take one over.</summary>
    LeadShifts,

    /// <summary>Read who did and heard what.</summary>
    ReadAudit,
}

/// <summary>The one table of roles and rights.</summary>
internal static class RightsTable
{
    private static readonly FrozenSet<Role> Everybody = Enum.GetValues<Role>().ToFrozenSet();

    /// <summary>Who has a right. <see cref="Right.Anybody"/> needs no role.</summary>
    public static IReadOnlySet<Role> Holders(Right right) => right switch
    {
        Right.Anybody => Everybody,
        Right.SignedIn => Everybody,
        Right.ReadContacts => Set(Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Supervisor),
        Right.ReadCases => Set(Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Handler, Role.Supervisor),
        Right.RegisterCases => Set(Role.Agent, Role.ShiftLeader, Role.Dispatcher),
        Right.SteerCases => Set(Role.Agent, Role.ShiftLeader, Role.Dispatcher),
        Right.HandleCases => Set(Role.Handler),
        Right.ContactRequesters => Set(Role.Handler, Role.Agent, Role.ShiftLeader, Role.Dispatcher),
        Right.RevealRequesters => Set(Role.UnitLeader),
        Right.DecideRequests => Set(Role.ShiftLeader, Role.Dispatcher, Role.Handler),
        Right.ReadSupervision => Set(Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Handler, Role.Supervisor),
        Right.UrgeUnits => Set(Role.Agent, Role.ShiftLeader, Role.Dispatcher, Role.Handler, Role.Supervisor),
        Right.SuperviseUnits => Set(Role.ShiftLeader, Role.Dispatcher, Role.Handler, Role.Supervisor),
        Right.ReadTasks => Set(Role.Agent, Role.ShiftLeader, Role.Supervisor),
        Right.VerifyCases => Set(Role.ShiftLeader, Role.Dispatcher, Role.Supervisor),
        Right.DecideClosings => Set(Role.Handler, Role.ShiftLeader, Role.Dispatcher),
        Right.WorkTasks => Set(Role.Agent, Role.ShiftLeader, Role.Supervisor),
        Right.ReadNotices => Set(Role.ShiftLeader, Role.Dispatcher, Role.Supervisor, Role.Agent),
        Right.ResendNotices => Set(Role.ShiftLeader, Role.Dispatcher),
        Right.WatchExchange => Set(Role.ShiftLeader, Role.Dispatcher, Role.Supervisor, Role.Admin),
        Right.ResendLetters => Set(Role.ShiftLeader, Role.Dispatcher, Role.Admin),
        Right.AskSuperior => Set(Role.ShiftLeader, Role.Dispatcher),
        Right.WatchSwitchboard => Set(Role.Agent, Role.ShiftLeader, Role.Supervisor),
        Right.AnswerCalls => Set(Role.Agent),
        Right.ReleaseCalls => Set(Role.ShiftLeader, Role.Supervisor),
        Right.SuperviseCalls => Set(Role.ShiftLeader, Role.Supervisor),
        Right.SteerCallFlows => Set(Role.ShiftLeader, Role.Supervisor),
        Right.ReadPhoneAccounts => Set(Role.Admin),
        Right.WatchTrunks => Set(Role.ShiftLeader, Role.Supervisor, Role.Admin),
        Right.TraceCalls => Set(Role.Supervisor),
        Right.LiftBans => Set(Role.Admin),
        Right.ManageStaff => Set(Role.Admin),
        Right.HearRecordings => Set(Role.Agent, Role.ShiftLeader, Role.Supervisor),
        Right.HoldRecordings => Set(Role.Supervisor),
        Right.ExportRecordings => Set(Role.ShiftLeader, Role.Supervisor),
        Right.DecideExports => Set(Role.Supervisor, Role.Admin),
        Right.WatchRecordings => Set(Role.ShiftLeader, Role.Supervisor),
        Right.ReadFigures => Set(Role.Agent, Role.ShiftLeader, Role.Supervisor),
        Right.PlanStaff => Set(Role.ShiftLeader, Role.Supervisor),
        Right.RecountFigures => Set(Role.Supervisor),
        Right.ReviewCalls => Set(Role.ShiftLeader, Role.Supervisor),
        Right.ReadOwnReviews => Set(Role.Agent, Role.ShiftLeader, Role.Supervisor),
        Right.ReadRoster => Set(Role.Agent, Role.ShiftLeader, Role.Supervisor),
        Right.AskRosterChanges => Set(Role.Agent, Role.ShiftLeader),
        Right.KeepRoster => Set(Role.ShiftLeader),
        Right.LeadShifts => Set(Role.ShiftLeader, Role.Supervisor),
        Right.ReadAudit => Set(Role.Supervisor, Role.Admin),
    };

    /// <summary>Whether any role of this person has the right.</summary>
    public static bool Has(this StaffAccount account, Right right) => Holders(right).Overlaps(account.Roles);

    private static FrozenSet<Role> Set(params Role[] roles) => roles.ToFrozenSet();
}
