using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;
using Hotline.Telephony;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Hotline.Host.Api;

/// <summary>Recordings. No sound leaves before the play is in the audit trail.</summary>
internal static class RecordingApi
{
    private const int StandardBuckets = 800;
    private const int MostBuckets = 10_000;

    public static void MapRecordings(this IEndpointRouteBuilder api)
    {
        var recordings = api.MapGroup("/recordings").WithTags("Recordings");
        recordings.MapGet("/", ListAsync).Needs(Right.HearRecordings).WithName("listRecordings");
        recordings.MapPost("/{id:guid}/plays", PlayAsync).Needs(Right.HearRecordings).WithName("playRecording")
            .Produces<PlayAnswer>(StatusCodes.Status201Created).ProducesValidationProblem().ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        recordings.MapGet("/{id:guid}/audio", HearAsync).Needs(Right.HearRecordings).WithName("getRecordingAudio")
            .Produces(StatusCodes.Status200OK, contentType: "audio/wav").Produces(StatusCodes.Status206PartialContent, contentType: "audio/wav")
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
        recordings.MapGet("/{id:guid}", FindAsync).Needs(Right.HearRecordings).WithName("getRecording")
            .Produces<RecordingView>().ProducesProblem(StatusCodes.Status404NotFound);
        recordings.MapGet("/{id:guid}/waveform", DrawAsync).Needs(Right.HearRecordings).WithName("getRecordingWaveform")
            .Produces<WaveformAnswer>().ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static ValueTask<PageOf<RecordingSummary>> ListAsync(
        DateTimeOffset? from,
        DateTimeOffset? to,
        string? number,
        string? agent,
        [FromQuery(Name = "case")] string? caseNumber,
        bool? worstSound,
        int? page,
        int? size,
        ICaseBoard board,
        HttpContext context,
        CancellationToken cancellationToken) => board.ListRecordingsAsync(
        context.Actor(),
        new RecordingQuery
        {
            From = from,
            To = to,
            Number = number,
            AgentId = agent,
            CaseNumber = caseNumber,
            WorstSoundFirst = worstSound ?? false,
            Page = page ?? 1,
            Size = size ?? 20,
        },
        cancellationToken);

    private static async Task<IResult> FindAsync(Guid id, IRecordingCustody custody, HttpContext context, CancellationToken cancellationToken) =>
        await custody.FindAsync(context.Actor(), id, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.NotFound("recording");

    private static async Task<IResult> PlayAsync(Guid id, PlayRequest body, IRecordingStore store, HttpContext context, CancellationToken cancellationToken)
    {
        var result = await store.PlayAsync(context.Actor(), id, body.Reason, cancellationToken);
        return result.ToAnswer(done =>
        {
            var audio = $"/api/recordings/{id}/audio?play={done.View.PlayId}";
            return TypedResults.Created(audio, new PlayAnswer(done.View.PlayId, audio, $"/api/recordings/{id}/waveform?play={done.View.PlayId}"));
        });
    }

    private static async Task<IResult> HearAsync(
        Guid id, Guid? play, string? format, IRecordingStore store, IRecordingArchive archive, HttpContext context, CancellationToken cancellationToken)
    {
        if (format is not (null or "wav" or "stored"))
        {
            return Problems.Invalid("format", "must be wav or stored");
        }

        if (play is null || !await store.MayHearAsync(context.Actor(), id, play.Value, cancellationToken))
        {
            return NoPlay();
        }

        var sound = await archive.OpenAsync(id, format == "stored" ? SoundFormat.Stored : SoundFormat.Linear16, cancellationToken);
        if (sound is null)
        {
            return Problems.NotFound("recording");
        }

        // A growing recording has another length each time it is asked for: no tag, so a player never joins pieces of two states.
        var tag = sound.Sealed ? new EntityTagHeaderValue($"\"{id:N}-{format ?? "wav"}\"") : null;
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(sound.Content, "audio/wav", entityTag: tag, enableRangeProcessing: true);
    }

    private static async Task<IResult> DrawAsync(
        Guid id, Guid? play, int? buckets, IRecordingStore store, IRecordingArchive archive, HttpContext context, CancellationToken cancellationToken)
    {
        var columns = buckets ?? StandardBuckets;
        if (columns is < 1 or > MostBuckets)
        {
            return Problems.Invalid("buckets", $"must be 1 to {MostBuckets}");
        }

        if (play is null || !await store.MayHearAsync(context.Actor(), id, play.Value, cancellationToken))
        {
            return NoPlay();
        }

        return await archive.ReadWaveformAsync(id, columns, cancellationToken) is { } waveform
            ? TypedResults.Ok(new WaveformAnswer(waveform.Duration.TotalSeconds, waveform.Caller, waveform.Agent))
            : Problems.NotFound("recording");
    }

    private static ProblemHttpResult NoPlay() =>
        Problems.Of(StatusCodes.Status403Forbidden, "no-play", "Say first why you want to hear this recording: POST …/plays.");
}

internal sealed record PlayRequest(string? Reason);

/// <summary>A play that is in the audit trail, and where its sound is.</summary>
internal sealed record PlayAnswer(Guid PlayId, string AudioUrl, string WaveformUrl);

/// <summary>Peaks between 0 and 1, one per column.</summary>
internal sealed record WaveformAnswer(double DurationSeconds, IReadOnlyList<float> Caller, IReadOnlyList<float> Agent);
