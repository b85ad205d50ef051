using System.Security.Cryptography;
using System.Text;
using Hotline.Channels.Receiving;

namespace Hotline.Channels.Web;

/// <summary>The fields of the form by their names in it.</summary>
internal enum ReportField
{
    /// <summary>The form as a whole.</summary>
    Form,

    /// <summary>What the matter is.</summary>
    What,

    /// <summary>Where, in words.</summary>
    Place,

    /// <summary>Where, as a point.</summary>
    Point,

    /// <summary>Photographs.</summary>
    Photos,

    /// <summary>Who.</summary>
    Name,

    /// <summary>Where to reach them.</summary>
    Phone,
}

/// <summary>What was typed into the report form, as it was typed: so it goes back where something is wrong.</summary>
internal sealed record ReportForm
{
    /// <summary>Kinds of request in the form's order, by the policy's words.</summary>
    internal static readonly IReadOnlyList<string> Kinds = ["complaint", "help", "consultation", "suggestion", "report", "praise"];

    private const int LongestWhat = 4000;
    private const int LongestPlace = 150;
    private const int LongestName = 50;

    public string What { get; init; } = "";

    public string Kind { get; init; } = "complaint";

    public string Class { get; init; } = "";

    public string Place { get; init; } = "";

    public string Latitude { get; init; } = "";

    public string Longitude { get; init; } = "";

    public string Name { get; init; } = "";

    public string Phone { get; init; } = "";

    public bool Confidential { get; init; }

    /// <summary>The point; null where none is given, or it is none.</summary>
    internal (double Latitude, double Longitude)? Point =>
        PlacePoint.Read(Latitude, 90) is { } latitude && PlacePoint.Read(Longitude, 180) is { } longitude ? (latitude, longitude) : null;

    internal static ReportForm Read(IReadOnlyDictionary<string, string> fields)
    {
        string Field(string name) => fields.GetValueOrDefault(name, "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        return new ReportForm
        {
            What = Field("what"),
            Kind = Kinds.Contains(Field("kind"), StringComparer.Ordinal) ? Field("kind") : Kinds[0],
            Class = Field("class"),
            Place = Field("place"),
            Latitude = Field("lat"),
            Longitude = Field("long"),
            Name = Field("name"),
            Phone = Field("phone"),
            Confidential = Field("confidential").Length > 0,
        };
    }

    /// <summary>Everything that is missing or wrong, in the words of whoever reads it.</summary>
    internal IEnumerable<(ReportField Field, string Words)> Check(WebTexts texts)
    {
        if (What.Length == 0)
        {
            yield return (ReportField.What, texts.WhatMissing);
        }
        else if (What.Length > LongestWhat)
        {
            yield return (ReportField.What, texts.TooLong(LongestWhat));
        }

        if (Place.Length > LongestPlace)
        {
            yield return (ReportField.Place, texts.TooLong(LongestPlace));
        }

        if ((Latitude.Length > 0 || Longitude.Length > 0) && Point is null)
        {
            yield return (ReportField.Point, texts.PointWrong);
        }

        if (Name.Length > LongestName)
        {
            yield return (ReportField.Name, texts.TooLong(LongestName));
        }

        if (Phone.Length > 0 && (Phone.Length > 30 || Phone.Count(char.IsAsciiDigit) < 5 || !Phone.All(letter => char.IsAsciiDigit(letter) || letter is ' ' or '-' or '+' or '(' or ')')))
        {
            yield return (ReportField.Phone, texts.PhoneWrong);
        }
    }

    /// <summary>The report as a message. Its id comes of the ticket and of all that it says: sent twice it is one, changed and sent again another.</summary>
    internal InboundMessage ToMessage(Ticket ticket, IReadOnlyList<DraftPhoto> photos, IReadOnlyList<InboundAttachment> attachments, DateTimeOffset now)
    {
        string[] said = [What, Kind, Class, Place, Latitude, Longitude, Name, Phone, Confidential ? "1" : "", .. photos.Select(photo => photo.Hash)];
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', said))).AsSpan(0, 8));
        return new InboundMessage
        {
            Channel = ChannelKind.Web,
            ExternalId = $"{ticket.Key}-{hash}",
            From = QueryCode.Address(ticket.Code),
            To = "web",
            Text = What,
            Name = Name.Length > 0 ? Name : null,
            Phone = Phone.Length > 0 ? Phone : null,
            Place = PlacePoint.Join(Place, Point),
            RequestType = Kind,
            CategoryCode = Class.Length > 0 ? Class : null,
            Confidential = Confidential,
            Attachments = attachments,
            ReceivedAt = now,
        };
    }
}
