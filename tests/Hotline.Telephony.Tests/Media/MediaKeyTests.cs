using Hotline.Telephony.Media;

namespace Hotline.Telephony.Tests.Media;

/// <summary>Keys.</summary>
public sealed class MediaKeyTests : MediaEngineFixture
{
    [Fact]
    public async Task Reports_each_key_once_and_passes_events_on()
    {
        var keys = new List<char>();
        Assert.True(_engine.TryOpen(out var first));
        first.KeyPressed = key =>
        {
            lock (keys)
            {
                keys.Add(key);
            }
        };
        first.Connect(_caller.Remote(G711Law.A, Events));
        var second = Open(_engine, _agent, G711Law.A, events: 96);
        await BridgedAsync(_engine, first, second);

        foreach (var key in (byte[])[1, 2, 11])
        {
            for (var i = 1; i <= 6; i++)
            {
                var ended = i > 3 ? 0x80 : 0;
                _caller.Send(first.Local, Events, [key, (byte)(10 | ended), 0, (byte)(Math.Min(i, 4) * 40)], marker: i == 1, _caller.Timestamp);
            }

            _caller.Timestamp += 800;
        }

        await UntilAsync(() => Keys().Length == 3);
        Assert.Equal("12#", Keys());
        var heard = _agent.Receive(18);
        Assert.All(heard, packet => Assert.Equal(96, packet.PayloadType));
        Assert.Equal(3, heard.Select(packet => packet.Timestamp).Distinct().Count());

        string Keys()
        {
            lock (keys)
            {
                return string.Concat(keys);
            }
        }
    }

    [Fact]
    public async Task Hears_keys_in_the_sound_of_a_phone_that_takes_no_events_until_it_talks_to_somebody()
    {
        var keys = new System.Collections.Concurrent.ConcurrentQueue<char>();
        Assert.True(_engine.TryOpen(out var first));
        first.KeyPressed = keys.Enqueue;
        first.Connect(_caller.Remote(G711Law.A));
        await SettledAsync(first);
        var (one, two) = (Pressed(697, 1209), Pressed(697, 1336));

        _caller.Send(first.Local, G711Law.A, one);
        await UntilAsync(() => keys.Count == 1);
        await BridgedAsync(_engine, first, Open(_engine, _agent, G711Law.A));
        _caller.Send(first.Local, G711Law.A, one);
        Assert.Equal(10, _agent.Receive(10).Count);
        first.Stop();
        await SettledAsync(first);
        _caller.Send(first.Local, G711Law.A, two);
        await UntilAsync(() => keys.Count == 2);

        Assert.Equal("12", string.Concat(keys));
    }

    [Fact]
    public async Task Leaves_no_hole_where_the_other_leg_takes_no_events()
    {
        Assert.True(_engine.TryOpen(out var first));
        first.Connect(_caller.Remote(G711Law.A, Events));
        var second = Open(_engine, _agent, G711Law.A);
        await BridgedAsync(_engine, first, second);

        _caller.Send(first.Local, G711Law.A, Codes(1, 320));
        _caller.Send(first.Local, Events, [5, 10, 0, 160], marker: true, _caller.Timestamp);
        _caller.Send(first.Local, Events, [5, 0x8A, 1, 64], marker: false, _caller.Timestamp);
        _caller.Timestamp += 320;
        _caller.Send(first.Local, G711Law.A, Codes(1).AsSpan(320, 320));

        var heard = _agent.Receive(4);
        Assert.Equal([0, 1, 2, 3], heard.Select(packet => (ushort)(packet.Sequence - heard[0].Sequence)));
        Assert.Equal([0u, 160u, 640u, 800u], heard.Select(packet => packet.Timestamp - heard[0].Timestamp));
    }

    /// <summary>200 ms: a key of 100 ms and a pause.</summary>
    private static byte[] Pressed(int row, int column)
    {
        var key = TimeSpan.FromMilliseconds(100);
        short[] sound = [.. Tone.Samples(row, key, 0.2).Zip(Tone.Samples(column, key, 0.2), (left, right) => (short)(left + right)), .. new short[800]];
        var codes = new byte[sound.Length];
        G711.Encode(G711Law.A, sound, codes);
        return codes;
    }
}
