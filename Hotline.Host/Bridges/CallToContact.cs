using Hotline.Cases;
using Hotline.Host.Access;
using Hotline.Host.Live;
using Hotline.Telephony;

namespace Hotline.Host.Bridges;

/// <summary>
/// Calls become contacts: once when answered, again when over. Returning from <see cref="CallEnded"/> means it is stored, so that telephony
/// may forget it; a repeat finds the contact already there.
/// </summary>
internal sealed class CallToContact(
    IContactIntake intake, IRecordingAlarms alarms, ISeatDiary diary, Screens screens, BoardCaster board, WallChanges wall, StaffRegister staff, IAuditTrail audit) : ICallEventSink
{
    public async ValueTask AcceptAsync(CallEvent callEvent, CancellationToken cancellationToken)
    {
        board.Changed();
        wall.Mark();
        switch (callEvent)
        {
            case CallOffered offered:
                await screens.CallOfferedAsync(offered.AgentId, new CallOfferedMessage(offered.CallId.ToString(), NumberFor(offered.AgentId, offered.Caller)));
                break;
            case CallAnswered answered:
                await ShowAsync(answered, answered.At, cancellationToken);
                break;
            case CallTransferred transferred:
                await ShowAsync(transferred.Call, transferred.At, cancellationToken);
                break;
            case CallEnded { Outbound: true, AnsweredAt: null } or CallEnded { Ending: CallEnding.TakenBack }:
                // Nobody was reached, or the site that had sent the caller has them back: no contact came of it.
                break;
            case CallEnded ended:
                var endedId = await intake.AcceptAsync(ContactOf(ended), cancellationToken);
                if (ended.AgentId is { } agentId)
                {
                    await screens.CallEndedAsync(agentId, new CallEndedMessage(ended.CallId.ToString(), endedId));
                }

                break;
            case RecordingFellShort missing:
                await screens.RecordingAlarmAsync(new RecordingAlarmMessage(
                    missing.CallId.ToString(), missing.RecordingId, missing.AgentId, missing.Party, missing.Missing.TotalSeconds));
                await alarms.RaiseAsync(MissingOf(missing), cancellationToken);
                break;
            case AgentStateChanged moved:
                diary.Note(new SeatMoved(moved.AgentId, StateOf(moved.State), moved.Reason, moved.At));
                break;
            case AddressBanned banned:
                await audit.NoteAsync(null, AuditedAct.BanSet, banned.Address.ToString(), $"{banned.Failures} wrong credentials, until {banned.Until:u}", cancellationToken);
                break;
            case CallArrived or CallQueued or CallControlled or TrunkChanged:
                break;
            default:
                throw new InvalidOperationException($"No translation for {callEvent.GetType().Name}.");
        }
    }

    // The contact is on the screen of the agent who has the citizen now.
    private async Task ShowAsync(CallAnswered call, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var contact = ContactOf(call);
        var contactId = await intake.AcceptAsync(contact, cancellationToken);
        await screens.CallAnsweredAsync(call.AgentId, new CallAnsweredMessage(call.CallId.ToString(), contactId, call.ByWeb ? "" : NumberFor(call.AgentId, contact.Number), since));
    }

    // Whoever may not read contacts, as the people of a unit, does not learn the number from the screen either.
    private string NumberFor(string agentId, string number) =>
        staff.Accounts.FirstOrDefault(account => account.Phone?.AgentId == agentId) is { } account && !account.Has(Right.ReadContacts) ? "" : number;

    private static ContactReceived ContactOf(CallAnswered answered) => new()
    {
        Medium = answered.ByWeb ? Medium.WebCall : Medium.Phone,
        ExternalId = answered.CallId.ToString(),
        CallId = answered.CallId.ToString(),
        Number = answered.Outbound ? answered.Called : answered.ByWeb ? answered.LeftNumber ?? "" : answered.Caller,
        CalledNumber = answered.Outbound ? answered.Caller : answered.Called,
        AgentId = answered.AgentId,
        ArrivedAt = answered.ArrivedAt,
        AnsweredAt = answered.At,
        QueuedAt = answered.Line?.At,
        SkillGroup = answered.Line?.Group,
        Outbound = answered.Outbound,
        RecordingId = answered.RecordingId,
        Tag = answered.Tag,
        OverflowedTo = answered.OverflowedTo,
        OverflowedFrom = answered.OverflowedFrom?.Site,
    };

    private static ContactReceived ContactOf(CallEnded ended) => new()
    {
        Medium = ended.ByWeb ? Medium.WebCall : Medium.Phone,
        ExternalId = ended.CallId.ToString(),
        CallId = ended.CallId.ToString(),
        Number = ended.Outbound ? ended.Called : ended.ByWeb ? ended.LeftNumber ?? "" : ended.Caller,
        CalledNumber = ended.Outbound ? ended.Caller : ended.Called,
        AgentId = ended.AgentId,
        ArrivedAt = ended.ArrivedAt,
        AnsweredAt = ended.AnsweredAt,
        QueuedAt = ended.Line?.At,
        SkillGroup = ended.Line?.Group,
        Outbound = ended.Outbound,
        CallbackAsked = ended.CallbackAsked,
        OverflowedTo = ended.OverflowedTo,
        OverflowedFrom = ended.OverflowedFrom?.Site,
        EndedAt = ended.At,
        Ending = EndingOf(ended.Ending),
        Tag = ended.Tag,
        Rating = ended.Rating,
        RecordingId = ended.Recording?.RecordingId,
        Recording = ended.Recording is { } facts ? SealedOf(facts) with { Sounds = [.. SoundsOf(ended)] } : null,
    };

    // Of phones that were heard at all.
    private static IEnumerable<PhoneSound> SoundsOf(CallEnded ended) =>
        new[] { (RecordedLeg.Citizen, ended.CallerQuality), (ended.AgentId ?? "", ended.AgentQuality) }
            .Select(phone => phone is (var party, { Opinion: { } opinion } heard)
                ? new PhoneSound(
                    party,
                    Math.Round(100.0 * heard.Lost / (heard.Lost + heard.Received), 2),
                    Math.Round(heard.Jitter.TotalMilliseconds, 1),
                    heard.LostByPhone is { } missed && heard.Sent > 0 ? Math.Round(100.0 * Math.Clamp(missed, 0, heard.Sent) / heard.Sent, 2) : null,
                    heard.RoundTrip is { } there ? Math.Round(there.TotalMilliseconds, 1) : null,
                    Math.Round(opinion, 2))
                : null)
            .OfType<PhoneSound>();

    private static SealedRecording SealedOf(RecordingFacts facts) => new()
    {
        RecordingId = facts.RecordingId,
        File = facts.File,
        StartedAt = facts.StartedAt,
        Duration = facts.Duration,
        TalkTime = facts.TalkTime,
        Bytes = facts.Bytes,
        Sha256 = facts.Sha256,
        Legs = [.. facts.Legs.Select(leg => new SealedLeg(leg.Party, leg.Talked, leg.Stored))],
        Pauses = [.. facts.Pauses.Select(pause => new SealedPause(pause.From, pause.To ?? facts.Duration, Wire.Word(pause.Reason), pause.By))],
    };

    private static MissingSound MissingOf(RecordingFellShort missing) => new()
    {
        CallId = missing.CallId.ToString(),
        RecordingId = missing.RecordingId,
        AgentId = missing.AgentId,
        Party = missing.Party,
        Missing = missing.Missing,
    };

    private static SeatState StateOf(AgentState state) => state switch
    {
        AgentState.Offline => SeatState.Offline,
        AgentState.NotReady => SeatState.NotReady,
        AgentState.Ready => SeatState.Ready,
        AgentState.Ringing => SeatState.Ringing,
        AgentState.Talking => SeatState.Talking,
        AgentState.WrapUp => SeatState.WrapUp,
    };

    private static ContactEnding EndingOf(CallEnding ending) => ending switch
    {
        CallEnding.CallerHungUp => ContactEnding.CallerHungUp,
        CallEnding.AgentHungUp => ContactEnding.AgentHungUp,
        CallEnding.Abandoned => ContactEnding.Abandoned,
        CallEnding.Released => ContactEnding.Released,
        CallEnding.Failed => ContactEnding.Failed,
        CallEnding.LeftMessage => ContactEnding.LeftMessage,
        CallEnding.Unanswered or CallEnding.TakenBack => throw new InvalidOperationException("No contact comes of a call that nobody answered."),
    };
}
