using System.Globalization;

namespace Hotline.Channels.Web;

/// <summary>The report form as markup.</summary>
internal static class ReportFormView
{
    internal static Html Of(
        ReportForm form,
        WebTexts texts,
        IReadOnlyList<ReportClass> classes,
        IReadOnlyList<DraftPhoto> photos,
        string seal,
        WebFormOptions options,
        IReadOnlyList<(ReportField Field, string Words)> faults)
    {
        string? Fault(ReportField field) => faults.Where(fault => fault.Field == field).Select(fault => fault.Words).ToArray() is { Length: > 0 } words ? string.Join(' ', words) : null;
        var required = Html.Of($"<span>{texts.Required}</span>");
        var photosHint = string.Format(CultureInfo.InvariantCulture, texts.PhotosHint, options.MaxPhotos, options.MaxPhotoBytes / 1024 / 1024);
        return Html.Of($"""
            {Summary(texts, faults)}
            <p>{texts.ReportIntro}</p>
            <form method="post" action="{WebPage.ReportPath}" enctype="multipart/form-data">
            <input type="hidden" name="ticket" value="{seal}">
            {WebPage.Field("what", texts.What, texts.WhatHint, Fault(ReportField.What), required, ties => Html.Of($"<textarea id=\"what\" name=\"what\" rows=\"6\" required{ties}>\n{form.What}</textarea>"))}
            {WebPage.Field("kind", texts.Kind, null, null, Html.None, ties => Html.Of($"<select id=\"kind\" name=\"kind\"{ties}>{ReportForm.Kinds.Select(kind => Option(kind, texts.Kinds[kind], form.Kind))}</select>"))}
            {WebPage.Field("class", texts.Class, null, null, Html.None, ties => Html.Of($"<select id=\"class\" name=\"class\"{ties}>{Option("", texts.ClassUnsure, form.Class)}{Groups(classes, form.Class)}</select>"))}
            {WebPage.Field("place", texts.Place, texts.PlaceHint, Fault(ReportField.Place), Html.None, ties => Html.Of($"<input id=\"place\" name=\"place\" value=\"{form.Place}\"{ties}>"))}
            {Point(form, texts, options.Map, Fault(ReportField.Point))}
            {WebPage.Field("photos", texts.Photos, photosHint, Fault(ReportField.Photos), Html.None, ties => Html.Of($"<input id=\"photos\" name=\"photos\" type=\"file\" multiple accept=\"image/jpeg,image/png,image/webp,image/gif\"{ties}>"))}
            {Kept(texts, photos)}
            <fieldset>
            <legend>{texts.Contact}</legend>
            <p class="hint">{texts.ContactHint}</p>
            {WebPage.Field("name", texts.Name, null, Fault(ReportField.Name), Html.None, ties => Html.Of($"<input id=\"name\" name=\"name\" autocomplete=\"name\" value=\"{form.Name}\"{ties}>"))}
            {WebPage.Field("phone", texts.Phone, null, Fault(ReportField.Phone), Html.None, ties => Html.Of($"<input id=\"phone\" name=\"phone\" type=\"tel\" autocomplete=\"tel\" value=\"{form.Phone}\"{ties}>"))}
            <label class="choice"><input type="checkbox" name="confidential" value="1"{(form.Confidential ? " checked" : "")}> {texts.Confidential}</label>
            </fieldset>
            <button>{texts.Send}</button>
            </form>
            """);
    }

    /// <summary>First on the page and read out at once: what is wrong, each leading to its field.</summary>
    internal static Html Summary(WebTexts texts, IReadOnlyList<(ReportField Field, string Words)> faults) => faults.Count == 0 ? Html.None : Html.Of($"""
        <div class="summary" role="alert" tabindex="-1">
        <p>{texts.Errors}</p>
        <ul>{faults.Select(fault => Html.Of($"<li>{(fault.Field == ReportField.Form ? Html.Of($"{fault.Words}") : Html.Of($"<a href=\"#{Anchor(fault.Field)}\">{fault.Words}</a>"))}</li>"))}</ul>
        </div>
        """);

    private static Html Point(ReportForm form, WebTexts texts, WebMapOptions? map, string? fault) => Html.Of($"""
        <fieldset{(fault is null ? "" : " class=wrong")} aria-describedby="point-hint{(fault is null ? "" : " lat-error")}">
        <legend>{texts.Point}</legend>
        <p class="hint" id="point-hint">{texts.PointHint}</p>
        {(fault is null ? Html.None : Html.Of($"<p class=\"error\" id=\"lat-error\">{fault}</p>"))}
        <button type="button" class="second" id="locate" hidden data-found="{texts.Located}" data-missed="{texts.NotLocated}">{texts.Locate}</button>
        <p id="located" role="status"></p>
        <div class="pair">
        <div class="field"><label for="lat">{texts.Latitude}</label><input id="lat" name="lat" inputmode="decimal" value="{form.Latitude}"{Invalid(fault)}></div>
        <div class="field"><label for="long">{texts.Longitude}</label><input id="long" name="long" inputmode="decimal" value="{form.Longitude}"{Invalid(fault)}></div>
        </div>
        {(map is null ? Html.None : Map(texts, map))}
        </fieldset>
        """);

    /// <summary>Where the map is drawn; nothing is seen of it until the script has, so without scripts nothing is missing.</summary>
    private static Html Map(WebTexts texts, WebMapOptions map) => Html.Of($"""
        <div id="map" hidden data-drawing="{WebPage.MapPath}" data-tiles="{map.Tiles ?? ""}" data-attribution="{map.Attribution ?? ""}"
         data-label="{texts.Map}" data-zoom-in="{texts.ZoomIn}" data-zoom-out="{texts.ZoomOut}" data-here="{texts.Here}" data-middle="{texts.PointMiddle}" data-none="{texts.PointNone}"
         data-failed="{texts.MapFailed}" data-set="{texts.PointSet}" data-gone="{texts.PointGone}"></div>
        <script type="module" src="{WebPage.MapScriptPath}"></script>
        """);

    private static Html Invalid(string? fault) => fault is null ? Html.None : new Html(" aria-invalid=\"true\" aria-describedby=\"lat-error\"");

    private static Html Kept(WebTexts texts, IReadOnlyList<DraftPhoto> photos) => photos.Count == 0 ? Html.None : Html.Of($"""
        <fieldset>
        <legend>{texts.PhotosKept}</legend>
        {photos.Select(photo => Html.Of($"<label class=\"choice\"><input type=\"checkbox\" name=\"remove-{photo.Hash}\" value=\"1\"> {texts.Remove} {photo.Name} ({(int)((photo.Bytes + 1023) / 1024)} KB)</label>"))}
        </fieldset>
        """);

    private static IEnumerable<Html> Groups(IReadOnlyList<ReportClass> classes, string chosen) => classes.GroupBy(one => one.Group, StringComparer.Ordinal)
        .Select(group => Html.Of($"<optgroup label=\"{group.Key}\">{group.Select(one => Option(one.Code, one.Name, chosen))}</optgroup>"));

    private static Html Option(string value, string name, string chosen) => Html.Of($"<option value=\"{value}\"{(value == chosen ? " selected" : "")}>{name}</option>");

    private static string Anchor(ReportField field) => field switch
    {
        ReportField.Form => "content",
        ReportField.What => "what",
        ReportField.Place => "place",
        ReportField.Point => "lat",
        ReportField.Photos => "photos",
        ReportField.Name => "name",
        ReportField.Phone => "phone",
    };
}
