using System.Globalization;

namespace Hotline.Channels.Exchange;

/// <summary>Nonces of signed calls, remembered over restarts for as long as a call with them would be fresh.</summary>
internal sealed class ExchangeNonces(Lazy<IChannelMemory> memory, TimeProvider time)
{
    private const string Beginning = "exchange/nonce/";

    /// <summary>How far the clocks of two installations may lie apart, either way.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>The oldest call that is still fresh was signed one window ago; one signed ahead of our clock is fresh for two.</summary>
    private static readonly TimeSpan Kept = Window * 2;

    private long swept = long.MinValue;

    /// <summary>Notes a nonce; false where it was used before.</summary>
    internal async ValueTask<bool> TakeAsync(string peer, string nonce, CancellationToken cancellationToken)
    {
        await SweepAsync(cancellationToken);
        return await memory.Value.TryKeepAsync($"{Beginning}{peer}/{nonce}", time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), 0, cancellationToken);
    }

    /// <summary>What could not be stored may come again under the same nonce.</summary>
    internal async ValueTask ForgetAsync(string peer, string nonce, CancellationToken cancellationToken) =>
        await memory.Value.TryKeepAsync($"{Beginning}{peer}/{nonce}", "", 1, cancellationToken);

    private async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        var (last, now) = (Interlocked.Read(ref swept), time.GetTimestamp());
        if ((last != long.MinValue && time.GetElapsedTime(last, now) < TimeSpan.FromSeconds(10)) || Interlocked.CompareExchange(ref swept, now, last) != last)
        {
            return;
        }

        // A hundred at a time, more often than so many come: it keeps up and holds nobody up.
        var old = await memory.Value.ListQuietAsync(Beginning, time.GetUtcNow() - Kept, cancellationToken);
        if (old.Count > 0)
        {
            await memory.Value.TryKeepAsync([.. old.Select(key => new ChannelNote(key, "", 1))], cancellationToken);
        }
    }
}
