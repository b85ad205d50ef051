using Hotline.Cases;
using Hotline.Cases.Views;
using Hotline.Channels;
using Hotline.Host.Access;

namespace Hotline.Host.Api;

/// <summary>What the desk reads once: city, categories, units.</summary>
internal static class CityApi
{
    public static void MapCity(this IEndpointRouteBuilder api)
    {
        var reading = api.MapGroup("").WithTags("City");
        // Open: the sign-in names the city, and the sample accounts where there are any.
        reading.MapGet("/city", Read).Needs(Right.Anybody).WithName("getCity");
        reading.MapGet("/categories", (ICaseBoard board) => board.Categories).Needs(Right.SignedIn).WithName("listCategories");
        reading.MapGet("/units", (ICaseBoard board) => board.Units).Needs(Right.SignedIn).WithName("listUnits");
    }

    private static CityAnswer Read(ICaseBoard board, IChannelBoard channels, HotlineSettings settings, TimeProvider time, HttpContext context)
    {
        var signedIn = context.User.Identity?.IsAuthenticated == true;
        var sms = channels.Channels.First(channel => channel.Channel == ChannelKind.Sms);
        return new CityAnswer(
            board.City.Name,
            settings.Telephony.HotlineNumber,
            board.City.Policy,
            board.City.SampleData,
            new SmsAnswer(sms.Phase, signedIn && sms.Phase == ChannelPhase.Down ? sms.LastError : null),
            time.GetUtcNow());
    }
}

/// <summary>The city, and how the product stands now.</summary>
internal sealed record CityAnswer(string Name, string HotlineNumber, PolicyRef Policy, bool SampleData, SmsAnswer Sms, DateTimeOffset Now);

/// <summary>Whether short messages go out.</summary>
internal sealed record SmsAnswer(ChannelPhase State, string? Detail);
