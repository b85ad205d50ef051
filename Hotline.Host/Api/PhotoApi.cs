using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Host.Access;
using Microsoft.AspNetCore.Mvc;

namespace Hotline.Host.Api;

/// <summary>Photos that units take about cases.</summary>
internal static class PhotoApi
{
    /// <summary>What a telephone's camera makes, with room; larger is refused before it is read.</summary>
    private const int LargestPhoto = 10 * 1024 * 1024;

    public static void MapPhotos(this IEndpointRouteBuilder api)
    {
        var photos = api.MapGroup("/cases/{number}/photos").WithTags("Cases");

        // The same photo again is the one kept: no idempotency key.
        photos.MapPost("/", AddAsync).Needs(Right.HandleCases).WithName("addPhoto").WithMetadata(new RequestSizeLimitAttribute(LargestPhoto))
            .Accepts<byte[]>("image/jpeg", "image/png", "image/webp").Produces<PhotoView>().ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        photos.MapGet("/{id:guid}", OpenAsync).Needs(Right.ReadCases).WithName("getPhoto")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AddAsync(string number, ICasePhotos photos, HttpContext context, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, cancellationToken);
        return (await photos.AddAsync(context.Actor(), number, content.GetBuffer().AsMemory(0, (int)content.Length), cancellationToken)).ToAnswer();
    }

    private static async Task<IResult> OpenAsync(string number, Guid id, ICasePhotos photos, HttpContext context, CancellationToken cancellationToken) =>
        await photos.OpenAsync(context.Actor(), number, id, cancellationToken) is { } opened
            ? TypedResults.Stream(opened.Content, opened.View.MediaType)
            : Problems.NotFound("photo");
}
