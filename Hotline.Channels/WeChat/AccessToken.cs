using System.Text.Json;

namespace Hotline.Channels.WeChat;

/// <summary>
/// The access token. The platform ends the old one when a new one is fetched, so one node fetches and all use it: whoever first writes its claim
/// into the shared note fetches, the others wait for what comes of it.
/// </summary>
internal sealed class AccessToken(IChannelMemory memory, TimeProvider time)
{
    private const string NoteKey = "wechat/token";

    private static readonly TimeSpan ClaimLife = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    /// <summary>Fetched anew this long before its end (the platform keeps the old one for five minutes).</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private volatile Held? held;

    /// <summary>A token that is good, as far as is known; null where none could be had.</summary>
    /// <param name="bad">A token that the platform refused; null for none.</param>
    /// <param name="fetch">Fetches one: the token and how long it is good; null where the platform gave none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    internal async ValueTask<string?> GetAsync(string? bad, Func<CancellationToken, Task<(string Token, TimeSpan Life)?>> fetch, CancellationToken cancellationToken)
    {
        if (held is { } cached && cached.Token != bad && cached.Until > time.GetUtcNow())
        {
            return cached.Token;
        }

        var patience = time.GetUtcNow() + ClaimLife;
        while (time.GetUtcNow() < patience)
        {
            var found = await memory.FindAsync(NoteKey, cancellationToken);
            var note = found is { } known ? JsonSerializer.Deserialize<Held>(known.Value)! : new Held("", default, default);
            if (note.Token.Length > 0 && note.Token != bad && note.Until > time.GetUtcNow())
            {
                held = note;
                return note.Token;
            }

            if (note.ClaimedUntil <= time.GetUtcNow()
                && await memory.TryKeepAsync(NoteKey, JsonSerializer.Serialize(note with { ClaimedUntil = time.GetUtcNow() + ClaimLife }), found?.Version ?? 0, cancellationToken))
            {
                return await FetchAsync((found?.Version ?? 0) + 1, fetch, cancellationToken);
            }

            await Task.Delay(Glance, time, cancellationToken);
        }

        return null;
    }

    private async ValueTask<string?> FetchAsync(int version, Func<CancellationToken, Task<(string Token, TimeSpan Life)?>> fetch, CancellationToken cancellationToken)
    {
        var fetched = await fetch(cancellationToken);
        var note = fetched is var (token, life) ? new Held(token, time.GetUtcNow() + life - (life > Margin * 2 ? Margin : TimeSpan.Zero), default) : new Held("", default, default);
        await memory.TryKeepAsync(NoteKey, JsonSerializer.Serialize(note), version, cancellationToken);
        held = fetched is null ? null : note;
        return fetched?.Token;
    }

    private sealed record Held(string Token, DateTimeOffset Until, DateTimeOffset ClaimedUntil);
}
