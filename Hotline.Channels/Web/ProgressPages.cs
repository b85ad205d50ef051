using System.Globalization;
using System.Security.Cryptography;
using Hotline.Channels.Receiving;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Web;

/// <summary>
/// What became of a report, for whoever has its case number and query code; both come in the body of a request, never in an address, which is kept in
/// histories and logs. They are themselves what no other site can know, so these forms carry no ticket.
/// </summary>
internal sealed class ProgressPages(WebFormOptions options, IReportWindow window, InboundDesk desk, TimeProvider time)
{
    private const int LongestAddition = 4000;

    private static readonly TimeSpan LimitSpan = TimeSpan.FromMinutes(10);

    private readonly VisitorLimit queries = new(options.QueriesPerTenMinutes, LimitSpan, time);

    internal IResult Show(HttpContext context)
    {
        var texts = WebTexts.For(context);
        return Ask(context, texts, "", null, StatusCodes.Status200OK);
    }

    internal async Task<IResult> TakeAsync(HttpContext context)
    {
        var texts = WebTexts.For(context);
        if (await FormReader.ReadFieldsAsync(context.Request, context.RequestAborted) is not { } form)
        {
            return Ask(context, texts, "", texts.NotFound, StatusCodes.Status400BadRequest);
        }

        var number = form["number"].ToString().Trim();
        if (queries.Take(context.Connection.RemoteIpAddress) is { Ticks: > 0 } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Ask(context, texts, number, texts.Wait, StatusCodes.Status429TooManyRequests);
        }

        // A wrong number and a wrong code are answered alike.
        if (QueryCode.Read(form["code"].ToString()) is not { } code
            || await window.FindAsync(ChannelKind.Web, QueryCode.Address(code), number, context.RequestAborted) is not { } progress)
        {
            return Ask(context, texts, number, texts.NotFound, StatusCodes.Status404NotFound);
        }

        var key = form["key"].ToString() is { Length: 32 } given && given.All(char.IsAsciiHexDigit) ? given : RandomNumberGenerator.GetHexString(32, lowercase: true);
        var address = QueryCode.Address(code);
        var (told, refused, added) = form["act"].ToString() switch
        {
            "rate" => await RateAsync(texts, address, number, form["rating"].ToString(), key, context.RequestAborted),
            "add" => await AddAsync(texts, address, number, form["text"].ToString(), key, context.RequestAborted),
            _ => (null, null, ""),
        };
        var now = await window.FindAsync(ChannelKind.Web, address, number, context.RequestAborted) ?? progress;
        return WebPage.Show(context, texts, window.CityIn(texts.Language), texts.ProgressTitle, View(texts, now, code, told, refused, added),
            refused is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private async Task<(string? Told, string? Refused, string Text)> RateAsync(WebTexts texts, string address, string number, string word, string key, CancellationToken cancellationToken)
    {
        var answer = texts.RatingOf(word) is { } rating
            ? await window.RateAsync(ChannelKind.Web, address, number, rating, key, cancellationToken)
            : new(CitizenDone.NotNow, null, null);
        return answer.Done == CitizenDone.Done ? (texts.Rated, null, "") : (null, OwnCasesView.NotRated(texts, OwnCasesTexts.For(texts), answer), "");
    }

    /// <summary>What is told, and what stays in the field: all of it where it is not stored.</summary>
    private async Task<(string? Told, string? Refused, string Text)> AddAsync(WebTexts texts, string address, string number, string text, string key, CancellationToken cancellationToken)
    {
        var said = text.Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        if (said.Length is 0 or > LongestAddition)
        {
            return (said.Length == 0 ? texts.WhatMissing : texts.TooLong(LongestAddition), null, said);
        }

        var message = new InboundMessage
        {
            Channel = ChannelKind.Web,
            ExternalId = $"{key}-add",
            From = address,
            To = "web",
            Text = said,
            CaseNumber = number,
            ReceivedAt = time.GetUtcNow(),
        };
        return await desk.AskAsync(message, cancellationToken) is { CaseNumber: { } taken }
            ? (taken == number ? texts.Added : $"{texts.Taken} {texts.CaseNumber}: {taken}", null, "")
            : (texts.NotStored, null, said);
    }

    private IResult Ask(HttpContext context, WebTexts texts, string number, string? fault, int status) => WebPage.Show(context, texts, window.CityIn(texts.Language), texts.ProgressTitle, Html.Of($"""
        {OwnCasesView.Fault(fault)}
        <form method="post" action="{WebPage.ProgressPath}">
        {WebPage.Field("number", texts.CaseNumber, null, null, Html.None, ties => Html.Of($"<input id=\"number\" name=\"number\" inputmode=\"numeric\" required value=\"{number}\"{ties}>"))}
        {WebPage.Field("code", texts.Code, texts.CodeHint, null, Html.None, ties => Html.Of($"<input id=\"code\" name=\"code\" autocomplete=\"off\" autocapitalize=\"characters\" required{ties}>"))}
        <button>{texts.Show}</button>
        </form>
        <p><a href="{WebPage.OwnPath}">{OwnCasesTexts.For(texts).Without}</a></p>
        """), status);

    private static Html View(WebTexts texts, ReportProgress progress, string code, string? told, string? refused, string added)
    {
        var key = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var hidden = Html.Of($"<input type=\"hidden\" name=\"number\" value=\"{progress.Number}\"><input type=\"hidden\" name=\"code\" value=\"{code}\"><input type=\"hidden\" name=\"key\" value=\"{key}\">");
        return Html.Of($"""
            {(told is null ? Html.None : Html.Of($"<div class=\"told\" role=\"status\" tabindex=\"-1\"><p>{told}</p></div>"))}
            {OwnCasesView.Fault(refused)}
            <dl>
            <dt>{texts.CaseNumber}</dt><dd class="big">{progress.Number}</dd>
            <dt>{texts.Stage}</dt><dd id="stage">{texts.Stages[progress.Stage]}</dd>
            {Row(texts.Unit, progress.Unit)}
            <dt>{texts.TakenAt}</dt><dd>{progress.At.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}</dd>
            {Row(texts.Gist, progress.Gist)}
            {Row(texts.Reply, progress.Reply)}
            </dl>
            {(progress.MayRate ? Rating(texts, hidden) : Html.None)}
            {(progress.Stage == ReportStage.Done ? Html.None : Addition(texts, hidden, added))}
            """);
    }

    private static Html Rating(WebTexts texts, Html hidden) => Html.Of($"""
        <form method="post" action="{WebPage.ProgressPath}">
        {hidden}<input type="hidden" name="act" value="rate">
        <fieldset>
        <legend>{texts.Rate}</legend>
        {texts.Ratings.Select(rating => Html.Of($"<label class=\"choice\"><input type=\"radio\" name=\"rating\" value=\"{rating.Key.ToString()}\" required> {rating.Value}</label>"))}
        </fieldset>
        <button>{texts.Send}</button>
        </form>
        """);

    private static Html Addition(WebTexts texts, Html hidden, string added) => Html.Of($"""
        <h2>{texts.Add}</h2>
        <form method="post" action="{WebPage.ProgressPath}">
        {hidden}<input type="hidden" name="act" value="add">
        {WebPage.Field("text", texts.Add, texts.AddHint, null, Html.None, ties => Html.Of($"<textarea id=\"text\" name=\"text\" rows=\"4\" required{ties}>\n{added}</textarea>"))}
        <button class="second">{texts.AddSend}</button>
        </form>
        """);

    private static Html Row(string term, string? words) => words is null ? Html.None : Html.Of($"<dt>{term}</dt><dd>{words}</dd>");
}
