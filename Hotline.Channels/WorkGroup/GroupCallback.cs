using System.Globalization;
using System.Text.Json;
using Hotline.Channels.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels.WorkGroup;

/// <summary>
/// What robots and office automation call: that they have a message, that a case is signed for, that it is replied to. Only what is signed and fresh is
/// read, each nonce once; 200 only when it is stored, else they call again.
/// </summary>
internal sealed partial class GroupCallback(
    IReadOnlyList<WorkGroupOptions> groups, InboundDesk desk, Lazy<IGroupWindow> window, TimeProvider time, ILogger<GroupCallback> logger)
{
    private const int LargestBody = 64 * 1024;
    private const int LongestId = 80;
    private const int LongestName = 50;
    private const int LongestText = 4000;

    /// <summary>More than any group calls in the time that a call stays fresh.</summary>
    private const int RememberedNonces = 20_000;

    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, WorkGroupOptions> groups = groups.Where(group => group.Secret is not null).ToDictionary(group => group.Name, StringComparer.Ordinal);
    private readonly Lock padlock = new();
    private readonly RecentSet nonces = new(RememberedNonces);

    internal async Task<IResult> TakeAsync(string name, HttpRequest request)
    {
        if (await RequestBody.ReadAsync(request, LargestBody) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        // One that nobody knows, one that signs nothing, a wrong, stale or repeated signature: all alike.
        var nonce = request.Headers[GroupSignature.NonceHeader].ToString();
        if (!groups.TryGetValue(name, out var group) || !IsSigned(group, request, nonce, body) || !IsNew(name, nonce))
        {
            LogRefused();
            return Results.Text("forbidden", "text/plain", statusCode: StatusCodes.Status403Forbidden);
        }

        var answer = Read(body) is { } call ? await DoAsync(group, call, request.HttpContext.RequestAborted) : Refuse("id, act and their fields are expected");
        if (answer is null)
        {
            // Not stored: the same call with the same nonce may come again.
            Forget(name, nonce);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return answer;
    }

    private async Task<IResult?> DoAsync(WorkGroupOptions group, Call call, CancellationToken cancellationToken)
    {
        try
        {
            switch (call.Act)
            {
                case "receipt" when call.Notice is { Length: > 0 and <= LongestId }:
                    var receipt = new DeliveryReport
                    {
                        Channel = group.Channel, ProviderId = GroupDoor.ProviderId(group.Name, call.Notice), Delivered = true, State = "received", ReceivedAt = time.GetUtcNow(),
                    };
                    return await desk.TakeAsync(receipt, cancellationToken) ? Results.Json(new { received = call.Id }) : null;
                case "sign" when IsAct(call):
                    return Answer(call, await window.Value.ActAsync(new GroupAct(group.Name, call.Id!, call.Case!, GroupDeed.Sign, call.By!.Trim(), null, null), cancellationToken));
                case "reply" when IsAct(call) && call.Text is { Length: > 0 and <= LongestText }:
                    return Answer(call, await window.Value.ActAsync(new GroupAct(group.Name, call.Id!, call.Case!, GroupDeed.Reply, call.By!.Trim(), call.Text, call.Outcome), cancellationToken));
                default:
                    return Refuse("act must be receipt (notice), sign (case, by) or reply (case, by, text, outcome)");
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogNotTaken(failure);
            return null;
        }
    }

    private static bool IsAct(Call call) =>
        call.Id is { Length: > 0 and <= LongestId } && call.Case is { Length: > 0 and <= 20 } && !string.IsNullOrWhiteSpace(call.By) && call.By.Trim().Length <= LongestName;

    private static IResult Answer(Call call, GroupAnswer answer) => answer.Verdict switch
    {
        GroupVerdict.Done => Results.Json(new { received = call.Id }),
        GroupVerdict.Refused => Results.Json(new { error = answer.Reason }, statusCode: StatusCodes.Status409Conflict),
        GroupVerdict.NotFound => Results.Json(new { error = "no such case with this group's units" }, statusCode: StatusCodes.Status404NotFound),
    };

    private static IResult Refuse(string why) => Results.Json(new { error = why }, statusCode: StatusCodes.Status400BadRequest);

    private bool IsSigned(WorkGroupOptions group, HttpRequest request, string nonce, byte[] body)
    {
        var timestamp = request.Headers[GroupSignature.TimestampHeader].ToString();
        return nonce.Length is >= 8 and <= 64
            && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && Math.Abs((time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds - seconds) <= Freshness.TotalSeconds
            && GroupSignature.Fits(group.Secret!, timestamp, nonce, body, request.Headers[GroupSignature.SignatureHeader].ToString());
    }

    private bool IsNew(string group, string nonce)
    {
        lock (padlock)
        {
            if (nonces.Contains($"{group}/{nonce}"))
            {
                return false;
            }

            nonces.Add($"{group}/{nonce}");
            return true;
        }
    }

    private void Forget(string group, string nonce)
    {
        lock (padlock)
        {
            nonces.Remove($"{group}/{nonce}");
        }
    }

    private static Call? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<Call>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work group: a call that is not signed, not fresh or not new was refused")]
    private partial void LogRefused();

    [LoggerMessage(Level = LogLevel.Error, Message = "Work group: a call was not taken; it comes again")]
    private partial void LogNotTaken(Exception failure);

    private sealed record Call(string? Id, string? Act, string? Notice, string? Case, string? By, string? Text, string? Outcome);
}
