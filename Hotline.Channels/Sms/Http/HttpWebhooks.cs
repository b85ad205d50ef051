using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hotline.Channels.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Hotline.Channels.Sms.Http;

/// <summary>
/// What HTTP providers call: reports on our messages, and citizens' replies. Only what is signed and fresh is read; 200 only when all of it is safe, else the
/// provider calls again.
/// </summary>
internal sealed class HttpWebhooks(IEnumerable<HttpSmsOptions> providers, InboundDesk desk, TimeProvider time)
{
    internal const string TimestampHeader = "X-Timestamp";
    internal const string SignatureHeader = "X-Signature";

    private const int LargestBody = 256 * 1024;
    private const int MostEntries = 1000;

    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, HttpSmsOptions> providers =
        providers.Where(provider => provider.WebhookSecret is not null).ToDictionary(provider => provider.Name, StringComparer.Ordinal);

    internal Task<IResult> ReportAsync(string provider, HttpRequest request) => TakeAsync(provider, request, Report);

    internal Task<IResult> ReplyAsync(string provider, HttpRequest request) => TakeAsync(provider, request, Reply);

    /// <summary>The signature that a call must carry.</summary>
    internal static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(timestamp));
        hash.AppendData("."u8);
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async Task<IResult> TakeAsync(string name, HttpRequest request, Func<HttpSmsOptions, JsonElement, Func<CancellationToken, ValueTask<bool>>?> read)
    {
        if (!providers.TryGetValue(name, out var provider))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var body = await RequestBody.ReadAsync(request, LargestBody);
        if (body is null)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (!IsSigned(provider, request, body))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (Parse(request, body) is not { } document)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var deeds = Entries(provider, document).Select(entry => read(provider, entry)).ToList();
        if (deeds.Count is 0 or > MostEntries || deeds.Contains(null))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        foreach (var deed in deeds)
        {
            if (!await deed!(request.HttpContext.RequestAborted))
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }
        }

        return Results.Text("ok");
    }

    private Func<CancellationToken, ValueTask<bool>>? Report(HttpSmsOptions provider, JsonElement entry)
    {
        if (JsonPath.Text(entry, provider.ReportId) is not { Length: > 0 and <= 100 } id || JsonPath.Text(entry, provider.ReportState) is not { Length: > 0 and <= 40 } state)
        {
            return null;
        }

        if (provider.UnderWay.Contains(state, StringComparer.OrdinalIgnoreCase))
        {
            return _ => ValueTask.FromResult(true);
        }

        var report = new DeliveryReport
        {
            Channel = ChannelKind.Sms,
            ProviderId = SmsDoor.QualifiedId(provider, id),
            Delivered = provider.Delivered.Contains(state, StringComparer.OrdinalIgnoreCase),
            State = state,
            ReceivedAt = time.GetUtcNow(),
        };
        return token => desk.TakeAsync(report, token);
    }

    private Func<CancellationToken, ValueTask<bool>>? Reply(HttpSmsOptions provider, JsonElement entry)
    {
        if (JsonPath.Text(entry, provider.ReplyId) is not { Length: > 0 and <= 60 } id || JsonPath.Text(entry, provider.ReplyFrom) is not { Length: > 0 and <= 30 } from
            || JsonPath.Text(entry, provider.ReplyText) is not { } text)
        {
            return null;
        }

        var to = JsonPath.Text(entry, provider.ReplyTo) ?? provider.SourceNumber;
        var message = SmsIntake.Message(provider, SmsIntake.National(from), to, text, $"{provider.Name}/{id}", time.GetUtcNow());
        return token => desk.TakeAsync(message, token);
    }

    private static List<JsonElement> Entries(HttpSmsOptions provider, JsonElement document) => JsonPath.Find(document, provider.Entries ?? "") switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        { } one => [one],
    };

    private bool IsSigned(HttpSmsOptions provider, HttpRequest request, byte[] body)
    {
        var timestamp = request.Headers[TimestampHeader].ToString();
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs((time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds - seconds) > Freshness.TotalSeconds)
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Sign(provider.WebhookSecret!, timestamp, body)), Encoding.ASCII.GetBytes(request.Headers[SignatureHeader].ToString().ToLowerInvariant()));
    }

    // A form is read as an object of its fields.
    private static JsonElement? Parse(HttpRequest request, byte[] body)
    {
        try
        {
            return request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
                ? JsonSerializer.SerializeToElement(QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body)).ToDictionary(field => field.Key, field => field.Value.ToString(), StringComparer.Ordinal))
                : JsonDocument.Parse(body).RootElement;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
