using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hotline.Channels.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.WeChat;

/// <summary>
/// The platform's calls to us. Forged, stale and undecipherable ones get the same bare 403. A message is answered within 4.5 s: with its reply, or,
/// where it is not stored by then, with 503, so that the platform brings it again; a reply that nobody waits for any more goes as a customer message.
/// </summary>
internal sealed partial class WeChatCallback(WeChatOptions options, TalkDesk talks, WeChatDoor door, TimeProvider time, ILogger<WeChatCallback> logger)
{
    private const int LargestBody = 64 * 1024;
    private const string Nothing = "success";

    // Replies that went as customer messages: the platform repeats within some 15 s.
    private readonly RecentSet told = new(1000);
    private readonly WeChatCipher cipher = new(options.Token, options.EncodingAesKey, options.AppId);
    private readonly ConcurrentDictionary<string, Running> running = new(StringComparer.Ordinal);

    /// <summary>The platform makes sure that the address is ours (验证消息的确来自微信服务器).</summary>
    internal IResult Verify(HttpRequest request)
    {
        var query = request.Query;
        return IsFresh(query["timestamp"].ToString()) && cipher.Fits(query["signature"].ToString(), query["timestamp"].ToString(), query["nonce"].ToString())
            ? Results.Text(query["echostr"].ToString(), "text/plain")
            : Refused();
    }

    internal async Task<IResult> TakeAsync(HttpRequest request)
    {
        if (await RequestBody.ReadAsync(request, LargestBody) is not { } body || Open(request.Query, Encoding.UTF8.GetString(body)) is not { } said)
        {
            LogRefused();
            return Refused();
        }

        if (said.From.Length is 0 or > 64 || said.Type.Length == 0 || said.Key.Length > 90)
        {
            return Refused();
        }

        var work = running.GetOrAdd($"{said.From}/{said.Key}", _ => new Running());
        var task = work.Start(() => WorkAsync(said, work));
        work.Join();
        try
        {
            var (safe, text) = await task.WaitAsync(options.ReplyWithin, time);
            work.Leave(answered: true);
            return safe ? Reply(said, text, request.Query["encrypt_type"] == "aes") : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (TimeoutException)
        {
            work.Leave(answered: false);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    private async Task<(bool Safe, string? Text)> WorkAsync(WeChatEvent said, Running work)
    {
        try
        {
            var (safe, text) = await talks.TakeAsync(said, CancellationToken.None);
            if (safe && text is not null && work.NobodyWaits)
            {
                lock (told)
                {
                    told.Add(said.Key);
                }

                await door.TellAsync(said.From, text, CancellationToken.None);
                return (true, null);
            }

            return (safe, text);
        }
        catch (Exception failure)
        {
            LogNotTaken(failure);
            return (false, null);
        }
        finally
        {
            running.TryRemove($"{said.From}/{said.Key}", out _);
        }
    }

    // With a body of its own: nothing is added to it that would tell one refusal from another.
    private static IResult Refused() => Results.Text("forbidden", "text/plain", statusCode: StatusCodes.Status403Forbidden);

    /// <summary>The event inside a body; null whatever is wrong with it.</summary>
    private WeChatEvent? Open(IQueryCollection query, string body)
    {
        var (timestamp, nonce) = (query["timestamp"].ToString(), query["nonce"].ToString());
        if (!IsFresh(timestamp))
        {
            return null;
        }

        if (options.Mode == WeChatMode.Plain)
        {
            return cipher.Fits(query["signature"].ToString(), timestamp, nonce) ? WeChatXml.Read(body) : null;
        }

        var encrypted = WeChatXml.Read(body)?.Field("Encrypt") ?? "";
        var plain = encrypted.Length > 0 && cipher.Fits(query["msg_signature"].ToString(), timestamp, nonce, encrypted) ? cipher.Decrypt(encrypted) : null;
        return plain is null ? null : WeChatXml.Read(plain);
    }

    private bool IsFresh(string timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) <= options.Freshness.TotalSeconds;

    private IResult Reply(WeChatEvent said, string? text, bool asked)
    {
        bool known;
        lock (told)
        {
            known = told.Contains(said.Key);
        }

        if (text is null || known)
        {
            return Results.Text(Nothing, "text/plain");
        }

        var xml = WeChatXml.Reply(said, text, time.GetUtcNow());
        if (options.Mode == WeChatMode.Plain || !asked)
        {
            return Results.Text(xml, "text/xml", Encoding.UTF8);
        }

        var encrypted = cipher.Encrypt(xml, RandomNumberGenerator.GetBytes(16));
        var (timestamp, nonce) = (time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), RandomNumberGenerator.GetHexString(12, lowercase: true));
        return Results.Text(WeChatXml.Envelope(encrypted, cipher.Sign(timestamp, nonce, encrypted), timestamp, nonce), "text/xml", Encoding.UTF8);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "WeChat: a callback that is not the platform's, or not fresh, was refused")]
    private partial void LogRefused();

    [LoggerMessage(Level = LogLevel.Error, Message = "WeChat: a message was not taken; the platform brings it again")]
    private partial void LogNotTaken(Exception failure);

    /// <summary>A message at work, and how many of its deliveries wait for the reply.</summary>
    private sealed class Running
    {
        private readonly Lock padlock = new();
        private Task<(bool Safe, string? Text)>? task;
        private int waiters;
        private bool left;

        /// <summary>All deliveries gave up waiting.</summary>
        internal bool NobodyWaits
        {
            get
            {
                lock (padlock)
                {
                    return left && waiters == 0;
                }
            }
        }

        internal Task<(bool Safe, string? Text)> Start(Func<Task<(bool Safe, string? Text)>> work)
        {
            lock (padlock)
            {
                return task ??= Task.Run(work);
            }
        }

        internal void Join()
        {
            lock (padlock)
            {
                waiters++;
            }
        }

        internal void Leave(bool answered)
        {
            lock (padlock)
            {
                waiters--;
                left |= !answered;
            }
        }
    }
}
