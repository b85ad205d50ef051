using System.Collections.Concurrent;
using Hotline.Telephony.Calls;
using Hotline.Telephony.Ivr;
using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;
using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Registrar;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>All that a call needs of the running node.</summary>
internal sealed partial class Exchange(ILogger<Exchange> logger)
{
    /// <summary>Media is looked for this often within <see cref="TelephonyOptions.MediaTimeout"/>.</summary>
    public const int MediaChecks = 4;

    public required TelephonyOptions Options { get; init; }

    public required IAgentDirectory Agents { get; init; }

    public required TimeProvider Time { get; init; }

    public required MediaEngine Media { get; init; }

    public required Locksmith Locksmith { get; init; }

    public required RecordingWriter Recordings { get; init; }

    public required FlowBook Flows { get; init; }

    public required FlowInterpreter Interpreter { get; init; }

    public required ICityHours Hours { get; init; }

    /// <summary>Who knows where cases stand; null for nobody.</summary>
    public required ICaseInquiry? Inquiry { get; init; }

    public required Distribution Distribution { get; init; }

    public required CallbackBook Callbacks { get; init; }

    public required CallTable Calls { get; init; }

    public required CallSpool Spool { get; init; }

    public required EventReporter Events { get; init; }

    public required TelephonyMetrics Metrics { get; init; }

    public required LegBook Legs { get; init; }

    public required CallTraces Traces { get; init; }

    public required TrunkGroup Trunks { get; init; }

    public required WebCallers WebCallers { get; init; }

    public required Doorkeeper Door { get; init; }

    /// <summary>What citizens on hold hear.</summary>
    public IReadOnlyList<Prompt> HoldMusic => [Flows.Current.Prompts.Find(Options.HoldMusic)!];

    /// <summary>The calls that wait for an agent's phone to come back, by agent.</summary>
    public ConcurrentDictionary<string, CallSession> Awaited { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether an agent may dial one more number outside now.</summary>
    public bool MayDial(string? agentId, string number) => Options.EmergencyNumbers.Contains(number, StringComparer.Ordinal) || Allowance.TryTake(agentId);

    private DialAllowance Allowance => field ??= new DialAllowance(Options.DialledPerAgentAndHour, Time);

    /// <summary>Who may still ask after which case.</summary>
    public InquiryAllowance Inquiries => field ??= new InquiryAllowance(Time);

    public Routes Routes => field ??= new Routes(this);

    /// <summary>Set once the front desk, which the signalling calls, is there.</summary>
    public SipEndpoint Sip { get; set; } = null!;

    /// <summary>The phone to ring for an agent, their browser's before others; null where none is registered.</summary>
    public Binding? PhoneOf(string agentId) => Agents.Of(agentId)
        .OrderByDescending(account => account.IsBrowser)
        .SelectMany(account => Sip.Bindings.For(account.UserName))
        .FirstOrDefault();

    /// <summary>The other ways to the same phone that its leg's offer suits, the best first (RFC 5626 §7); none where it keeps but one.</summary>
    public IReadOnlyList<Binding> OtherFlowsOf(Binding phone) => phone.PhoneFlow is { } flow
        ? [.. Sip.Bindings.For(phone.UserName).Where(other => other.PhoneFlow is { } its && its.Instance == flow.Instance && its != flow && other.Flow.Protocol == phone.Flow.Protocol)]
        : [];

    /// <summary>An agent is on a call that was not offered to them. False where they cannot; true where it is nobody of ours.</summary>
    public bool Engage(string? agentId, CallId call) => agentId is null || Distribution.Decide((acd, now) => acd.Join(agentId, call, now));

    /// <summary>An agent leaves a call that goes on.</summary>
    public void Part(string? agentId)
    {
        if (agentId is not null)
        {
            Distribution.Decide((acd, now) => acd.Part(agentId, now));
        }
    }

    /// <summary>Calls back as often as media must be looked for; null where nobody looks.</summary>
    public IDisposable? WatchMedia(Action look)
    {
        var every = Options.MediaTimeout / MediaChecks;
        return every == TimeSpan.Zero ? null : Time.CreateTimer(_ => look(), null, every, every);
    }

    /// <summary>Notes in the journal how far a call has come. A disk that refuses costs the note, not the call.</summary>
    public void Note(Call call, Guid? recording)
    {
        try
        {
            Spool.Note(new OpenCall
            {
                CallId = call.Id,
                Caller = call.Facts.Caller,
                Called = call.Facts.Called,
                ArrivedAt = call.Facts.ArrivedAt,
                AnsweredAt = call.AnsweredAt,
                AgentId = call.AgentId ?? call.Facts.MadeBy,
                Outbound = call.Facts.Outbound,
                RecordingId = recording,
                Tag = call.Facts.Tag,
                IsMessage = call.Message is not null,
                Line = call.Line,
                OverflowedTo = call.OverflowedTo,
                OverflowedFrom = call.Facts.Sent,
                ByWeb = call.Facts.Web is not null,
                LeftNumber = call.Facts.Web?.LeftNumber,
            });
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NotNoted(fault, call.Id);
        }
    }

    /// <summary>Reports an ended call and takes it off the table.</summary>
    public void Ended(Call call, DateTimeOffset at, RecordingFacts? recording)
    {
        var ending = call.Ending ?? CallEnding.Failed;
        var ended = new CallEnded
        {
            At = at,
            CallId = call.Id,
            Caller = call.Facts.Caller,
            Called = call.Facts.Called,
            ArrivedAt = call.Facts.ArrivedAt,
            AnsweredAt = call.AnsweredAt,
            AgentId = call.AgentId ?? call.Facts.MadeBy,
            Outbound = call.Facts.Outbound,
            Ending = ending,
            Tag = call.Facts.Tag,
            Line = call.Line,
            OverflowedTo = call.OverflowedTo,
            OverflowedFrom = call.Facts.Sent,
            ByWeb = call.Facts.Web is not null,
            LeftNumber = call.Facts.Web?.LeftNumber,
            CallbackAsked = call.CallbackAsked,
            Rating = call.Rating,
            Digits = call.Digits,
            Recording = recording,
            CallerQuality = call.Caller.Port.Statistics.ToQuality(),
            AgentQuality = call.AnsweringLeg?.Port.Statistics.ToQuality(),
        };
        var kept = Events.ReportEnded(ended, unsealed: recording is null && (call.AnsweredAt is not null || call.Message is not null));
        if (kept && recording is not null)
        {
            Acknowledge(recording.RecordingId);
        }

        if (ending == CallEnding.LeftMessage)
        {
            Callbacks.LeftMessage(call.Id, call.Facts.Reachable);
        }

        if (call.Facts.MadeBy is { } agentId)
        {
            Settle(call, agentId);
        }

        Metrics.Ended(ending, recording?.TalkTime);
        Traces.Ended(call.Id);
        Calls.Remove(call.Id);
    }

    // An agent who does not answer their own phone has not tried to reach the citizen, whose place is kept for another.
    private void Settle(Call call, string agentId)
    {
        if (call.CitizenRung)
        {
            Callbacks.Called(call.Facts.Called, agentId, reached: call.AnsweredAt is not null);
        }
        else if (call.Facts.IsCallback && Callbacks.FindOpen(call.Facts.Called) is { } owed)
        {
            Distribution.Decide((acd, now) => acd.SetNotReady(agentId, "no-answer", now));
            Distribution.RestorePlaces([owed]);
        }
    }

    /// <summary>Nobody could say where a case stands.</summary>
    public void InquiryFailed(Exception? fault, CallId call) => NotInquired(fault, call);

    private void Acknowledge(Guid recordingId)
    {
        try
        {
            Recordings.Acknowledge(recordingId);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NotAcknowledged(fault, recordingId);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The mark of recording {RecordingId} could not be removed; the next start reports its call again")]
    private partial void NotAcknowledged(Exception fault, Guid recordingId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The caller of call {CallId} asked after a case, and nobody answered in time; they are led on")]
    private partial void NotInquired(Exception? fault, CallId callId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} could not be noted in the journal")]
    private partial void NotNoted(Exception fault, CallId callId);
}
