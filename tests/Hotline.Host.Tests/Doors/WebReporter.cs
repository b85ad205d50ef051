using System.Net;
using System.Text.RegularExpressions;

namespace Hotline.Host.Tests.Doors;

/// <summary>A citizen at the report form, with a browser that keeps cookies and runs no script.</summary>
internal sealed partial class WebReporter(Uri product) : IDisposable
{
    internal static readonly byte[] Jpeg = [0xff, 0xd8, 0xff, 0xe0, 1, 2, 3];

    private readonly HttpClient http = new(new HttpClientHandler()) { BaseAddress = product };

    internal string Ticket { get; private set; } = "";

    internal async Task<(HttpStatusCode Status, string Page)> OpenAsync(string path = "/report", string? languages = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (languages is not null)
        {
            request.Headers.Add("Accept-Language", languages);
        }

        return await ReadAsync(await http.SendAsync(request));
    }

    /// <summary>Sends the form as the browser would, with the ticket that the last page carried.</summary>
    internal async Task<(HttpStatusCode Status, string Page)> SendAsync(object fields, params (string Name, byte[] Content)[] photos)
    {
        using var form = new MultipartFormDataContent { { new StringContent(Ticket), "ticket" } };
        foreach (var field in fields.GetType().GetProperties())
        {
            form.Add(new StringContent((string)field.GetValue(fields)!), field.Name.Replace('_', '-'));
        }

        foreach (var (name, content) in photos)
        {
            form.Add(new ByteArrayContent(content), "photos", name);
        }

        return await PostAsync(form);
    }

    internal async Task<(HttpStatusCode Status, string Page)> PostAsync(MultipartFormDataContent form) => await ReadAsync(await http.PostAsync("/report", form));

    internal async Task<(HttpStatusCode Status, string Page)> AskAsync(object fields, string path = "/report/progress", params (string Name, string Value)[] further) => await ReadAsync(await http.PostAsync(
        path,
        new FormUrlEncodedContent(fields.GetType().GetProperties().Select(field => (field.Name, (string)field.GetValue(fields)!)).Concat(further).ToDictionary(StringComparer.Ordinal))));

    internal static string Number(string page) => NumberPart().Match(page).Groups["number"].Value;

    internal static string Code(string page) => CodePart().Match(page).Groups["code"].Value;

    public void Dispose() => http.Dispose();

    private async Task<(HttpStatusCode Status, string Page)> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var page = await response.Content.ReadAsStringAsync();
            Ticket = TicketPart().Match(page) is { Success: true } found ? found.Groups["ticket"].Value : Ticket;
            return (response.StatusCode, page);
        }
    }

    [GeneratedRegex("name=\"ticket\" value=\"(?<ticket>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TicketPart();

    [GeneratedRegex("id=\"number\">(?<number>[0-9]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberPart();

    [GeneratedRegex("id=\"code\">(?<code>[0-9A-Z-]+)<", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodePart();
}
