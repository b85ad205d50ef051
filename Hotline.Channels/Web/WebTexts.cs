using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Web;

/// <summary>The words of the pages in one language.</summary>
internal sealed partial record WebTexts
{
    private const string Cookie = "hotline-lang";

    public required string Language { get; init; }

    /// <summary>The other language: its tag and its name for itself.</summary>
    public required (string Tag, string Name) Other { get; init; }

    public required string Line { get; init; }

    public required string ReportTitle { get; init; }

    public required string ReportIntro { get; init; }

    public required string ProgressTitle { get; init; }

    public required string Skip { get; init; }

    public required string Required { get; init; }

    public required string What { get; init; }

    public required string WhatHint { get; init; }

    public required string WhatMissing { get; init; }

    public required string Kind { get; init; }

    public required IReadOnlyDictionary<string, string> Kinds { get; init; }

    public required string Class { get; init; }

    public required string ClassUnsure { get; init; }

    public required string Place { get; init; }

    public required string PlaceHint { get; init; }

    public required string Point { get; init; }

    public required string PointHint { get; init; }

    public required string PointWrong { get; init; }

    public required string Latitude { get; init; }

    public required string Longitude { get; init; }

    public required string Locate { get; init; }

    public required string Located { get; init; }

    public required string NotLocated { get; init; }

    public required string Map { get; init; }

    public required string ZoomIn { get; init; }

    public required string ZoomOut { get; init; }

    public required string Here { get; init; }

    public required string PointMiddle { get; init; }

    public required string PointNone { get; init; }

    public required string PointSet { get; init; }

    public required string PointGone { get; init; }

    public required string MapFailed { get; init; }

    public required string Photos { get; init; }

    public required string PhotosHint { get; init; }

    public required string PhotosKept { get; init; }

    public required string Remove { get; init; }

    public required string PhotoTooLarge { get; init; }

    public required string NoPhoto { get; init; }

    public required string TooManyPhotos { get; init; }

    public required string PhotosNotKept { get; init; }

    public required string Contact { get; init; }

    public required string ContactHint { get; init; }

    public required string Name { get; init; }

    public required string Phone { get; init; }

    public required string PhoneWrong { get; init; }

    public required string Confidential { get; init; }

    public required string Send { get; init; }

    public required string Errors { get; init; }

    public required string Expired { get; init; }

    public required string NotWhole { get; init; }

    public required string NotStored { get; init; }

    public required string Wait { get; init; }

    public required string TooLongFormat { get; init; }

    public required string TakenTitle { get; init; }

    public required string Taken { get; init; }

    public required string CaseNumber { get; init; }

    public required string Code { get; init; }

    public required string CodeHint { get; init; }

    public required string KeepCode { get; init; }

    public required string Another { get; init; }

    public required string Show { get; init; }

    public required string NotFound { get; init; }

    public required string Stage { get; init; }

    public required IReadOnlyDictionary<ReportStage, string> Stages { get; init; }

    public required string Unit { get; init; }

    public required string TakenAt { get; init; }

    public required string Gist { get; init; }

    public required string Reply { get; init; }

    public required string Rate { get; init; }

    public required IReadOnlyDictionary<ReportRating, string> Ratings { get; init; }

    public required string Rated { get; init; }

    public required string NotRated { get; init; }

    /// <summary>What was chosen on a form; null where it is none of those asked for.</summary>
    internal ReportRating? RatingOf(string word) => Ratings.Keys.Where(known => known.ToString() == word).Select(known => (ReportRating?)known).FirstOrDefault();

    public required string Add { get; init; }

    public required string AddHint { get; init; }

    public required string AddSend { get; init; }

    public required string Added { get; init; }

    internal string TooLong(int most) => string.Format(CultureInfo.InvariantCulture, TooLongFormat, most);

    /// <summary>The language asked for in the address, chosen before, or preferred by the browser (RFC 9110 §12.5.4); Chinese otherwise.</summary>
    internal static WebTexts For(HttpContext context)
    {
        var asked = context.Request.Query["lang"].ToString();
        if (asked is "zh" or "en")
        {
            context.Response.Cookies.Append(Cookie, asked, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), IsEssential = true });
        }
        else
        {
            asked = context.Request.Cookies[Cookie];
        }

        return (asked ?? Preferred(context.Request)) == "en" ? English : Chinese;
    }

    private static string? Preferred(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.Value is { Length: >= 2 } tag ? tag[..2].ToLowerInvariant() : null)
        .FirstOrDefault(tag => tag is "zh" or "en");
}
