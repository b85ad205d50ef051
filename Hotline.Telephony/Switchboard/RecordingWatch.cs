using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>Looks, while a conversation goes on, whether its sound reaches the recording, and tells when more and more is missing. Used by the call's own task only.</summary>
internal sealed partial class RecordingWatch(CallSession session, ILogger logger) : IDisposable
{
    private readonly Dictionary<string, TimeSpan> told = new(StringComparer.Ordinal);
    private ITimer? timer;

    /// <summary>Looks from now on.</summary>
    public void Begin()
    {
        var every = session.Exchange.Options.RecordingCheckInterval;
        timer ??= session.Exchange.Time.CreateTimer(_ => session.Post(RecordingDue.Now), null, every, every);
    }

    public void Look()
    {
        if (session.Call.Conversation is not { } talk)
        {
            return;
        }

        Pausing.EndForgotten(session);
        foreach (var leg in talk.Legs)
        {
            var missing = leg.Talked - leg.Stored;
            if (missing <= told.GetValueOrDefault(leg.Party) + RecordingFellShort.Tolerated)
            {
                continue;
            }

            told[leg.Party] = missing;
            FellShort(session.Call.Id, talk.RecordingId, missing);
            session.Exchange.Metrics.RecordingFellShort();
            session.Exchange.Events.Report(new RecordingFellShort
            {
                At = session.Exchange.Time.GetUtcNow(),
                CallId = session.Call.Id,
                RecordingId = talk.RecordingId,
                AgentId = talk.Near?.AgentId,
                Party = leg.Party,
                Missing = missing,
            });
        }
    }

    public void Dispose() => timer?.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId}: {Missing} of one side did not reach recording {RecordingId}")]
    private partial void FellShort(CallId callId, Guid recordingId, TimeSpan missing);
}
