using Hotline.Telephony.Rtp;
using Hotline.Telephony.WebRtc;

namespace Hotline.Telephony.Tests.WebRtc;

public sealed class DtlsHandshakeTests : IDisposable
{
    private readonly DtlsCertificate _ours = new(TimeProvider.System);
    private readonly DtlsCertificate _theirs = new(TimeProvider.System);

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public void Both_sides_get_the_same_keys_crosswise()
    {
        using var server = new DtlsHandshake(_ours, _theirs.Fingerprint, asServer: true);
        using var client = new DtlsHandshake(_theirs, _ours.Fingerprint, asServer: false);

        Exchange(client, server);

        Assert.Equal((DtlsState.Done, DtlsState.Done), (client.State, server.State));
        PassesFrom(client.Outgoing!, server.Incoming!);
        PassesFrom(server.Outgoing!, client.Incoming!);
        Release(client, server);
    }

    [Fact]
    public void A_certificate_that_the_SDP_does_not_name_gets_no_keys()
    {
        using var server = new DtlsHandshake(_ours, _ours.Fingerprint, asServer: true);
        using var client = new DtlsHandshake(_theirs, _ours.Fingerprint, asServer: false);

        Exchange(client, server);

        Assert.Equal(DtlsState.Failed, server.State);
        Assert.Null(server.Incoming);
        Release(client, server);
    }

    [Fact]
    public void Noise_between_and_every_datagram_twice_do_no_harm()
    {
        using var server = new DtlsHandshake(_ours, _theirs.Fingerprint, asServer: true);
        using var client = new DtlsHandshake(_theirs, _ours.Fingerprint, asServer: false);
        var random = new Random(5);

        Exchange(client, server, datagram =>
        {
            var noise = new byte[random.Next(13, 300)];
            random.NextBytes(noise);
            noise[0] = 22;
            return [noise, datagram, datagram];
        });

        Assert.Equal((DtlsState.Done, DtlsState.Done), (client.State, server.State));
        Release(client, server);
    }

    private static void Exchange(DtlsHandshake client, DtlsHandshake server, Func<byte[], byte[][]>? change = null)
    {
        var buffer = new byte[DtlsHandshake.MaxDatagram];
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var (from, to) in new[] { (client, server), (server, client) })
            {
                while (from.TryTakeOutgoing(buffer, out var length))
                {
                    moved = true;
                    foreach (var datagram in change?.Invoke(buffer[..length]) ?? [buffer[..length]])
                    {
                        to.Take(datagram);
                    }
                }
            }
        }
    }

    private static void PassesFrom(SrtpSession sender, SrtpSession receiver)
    {
        var packet = new byte[12 + 160 + SrtpProfiles.MostAdded];
        RtpPacket.WriteHeader(packet, false, 8, 1, 2, 3);
        var length = 172;
        Assert.True(sender.TrySeal(packet, ref length));
        Assert.True(receiver.TryOpen(packet.AsSpan(0, length), out var opened));
        Assert.Equal(172, opened);
        Assert.Equal(new byte[160], packet[12..172]);
    }

    private static void Release(params DtlsHandshake[] handshakes)
    {
        foreach (var handshake in handshakes)
        {
            handshake.Incoming?.Dispose();
            handshake.Outgoing?.Dispose();
        }
    }
}
