using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Web;

/// <summary>
/// One's own cases without a query code: a code to the telephone opens them for a quarter of an hour, to look, to object and to rate. What opens them comes in
/// the body of a request, never in an address. Asking for a code makes a message go out, so that form carries a ticket that no other site has.
/// </summary>
internal sealed partial class OwnCasesPages(WebFormOptions options, IReportWindow city, IOwnCasesWindow window, FormTicket tickets, TimeProvider time)
{
    private static readonly TimeSpan LimitSpan = TimeSpan.FromMinutes(10);

    private readonly VisitorLimit queries = new(options.QueriesPerTenMinutes, LimitSpan, time);

    internal IResult Show(HttpContext context) => AskPhone(context, WebTexts.For(context), "", null);

    internal async Task<IResult> TakeAsync(HttpContext context)
    {
        var texts = WebTexts.For(context);
        var words = OwnCasesTexts.For(texts);
        if (await FormReader.ReadFieldsAsync(context.Request, context.RequestAborted) is not { } form)
        {
            return AskPhone(context, texts, "", words.PhoneWrong, StatusCodes.Status400BadRequest);
        }

        var phone = form["phone"].ToString().Trim();
        if (queries.Take(context.Connection.RemoteIpAddress) is { Ticks: > 0 } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return AskPhone(context, texts, phone, texts.Wait, StatusCodes.Status429TooManyRequests);
        }

        return form["act"].ToString() switch
        {
            "code" => await SendCodeAsync(context, texts, phone, form["form"]),
            "open" => await OpenAsync(context, texts, phone, form["code"].ToString().Trim()),
            "object" or "rate" or "look" => await ActAsync(context, texts, form),
            _ => AskPhone(context, texts, phone, null),
        };
    }

    private async Task<IResult> SendCodeAsync(HttpContext context, WebTexts texts, string phone, string? ticket)
    {
        var words = OwnCasesTexts.For(texts);
        if (tickets.Open(context, ticket) is null)
        {
            return AskPhone(context, texts, phone, texts.Expired, StatusCodes.Status400BadRequest);
        }

        if (!MobileNumber().IsMatch(phone))
        {
            return AskPhone(context, texts, phone, words.PhoneWrong, StatusCodes.Status422UnprocessableEntity);
        }

        var address = (context.Connection.RemoteIpAddress ?? IPAddress.None).ToString();
        return await window.AskCodeAsync(phone, address, context.RequestAborted)
            ? AskCode(context, texts, phone, null)
            : AskCode(context, texts, phone, words.TooMany, StatusCodes.Status429TooManyRequests);
    }

    private async Task<IResult> OpenAsync(HttpContext context, WebTexts texts, string phone, string code)
    {
        var words = OwnCasesTexts.For(texts);
        var opened = MobileNumber().IsMatch(phone) && SixDigits().IsMatch(code) ? await window.OpenAsync(phone, code, context.RequestAborted) : null;
        return opened is null
            ? AskCode(context, texts, phone, words.CodeWrong, StatusCodes.Status403Forbidden)
            : View(context, texts, OwnCasesView.Of(texts, words, opened, null, null));
    }

    private async Task<IResult> ActAsync(HttpContext context, WebTexts texts, IFormCollection form)
    {
        var words = OwnCasesTexts.For(texts);
        var (ticket, number) = (form["ticket"].ToString(), form["number"].ToString());
        var text = form["text"].ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
        var rated = form["act"] != "rate" ? null
            : texts.RatingOf(form["rating"].ToString()) is { } rating ? await window.RateAsync(ticket, number, rating, context.RequestAborted)
            : new(CitizenDone.NotNow, null, null);
        var done = form["act"] == "object" ? await window.ObjectAsync(ticket, number, text, context.RequestAborted) : rated?.Done;
        if (await window.LookAsync(ticket, context.RequestAborted) is not { } seen)
        {
            return AskPhone(context, texts, "", words.Over, StatusCodes.Status403Forbidden);
        }

        if (done is not { } did)
        {
            return View(context, texts, OwnCasesView.Of(texts, words, seen, null, null));
        }

        var objects = form["act"] == "object";
        var draft = objects && did is (CitizenDone.Invalid or CitizenDone.NotNow) ? new ObjectionDraft(number, text, did == CitizenDone.Invalid ? words.ReasonMissing : null) : null;
        var standing = seen.Cases.FirstOrDefault(own => own.Progress.Number == number)?.Objection;
        var told = did switch
        {
            CitizenDone.Done => objects ? words.Objected : texts.Rated,
            CitizenDone.Invalid => objects ? words.ReasonMissing : texts.NotRated,
            CitizenDone.NotNow => !objects ? OwnCasesView.NotRated(texts, words, rated!) : standing is null ? words.NotFound : OwnCasesView.Standing(words, standing),
            CitizenDone.NotFound => words.NotFound,
        };
        var status = did switch
        {
            CitizenDone.Done => StatusCodes.Status200OK,
            CitizenDone.NotNow => StatusCodes.Status409Conflict,
            CitizenDone.NotFound => StatusCodes.Status404NotFound,
            CitizenDone.Invalid => StatusCodes.Status422UnprocessableEntity,
        };
        return View(context, texts, OwnCasesView.Of(texts, words, seen, (told, did == CitizenDone.Done), draft), status);
    }

    private IResult View(HttpContext context, WebTexts texts, Html body, int status = StatusCodes.Status200OK) =>
        WebPage.Show(context, texts, city.CityIn(texts.Language), OwnCasesTexts.For(texts).Title, body, status);

    private IResult AskPhone(HttpContext context, WebTexts texts, string phone, string? fault, int status = StatusCodes.Status200OK)
    {
        var words = OwnCasesTexts.For(texts);
        return View(context, texts, Html.Of($"""
            {OwnCasesView.Fault(fault)}
            <p>{words.Intro}</p>
            <form method="post" action="{WebPage.OwnPath}">
            <input type="hidden" name="act" value="code"><input type="hidden" name="form" value="{tickets.Seal(tickets.Draw(context))}">
            {WebPage.Field("phone", words.Phone, null, null, Html.None, ties => Html.Of($"<input id=\"phone\" name=\"phone\" type=\"tel\" inputmode=\"tel\" autocomplete=\"tel-national\" required value=\"{phone}\"{ties}>"))}
            <button>{words.AskCode}</button>
            </form>
            <p><a href="{WebPage.ProgressPath}">{words.WithCode}</a></p>
            """), status);
    }

    private IResult AskCode(HttpContext context, WebTexts texts, string phone, string? fault, int status = StatusCodes.Status200OK)
    {
        var words = OwnCasesTexts.For(texts);
        return View(context, texts, Html.Of($"""
            {(fault is null ? Html.Of($"<div class=\"told\" role=\"status\" tabindex=\"-1\"><p>{words.CodeSent}</p></div>") : OwnCasesView.Fault(fault))}
            <form method="post" action="{WebPage.OwnPath}">
            <input type="hidden" name="act" value="open"><input type="hidden" name="phone" value="{phone}">
            {WebPage.Field("code", words.Code, words.CodeHint, null, Html.None, ties => Html.Of($"<input id=\"code\" name=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\" required{ties}>"))}
            <button>{words.Open}</button>
            </form>
            <form method="post" action="{WebPage.OwnPath}">
            <input type="hidden" name="act" value="code"><input type="hidden" name="phone" value="{phone}"><input type="hidden" name="form" value="{tickets.Seal(tickets.Draw(context))}">
            <p><button class="second">{words.Again}</button></p>
            </form>
            """), status);
    }

    [GeneratedRegex("^1[3-9][0-9]{9}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MobileNumber();

    [GeneratedRegex("^[0-9]{6}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SixDigits();
}

/// <summary>What was typed as an objection that was not taken.</summary>
/// <param name="Number">To which case.</param>
/// <param name="Text">What was typed.</param>
/// <param name="Fault">What is wrong with it; null where it was refused for another reason.</param>
internal sealed record ObjectionDraft(string Number, string Text, string? Fault);
