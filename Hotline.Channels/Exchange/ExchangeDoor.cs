using System.Globalization;
using Hotline.Channels.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Hotline.Channels.Exchange;

/// <summary>What other installations call: letters come in, files go out. Only what is signed and fresh is read, each nonce once; a letter is answered when it is stored.</summary>
internal sealed partial class ExchangeDoor(
    IReadOnlyList<ExchangeOptions> peers, Lazy<IExchangeWindow> window, ExchangeNonces nonces, TimeProvider time, ILogger<ExchangeDoor> logger)
{
    internal const string LettersPath = "/doors/exchange/letters";
    internal const string FilesPath = "/doors/exchange/files/";

    private readonly Dictionary<string, (string Peer, string Key)> keys =
        peers.SelectMany(peer => peer.Keys, (peer, key) => (peer.Name, key)).ToDictionary(row => row.key.Id, row => (row.Name, row.key.Key), StringComparer.Ordinal);

    internal async Task<IResult> TakeAsync(HttpRequest request)
    {
        if (await RequestBody.ReadAsync(request, ExchangeWords.LargestLetter) is not { } body)
        {
            return Problem(StatusCodes.Status413PayloadTooLarge, "too-large", $"A letter may have {ExchangeWords.LargestLetter} bytes.");
        }

        if (await CallerAsync(request, body) is not var (peer, nonce))
        {
            return Forbidden();
        }

        var (letter, fault) = ExchangeWords.Read(body);
        if (letter is null)
        {
            return Problem(StatusCodes.Status400BadRequest, "malformed", fault!);
        }

        try
        {
            return AnswerTo(letter, await window.Value.TakeAsync(peer, letter, request.HttpContext.RequestAborted));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotTaken(failure, letter.Id);
            await nonces.ForgetAsync(peer, nonce, CancellationToken.None);
            return Problem(StatusCodes.Status503ServiceUnavailable, "unavailable", "It is not stored: send it again.");
        }
    }

    internal async Task<IResult> FileAsync(string sha256, HttpRequest request)
    {
        if (await CallerAsync(request, []) is not var (peer, _))
        {
            return Forbidden();
        }

        if (await window.Value.OpenFileAsync(peer, sha256, request.HttpContext.RequestAborted) is { } file)
        {
            return Results.Stream(file.Content, file.MediaType, entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
        }

        return Problem(StatusCodes.Status404NotFound, "not-found", "There is no such file for this platform.", ("sha256", sha256));
    }

    /// <summary>Who calls; null where that is not shown. A key that nobody has, a wrong, stale or repeated signature: all alike.</summary>
    private async Task<(string Peer, string Nonce)?> CallerAsync(HttpRequest request, byte[] body)
    {
        var headers = request.Headers;
        var (id, timestamp, nonce) = (headers[ExchangeSignature.KeyHeader].ToString(), headers[ExchangeSignature.TimestampHeader].ToString(), headers[ExchangeSignature.NonceHeader].ToString());
        if (keys.TryGetValue(id, out var known)
            && nonce.Length is >= 16 and <= 64 && nonce.All(char.IsAsciiLetterOrDigit)
            && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs((time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds - seconds) <= ExchangeNonces.Window.TotalSeconds
            && ExchangeSignature.Fits((id, known.Key), request.Method, $"{request.Path.ToUriComponent()}{request.QueryString.ToUriComponent()}", timestamp, nonce, body, headers[ExchangeSignature.SignatureHeader].ToString())
            && await nonces.TakeAsync(known.Peer, nonce, request.HttpContext.RequestAborted))
        {
            return (known.Peer, nonce);
        }

        LogRefused();
        return null;
    }

    private static IResult AnswerTo(WireLetter letter, WireTaking taking) => taking.Verdict switch
    {
        WireVerdict.Taken => Said(letter, taking, "taken"),
        WireVerdict.Held => Said(letter, taking, "held"),
        WireVerdict.Known => Said(letter, taking, "known"),
        WireVerdict.OutOfDate => Problem(StatusCodes.Status409Conflict, "out-of-date", "Another letter has that place.", ("id", letter.Id), ("received", taking.Received), ("case", taking.CaseNumber)),
        WireVerdict.Malformed => Problem(StatusCodes.Status422UnprocessableEntity, "malformed", taking.Reason ?? "", ("id", letter.Id)),
        WireVerdict.Unknown => Problem(StatusCodes.Status404NotFound, "not-found", taking.Reason ?? "", ("id", letter.Id)),
    };

    private static IResult Said(WireLetter letter, WireTaking taking, string state) =>
        Results.Json(new ExchangeWords.Answered(letter.Id, state, taking.Received, taking.Missing, taking.CaseNumber));

    private static IResult Forbidden() => Problem(StatusCodes.Status403Forbidden, "forbidden", "The signature does not show who calls.");

    private static IResult Problem(int status, string code, string detail, params (string Key, object? Value)[] more) =>
        Results.Problem(detail, statusCode: status, extensions: more.Select(row => KeyValuePair.Create(row.Key, row.Value)).Prepend(KeyValuePair.Create<string, object?>("code", code)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Exchange: a call that is not signed, not fresh or not new was refused")]
    private partial void LogRefused();

    [LoggerMessage(Level = LogLevel.Error, Message = "Exchange: letter {LetterId} was not taken; it comes again")]
    private partial void LogNotTaken(Exception failure, Guid letterId);
}
