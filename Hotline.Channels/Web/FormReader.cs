using System.Text;
using Hotline.Channels.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hotline.Channels.Web;

/// <summary>
/// Reads a form as it comes in (RFC 7578), one part after the other: what was read stays, whatever is wrong with the rest. A photograph that is too
/// large is read past, not kept.
/// </summary>
internal static class FormReader
{
    private const int MostParts = 64;
    private const int LongestField = 64 * 1024;
    private const int LargestFields = 512 * 1024;

    /// <summary>Photographs are told by their first bytes; what a file calls itself is not believed.</summary>
    private static readonly string[] Photos = ["image/jpeg", "image/png", "image/webp", "image/gif"];

    internal static async Task<FormRead> ReadAsync(HttpRequest request, WebFormOptions options, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var files = new List<FormFile>();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
        {
            return new FormRead(fields, files, Whole: false);
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            // Counted here instead: the server would refuse a form by its length before a word of it was read.
            limit.MaxRequestBodySize = null;
        }

        // Twice what may be kept: some of what is too large is read past.
        var budget = new Budget((2L * options.MaxPhotos * options.MaxPhotoBytes) + LargestFields);

        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = 8 * 1024 };
            for (var part = 0; part < MostParts && await reader.ReadNextSectionAsync(cancellationToken) is { } section; part++)
            {
                await ReadAsync(section, options, fields, files, budget, cancellationToken);
            }

            return new FormRead(fields, files, Whole: true);
        }
        catch (Exception failure) when (failure is BadHttpRequestException or InvalidDataException or IOException)
        {
            return new FormRead(fields, files, Whole: false);
        }
    }

    /// <summary>A form without files; null for a body that is none.</summary>
    internal static async Task<IFormCollection?> ReadFieldsAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.HasFormContentType
                ? new FormCollection((await request.ReadFormAsync(cancellationToken)).ToDictionary(field => field.Key, field => new StringValues([.. field.Value.Select(text => Legible.Of(text ?? ""))]), StringComparer.OrdinalIgnoreCase))
                : null;
        }
        catch (Exception failure) when (failure is BadHttpRequestException or InvalidDataException)
        {
            return null;
        }
    }

    private static async Task ReadAsync(
        MultipartSection section,
        WebFormOptions options,
        Dictionary<string, string> fields,
        List<FormFile> files,
        Budget budget,
        CancellationToken cancellationToken)
    {
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
        {
            return;
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        if (disposition.IsFileDisposition())
        {
            var file = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
            var content = await ReadAsync(section.Body, options.MaxPhotoBytes, budget, cancellationToken);
            if (content is not { Length: 0 } && name == "photos")
            {
                files.Add(new FormFile(file, content is not null && Photos.Contains(ContentSniffer.Look(content).MediaType, StringComparer.Ordinal) ? content : null, content is null));
            }
        }
        else if (await ReadAsync(section.Body, LongestField, budget, cancellationToken) is { } text)
        {
            fields.TryAdd(name, Legible.Of(Encoding.UTF8.GetString(text)));
        }
    }

    /// <summary>All of it; null where it is longer, and then read past.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, int most, Budget budget, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[16 * 1024];
        var tooLong = false;
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            budget.Spend(count);
            tooLong |= content.Length + count > most;
            if (!tooLong)
            {
                content.Write(buffer, 0, count);
            }
        }

        return tooLong ? null : content.ToArray();
    }

    /// <summary>Bytes that may still be read.</summary>
    private sealed class Budget(long most)
    {
        private long left = most;

        public void Spend(int bytes) => left = left >= bytes ? left - bytes : throw new InvalidDataException("The form is too large.");
    }
}

/// <summary>A form as far as it could be read.</summary>
/// <param name="Fields">Its fields by name.</param>
/// <param name="Files">What was attached.</param>
/// <param name="Whole">All of it was read.</param>
internal sealed record FormRead(IReadOnlyDictionary<string, string> Fields, IReadOnlyList<FormFile> Files, bool Whole);

/// <summary>A file of a form.</summary>
/// <param name="Name">As its sender named it.</param>
/// <param name="Content">All of it; null where it is too large or no photograph.</param>
/// <param name="TooLarge">It is too large.</param>
internal sealed record FormFile(string Name, byte[]? Content, bool TooLarge);
