using System.Globalization;
using Hotline.Channels.Receiving;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Web;

/// <summary>The report form. What is wrong comes back with all that was typed and uploaded; a case number is shown only once it is stored.</summary>
internal sealed class ReportPages(
    WebFormOptions options, IReportWindow window, InboundDesk desk, FormTicket tickets, DraftShelf drafts, TimeProvider time)
{
    private static readonly TimeSpan LimitSpan = TimeSpan.FromMinutes(10);

    private readonly VisitorLimit reports = new(options.ReportsPerTenMinutes, LimitSpan, time);

    internal IResult Show(HttpContext context)
    {
        var texts = WebTexts.For(context);
        return Show(context, texts, new ReportForm(), tickets.Draw(context), []);
    }

    internal async Task<IResult> TakeAsync(HttpContext context)
    {
        var texts = WebTexts.For(context);
        var read = await FormReader.ReadAsync(context.Request, options, context.RequestAborted);
        var form = ReportForm.Read(read.Fields);
        var faults = new List<(ReportField Field, string Words)>();
        if (tickets.Open(context, read.Fields.GetValueOrDefault("ticket")) is not { } ticket)
        {
            // Whoever it is, nothing of theirs is stored but what they typed goes back.
            return Show(context, texts, form, tickets.Draw(context), [(ReportField.Form, texts.Expired)], StatusCodes.Status400BadRequest);
        }

        if (reports.Take(context.Connection.RemoteIpAddress) is { Ticks: > 0 } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return Show(context, texts, form, ticket, [(ReportField.Form, texts.Wait)], StatusCodes.Status429TooManyRequests);
        }

        foreach (var (name, _) in read.Fields.Where(field => field.Key.StartsWith("remove-", StringComparison.Ordinal)))
        {
            drafts.Remove(ticket, name["remove-".Length..]);
        }

        if (!read.Whole)
        {
            faults.Add((ReportField.Form, texts.NotWhole));
        }

        faults.AddRange(form.Check(texts));
        faults.AddRange(Keep(ticket, read.Files, texts));
        if (faults.Count > 0)
        {
            return Show(context, texts, form, ticket, faults, StatusCodes.Status422UnprocessableEntity);
        }

        var photos = drafts.List(ticket);
        var attachments = new List<InboundAttachment>();
        foreach (var photo in photos)
        {
            attachments.Add(await DraftShelf.OpenAsync(photo, context.RequestAborted));
        }

        var message = form.ToMessage(ticket, photos, attachments, time.GetUtcNow());
        return await desk.AskAsync(message, context.RequestAborted) is { CaseNumber: { } number }
            ? Taken(context, texts, number, ticket.Code)
            : Show(context, texts, form, ticket, [(ReportField.Form, texts.NotStored)], StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Keeps what is a photograph; says what was not kept, and why.</summary>
    private List<(ReportField Field, string Words)> Keep(Ticket ticket, IReadOnlyList<FormFile> files, WebTexts texts)
    {
        var faults = new List<(ReportField, string)>();
        foreach (var file in files)
        {
            var fault = file.TooLarge ? texts.PhotoTooLarge
                : file.Content is null ? texts.NoPhoto
                : drafts.List(ticket).Count >= options.MaxPhotos && !drafts.Has(ticket, file.Content) ? texts.TooManyPhotos
                : drafts.Keep(ticket, file.Name, file.Content) ? null
                : texts.PhotosNotKept;
            if (fault is not null)
            {
                faults.Add((ReportField.Photos, string.Format(CultureInfo.InvariantCulture, fault, file.Name)));
            }
        }

        return faults;
    }

    private IResult Taken(HttpContext context, WebTexts texts, string number, string code) => WebPage.Show(context, texts, window.CityIn(texts.Language), texts.TakenTitle, Html.Of($"""
        <div class="told" role="status" tabindex="-1"><p>{texts.Taken}</p></div>
        <dl>
        <dt>{texts.CaseNumber}</dt><dd class="big" id="number">{number}</dd>
        <dt>{texts.Code}</dt><dd class="big" id="code">{QueryCode.Show(code)}</dd>
        </dl>
        <p><strong>{texts.KeepCode}</strong></p>
        <form method="post" action="{WebPage.ProgressPath}"><input type="hidden" name="number" value="{number}"><input type="hidden" name="code" value="{code}"><button>{texts.Show}</button></form>
        <p><a href="{WebPage.ReportPath}">{texts.Another}</a></p>
        """));

    private IResult Show(
        HttpContext context, WebTexts texts, ReportForm form, Ticket ticket, IReadOnlyList<(ReportField Field, string Words)> faults, int status = StatusCodes.Status200OK) =>
        WebPage.Show(context, texts, window.CityIn(texts.Language), texts.ReportTitle, ReportFormView.Of(form, texts, window.Classes, drafts.List(ticket), tickets.Seal(ticket), options, faults), status);
}
