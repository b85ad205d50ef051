using Hotline.Channels.Receiving;
using Hotline.Channels.Web;
using Microsoft.AspNetCore.Http;

namespace Hotline.Channels.Open311;

/// <summary>A report as an application hands it in (GeoReport v2, POST Service Request).</summary>
internal static class GeoRequest
{
    /// <summary>The attribute by which an application says what kind of request it is.</summary>
    internal const string KindCode = "request_type";

    private const int LongestText = 4000;

    /// <summary>Everything that is missing or wrong.</summary>
    internal static IReadOnlyList<GeoFault> Check(GeoCall call, IReadOnlyList<ReportClass> classes)
    {
        var faults = new List<GeoFault>();
        if (call.Text("service_code") is not { } code)
        {
            faults.Add(new GeoFault(StatusCodes.Status400BadRequest, "service_code was not provided"));
        }
        else if (!classes.Any(one => one.Code == code))
        {
            faults.Add(new GeoFault(StatusCodes.Status404NotFound, "service_code was not found"));
        }

        var (latitude, longitude) = (call.Text("lat"), call.Text("long"));
        if ((latitude is not null || longitude is not null) && Point(call) is null)
        {
            faults.Add(new GeoFault(StatusCodes.Status400BadRequest, "lat and long are degrees of WGS 84, and go together"));
        }
        else if (latitude is null && call.Text("address_string") is null)
        {
            faults.Add(new GeoFault(StatusCodes.Status400BadRequest, "a location was not provided: lat and long, or address_string"));
        }

        if (call.Text("description") is { Length: > LongestText })
        {
            faults.Add(new GeoFault(StatusCodes.Status400BadRequest, $"description has more than {LongestText} characters"));
        }

        if (call.Text("media_url") is { } media && !(Uri.TryCreate(media, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            faults.Add(new GeoFault(StatusCodes.Status400BadRequest, "media_url is no web address"));
        }

        if (call.Text($"attribute[{KindCode}]") is { } kind && !ReportForm.Kinds.Contains(kind, StringComparer.Ordinal))
        {
            faults.Add(new GeoFault(StatusCodes.Status400BadRequest, $"attribute[{KindCode}] is one of {string.Join(", ", ReportForm.Kinds)}"));
        }

        return faults;
    }

    /// <summary>The report as a message; the pictures it names are named in it, not fetched.</summary>
    internal static InboundMessage ToMessage(GeoCall call, IReadOnlyList<ReportClass> classes, string application, string token, DateTimeOffset now)
    {
        var code = call.Text("service_code")!;
        var name = string.Join(' ', new[] { call.Text("last_name"), call.Text("first_name"), call.Text("email") }.OfType<string>());
        var words = call.Text("description") ?? classes.First(one => one.Code == code).Name;
        return new InboundMessage
        {
            Channel = ChannelKind.Open311,
            ExternalId = token,
            From = $"{application}/{token}",
            To = application,
            Text = call.Text("media_url") is { } media ? $"{words}\n{media}" : words,
            Name = name.Length > 0 ? name : null,
            Phone = call.Text("phone"),
            Place = PlacePoint.Join(call.Text("address_string"), Point(call)),
            RequestType = call.Text($"attribute[{KindCode}]"),
            CategoryCode = code,
            ReceivedAt = now,
        };
    }

    private static (double Latitude, double Longitude)? Point(GeoCall call) =>
        PlacePoint.Read(call.Text("lat"), 90) is { } latitude && PlacePoint.Read(call.Text("long"), 180) is { } longitude ? (latitude, longitude) : null;
}
