using System.Collections.Concurrent;
using System.Net;
using Hotline.Telephony.Media;
using Hotline.Telephony.Tests.Sip;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotline.Telephony.Tests.Media;

/// <summary>Rooms with real far ends: each is a port of another engine that plays a tone and listens.</summary>
public sealed class MediaRoomTests : IAsyncLifetime
{
    private static readonly Prompt[] Music = [Voice(1300)];

    private readonly MediaEngine _engine = Engine(2);
    private readonly MediaEngine _phones = Engine(1);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _phones.DisposeAsync();
    }

    [Fact]
    public async Task Each_hears_whom_it_should_and_the_tap_hears_the_first_apart_from_the_others()
    {
        var (citizen, agent, third, supervisor) = (Far(400), Far(700), Far(1000), Far(1300));
        var tap = new SideTap();
        var room = _engine.OpenRoom(citizen.Port, tap);

        // a conference with a supervisor who whispers to the agent
        _engine.Arrange(
            room,
            [
                new Seat { Port = citizen.Port, Hears = [agent.Port, third.Port] },
                new Seat { Port = agent.Port, Hears = [citizen.Port, third.Port, supervisor.Port], IsRecorded = true },
                new Seat { Port = third.Port, Hears = [citizen.Port, agent.Port], IsRecorded = true },
                new Seat { Port = supervisor.Port, Hears = [citizen.Port, agent.Port, third.Port] },
            ]);

        await citizen.Ear.HearsAsync(700, 1000);
        await agent.Ear.HearsAsync(400, 1000, 1300);
        await third.Ear.HearsAsync(400, 700);
        await supervisor.Ear.HearsAsync(400, 700, 1000);
        await tap.First.HearsAsync(400);
        await tap.Second.HearsAsync(700, 1000);
    }

    [Fact]
    public async Task A_held_leg_hears_music_and_comes_back_into_a_bridge_with_one_stream_of_sound()
    {
        var (citizen, agent) = (Far(400), Far(700));
        var tap = new SideTap();
        _engine.Bridge(citizen.Port, agent.Port, tap);
        await citizen.Ear.HearsAsync(700);

        var room = _engine.OpenRoom(citizen.Port, tap);
        _engine.Arrange(room, [new Seat { Port = citizen.Port, Plays = Music }, new Seat { Port = agent.Port, IsRecorded = true }]);
        await citizen.Ear.HearsAsync(1300);
        await agent.Ear.HearsAsync();
        await tap.First.HearsAsync(400);

        var bridge = _engine.Bridge(citizen.Port, agent.Port, tap);
        await room.Ended.InTime();
        await citizen.Ear.HearsAsync(700);
        await agent.Ear.HearsAsync(400);
        await bridge.EndAsync().InTime();
        Assert.Equal((3, 3), (tap.Begun, tap.Ended));
        Assert.Equal(0, citizen.Phone.Statistics.Lost);
    }

    [Fact]
    public async Task Whoever_is_not_named_any_more_is_out_and_a_closed_leg_leaves_the_others_talking()
    {
        var (citizen, agent, third) = (Far(400), Far(700), Far(1000));
        var room = _engine.OpenRoom(citizen.Port, null);
        Seat[] seats =
        [
            new() { Port = citizen.Port, Hears = [agent.Port, third.Port] },
            new() { Port = agent.Port, Hears = [citizen.Port, third.Port] },
            new() { Port = third.Port, Hears = [citizen.Port, agent.Port] },
        ];
        _engine.Arrange(room, seats);
        await citizen.Ear.HearsAsync(700, 1000);

        third.Port.Dispose();
        await citizen.Ear.HearsAsync(700);
        _engine.Arrange(room, seats[..1]);
        await citizen.Ear.HearsAsync();
        var heard = agent.Phone.Statistics.Received;

        citizen.Port.Dispose();
        await room.Ended.InTime();
        Assert.InRange(agent.Phone.Statistics.Received - heard, 0, 3);
    }

    [Fact]
    public async Task Keys_are_dialled_one_by_one_in_a_bridge_and_pass_through_a_room()
    {
        var (citizen, agent) = (Far(400), Far(700));
        var (atCitizen, atAgent) = (new ConcurrentQueue<char>(), new ConcurrentQueue<char>());
        citizen.Phone.KeyPressed = atCitizen.Enqueue;
        agent.Phone.KeyPressed = atAgent.Enqueue;
        _engine.Bridge(citizen.Port, agent.Port, null);
        await citizen.Ear.HearsAsync(700);

        citizen.Port.Dial("1122#x");
        await Deadline.Until(() => atCitizen.Count == 5, () => $"dialled 1122#, heard {string.Concat(atCitizen)}");
        await citizen.Ear.HearsAsync(700);

        _engine.Arrange(
            _engine.OpenRoom(citizen.Port, null),
            [new Seat { Port = citizen.Port }, new Seat { Port = agent.Port, Hears = [citizen.Port] }]);
        await agent.Ear.HearsAsync(400);
        citizen.Phone.Dial("90*");
        await Deadline.Until(() => atAgent.Count == 3, () => $"dialled 90*, heard {string.Concat(atAgent)}");
        Assert.Equal(("1122#", "90*"), (string.Concat(atCitizen), string.Concat(atAgent)));
    }

    private static MediaEngine Engine(int loops) =>
        new(new MediaEngineOptions { Addresses = [IPAddress.Loopback], Loops = loops }, TimeProvider.System, NullLogger<MediaEngine>.Instance);

    private static Prompt Voice(int hertz) => new("voice", Tone.Samples(hertz, TimeSpan.FromSeconds(1), 0.2));

    private static MediaRemote RemoteOf(MediaPort port) => new()
    {
        Rtp = port.Local,
        Law = G711Law.A,
        PayloadType = 8,
        TelephoneEventPayloadType = 101,
    };

    private FarEnd Far(int hertz)
    {
        Assert.True(_engine.TryOpen(out var port));
        Assert.True(_phones.TryOpen(out var phone));
        var ear = Ear.On(phone);
        port.Connect(RemoteOf(phone));
        phone.Connect(RemoteOf(port));
        _ = phone.PlayAsync([Voice(hertz)], loop: true);
        return new FarEnd(port, phone, ear);
    }

    private sealed record FarEnd(MediaPort Port, MediaPort Phone, Ear Ear);

    /// <summary>An ear for each side.</summary>
    private sealed class SideTap : IAudioTap
    {
        public Ear First { get; } = new();

        public Ear Second { get; } = new();

        public int Begun { get; private set; }

        public int Ended { get; private set; }

        public void Begin(long now) => Begun++;

        public void Take(in TappedSound sound) => (sound.Side == TapSide.First ? First : Second).Take(sound);

        public void Beat(long now)
        {
        }

        public void End(long now) => Ended++;
    }
}
