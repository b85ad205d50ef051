using System.Globalization;

namespace Hotline.Channels.Web;

/// <summary>One's own cases on a page: each with where it stands, the question, and the objection with its time and clause.</summary>
internal static class OwnCasesView
{
    internal static Html Of(WebTexts texts, OwnCasesTexts words, OwnCases seen, (string Words, bool Well)? told, ObjectionDraft? draft) => Html.Of($"""
        {(told is not { } said ? Html.None : said.Well ? Html.Of($"<div class=\"told\" role=\"status\" tabindex=\"-1\"><p>{said.Words}</p></div>") : Fault(said.Words))}
        {(seen.Cases.Count == 0 ? Html.Of($"<p>{words.None}</p>") : Html.None)}
        {seen.Cases.Select(own => Case(texts, words, seen.Ticket, own, draft is not null && draft.Number == own.Progress.Number ? draft : null))}
        """);

    internal static Html Fault(string? fault) => fault is null ? Html.None : Html.Of($"<div class=\"summary\" role=\"alert\" tabindex=\"-1\"><p>{fault}</p></div>");

    /// <summary>Where the right to object stands, in a sentence, with the end of its time and the clause.</summary>
    internal static string Standing(OwnCasesTexts words, ObjectionPeriod period)
    {
        var until = period.Until is { } end ? Moment(end) : "";
        var sentence = period.State switch
        {
            ObjectionState.CaseOpen => words.NotClosed,
            ObjectionState.Open => period.Until is null ? "" : string.Format(CultureInfo.InvariantCulture, words.ObjectUntil, until),
            ObjectionState.Pending => words.ObjectionPending,
            ObjectionState.Over => string.Format(CultureInfo.InvariantCulture, words.ObjectionOver, until),
        };
        return Sentences(sentence, Basis(words, period.Clause), period.State == ObjectionState.Over ? words.NewReport : "");
    }

    /// <summary>Why it cannot be said now how satisfied one is.</summary>
    internal static string NotRated(WebTexts texts, OwnCasesTexts words, RatingAnswer answer) =>
        answer.Ended is { } end ? Sentences(string.Format(CultureInfo.InvariantCulture, words.RatingOver, Moment(end)), Basis(words, answer.Clause)) : texts.NotRated;

    private static Html Case(WebTexts texts, OwnCasesTexts words, string ticket, VisitedCase own, ObjectionDraft? draft)
    {
        var progress = own.Progress;
        var hidden = Html.Of($"<input type=\"hidden\" name=\"ticket\" value=\"{ticket}\"><input type=\"hidden\" name=\"number\" value=\"{progress.Number}\">");
        return Html.Of($"""
            <section aria-labelledby="case-{progress.Number}">
            <h2 id="case-{progress.Number}">{texts.CaseNumber} {progress.Number}</h2>
            <dl>
            <dt>{texts.Stage}</dt><dd>{texts.Stages[progress.Stage]}</dd>
            {Row(texts.Unit, progress.Unit)}
            <dt>{texts.TakenAt}</dt><dd>{Moment(progress.At)}</dd>
            {Row(texts.Gist, progress.Gist)}
            {Row(words.Outcome, own.Outcome is { } outcome ? words.Outcomes[outcome] : null)}
            {Row(texts.Reply, progress.Reply)}
            </dl>
            {(progress.MayRate ? Rating(texts, hidden) : Html.None)}
            {Objection(words, hidden, own, draft)}
            </section>
            """);
    }

    private static Html Rating(WebTexts texts, Html hidden) => Html.Of($"""
        <form method="post" action="{WebPage.OwnPath}">
        {hidden}<input type="hidden" name="act" value="rate">
        <fieldset>
        <legend>{texts.Rate}</legend>
        {texts.Ratings.Select(rating => Html.Of($"<label class=\"choice\"><input type=\"radio\" name=\"rating\" value=\"{rating.Key.ToString()}\" required> {rating.Value}</label>"))}
        </fieldset>
        <button>{texts.Send}</button>
        </form>
        """);

    private static Html Objection(OwnCasesTexts words, Html hidden, VisitedCase own, ObjectionDraft? draft)
    {
        if (own.Objection.State == ObjectionState.CaseOpen)
        {
            return Html.None;
        }

        var standing = Standing(words, own.Objection);
        var id = $"text-{own.Progress.Number}";
        return Html.Of($"""
            <h3>{words.Objection}</h3>
            {(standing.Length == 0 ? Html.None : Html.Of($"<p>{standing}</p>"))}
            {(own.Objection.State != ObjectionState.Open ? Html.None : Html.Of($"""
            <form method="post" action="{WebPage.OwnPath}">
            {hidden}<input type="hidden" name="act" value="object">
            {WebPage.Field(id, words.Reason, words.ReasonHint, draft?.Fault, Html.None, ties => Html.Of($"<textarea id=\"{id}\" name=\"text\" rows=\"4\" required{ties}>\n{draft?.Text}</textarea>"))}
            <button class="second">{words.Object}</button>
            </form>
            """))}
            """);
    }

    private static string Basis(OwnCasesTexts words, string? clause) => clause is null ? "" : string.Format(CultureInfo.InvariantCulture, words.Basis, clause);

    private static string Sentences(params string[] parts) => string.Join(' ', parts.Where(part => part.Length > 0));

    private static Html Row(string term, string? words) => words is null ? Html.None : Html.Of($"<dt>{term}</dt><dd>{words}</dd>");

    private static string Moment(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
