using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Web;

/// <summary>
/// The page from which a citizen calls the hotline by WebRTC. Its script is a file of the desk's build (<c>Hotline.Desk/src/features/citizen/webCall.ts</c>), which asks for
/// a ticket when the button is pressed.
/// </summary>
internal sealed class CallPage(WebFormOptions options, IReportWindow window)
{
    internal const string Path = "/call";

    private const string ScriptPath = "/citizen/call.js";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    internal IResult Show(HttpContext context)
    {
        var texts = WebTexts.For(context);
        var words = CallTexts.For(texts);
        var page = WebPage.Show(context, texts, window.CityIn(texts.Language), words.Title, options.Calls ? Phone(words) : Html.Of($"<p class=\"summary\">{words.NotOffered}</p>"), script: options.Calls ? ScriptPath : null);
        context.Response.Headers["Permissions-Policy"] = "camera=(), microphone=(self), geolocation=()";
        return page;
    }

    private static Html Phone(CallTexts words) => Html.Of($"""
        <p>{words.Intro}</p>
        <p>{words.Recorded}</p>
        <noscript><p class="summary">{words.NoScript}</p></noscript>
        <div id="call" data-state="idle" data-texts="{JsonSerializer.Serialize(words.States, Plain)}" data-mute="{words.Mute}" data-unmute="{words.Unmute}" hidden>
        <p id="said" role="status" aria-live="polite"></p>
        <div id="before">
        {WebPage.Field("phone", words.Phone, words.PhoneHint, null, Html.None, ties => Html.Of($"<input id=\"phone\" type=\"tel\" autocomplete=\"tel\" maxlength=\"21\"{ties}>"))}
        <p><button id="start" type="button">{words.Call}</button></p>
        </div>
        <div id="during" hidden>
        <p class="keys"><button id="stop" type="button">{words.HangUp}</button> <button id="mute" type="button" class="second" aria-pressed="false">{words.Mute}</button></p>
        <fieldset><legend>{words.Keys}</legend>
        <div class="pad">{"123456789*0#".Select(key => Html.Of($"<button type=\"button\" class=\"second\" data-key=\"{key.ToString()}\">{key.ToString()}</button>"))}</div>
        </fieldset>
        </div>
        <audio id="heard" autoplay></audio>
        </div>
        """);
}
