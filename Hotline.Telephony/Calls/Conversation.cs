using Hotline.Telephony.Media;
using Hotline.Telephony.Recording;

namespace Hotline.Telephony.Calls;

/// <summary>
/// Who hears whom in a call, and the one recording of it all: the citizen left, everybody else right, but for a supervisor whom the citizen does not hear.
/// <code>
///                       citizen hears      agent hears                third hears      supervisor hears
/// talk                  agent              citizen
/// held                  music              silence
/// consultation          music              third (or its ringing)     agent
/// conference            agent, third       citizen, third             citizen, agent
/// supervised            as above, and the supervisor: agent from "whisper" on, citizen and third from "barge" on; the supervisor hears all
/// transfer that rings   music
/// </code>
/// Used by the call's own task only.
/// </summary>
internal sealed class Conversation(MediaEngine media, StereoRecorder recorder, CallLeg citizen, IReadOnlyList<Prompt> music)
{
    private Func<Task> end = () => Task.CompletedTask;
    private readonly LegLedger legs = new();
    private MediaRoom? room;
    private string? pausedWith;

    /// <summary>The desk's side: the agent, or whoever the call was transferred to. Null while a transfer rings.</summary>
    public Party? Near { get; set; }

    /// <summary>Whom the agent consults, or has brought in.</summary>
    public Party? Third { get; set; }

    /// <summary>The third is being rung for a consultation: the agent hears it ring.</summary>
    public bool ThirdRings { get; set; }

    /// <summary>All three hear each other.</summary>
    public bool IsJoined { get; set; }

    /// <summary>The citizen hears music.</summary>
    public bool IsHeld { get; set; }

    /// <summary>It was the agent's own phone that put them on hold, and it may take them back.</summary>
    public bool IsHeldByPhone { get; set; }

    public Party? Supervisor { get; set; }

    public SupervisionMode Supervision { get; set; }

    public Guid RecordingId => recorder.RecordingId;

    /// <summary>Nothing is recorded for now.</summary>
    public bool IsPaused => recorder.IsPaused;

    public TimeSpan PausedFor => recorder.PausedFor;

    /// <summary>How much of each leg's sound the recording has.</summary>
    public IReadOnlyList<RecordedLeg> Legs => legs.Read(recorder);

    /// <summary>Everybody but the citizen.</summary>
    public IEnumerable<Party> Parties => new[] { Near, Third, Supervisor }.OfType<Party>();

    /// <summary>Lets everybody hear whom they should by now.</summary>
    public void Arrange()
    {
        // Whoever takes the citizen over has not asked for a pause.
        if (recorder.IsPaused && Near?.Name != pausedWith)
        {
            recorder.Resume();
        }

        // A citizen who hears music alone says nothing to anybody.
        legs.Seat(Near is null && Third is null ? [] : [(RecordedLeg.Citizen, citizen.Port, TapSide.First), .. DeskSide()]);
        if (Near is { } near && Third is null && Supervisor is null && !IsHeld && !ThirdRings)
        {
            room = null;
            var bridge = media.Bridge(citizen.Port, near.Leg.Port, recorder);
            end = bridge.EndAsync;
            return;
        }

        if (room is null || room.Ended.IsCompleted)
        {
            room = media.OpenRoom(citizen.Port, recorder);
            end = room.EndAsync;
        }

        media.Arrange(room, [.. Seats()]);
    }

    /// <summary>Ends the sound, and seals the recording.</summary>
    /// <param name="talked">How long citizen and agents were connected.</param>
    public async Task<RecordingFacts> EndAsync(TimeSpan talked)
    {
        legs.Seat([]);
        await end();
        return await recorder.CloseAsync(talked, Legs);
    }

    /// <summary>Records nothing until <see cref="Resume"/>, or until somebody else has the citizen.</summary>
    public void Pause(PauseReason reason, string by)
    {
        pausedWith = Near?.Name;
        recorder.Pause(reason, by);
    }

    public void Resume() => recorder.Resume();

    private IEnumerable<(string Party, MediaPort Port, TapSide Side)> DeskSide() =>
        new[] { Near, Third }.OfType<Party>().Select(party => (party.Name, party.Leg.Port, TapSide.Second));

    private IEnumerable<Seat> Seats()
    {
        var isBarging = Supervisor is not null && Supervision == SupervisionMode.Barge;
        var isWhispering = Supervisor is not null && Supervision != SupervisionMode.Listen;
        var together = !IsHeld;
        var citizenWaits = IsHeld || Near is null;
        yield return new Seat
        {
            Port = citizen.Port,
            Plays = citizenWaits ? music : [],
            Hears = citizenWaits ? [] : [.. Ports((Near, true), (Third, IsJoined), (Supervisor, isBarging))],
        };
        if (Near is { } near)
        {
            yield return new Seat
            {
                Port = near.Leg.Port,
                Plays = ThirdRings && IsHeld ? CallTones.Ringback : [],
                Hears = [.. together ? [citizen.Port] : Array.Empty<MediaPort>(), .. Ports((Third, true), (Supervisor, isWhispering))],
                IsRecorded = true,
            };
        }

        if (Third is { } third)
        {
            yield return new Seat
            {
                Port = third.Leg.Port,
                Hears = [.. IsJoined ? [citizen.Port] : Array.Empty<MediaPort>(), .. Ports((Near, true), (Supervisor, isBarging))],
                IsRecorded = true,
            };
        }

        if (Supervisor is { } supervisor)
        {
            yield return new Seat
            {
                Port = supervisor.Leg.Port,
                Hears = [citizen.Port, .. Ports((Near, true), (Third, true))],
                IsRecorded = isBarging,
            };
        }
    }

    private static IEnumerable<MediaPort> Ports(params (Party? Party, bool IsHeard)[] parties) =>
        parties.Where(one => one.IsHeard).Select(one => one.Party?.Leg.Port).OfType<MediaPort>();
}
