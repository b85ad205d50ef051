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
        reading.MapGet("/grounds", (ICaseBoard board) => board.Grounds).Needs(Right.SignedIn).WithName("listGrounds");
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
            new SmsAnswer(
                sms.Phase,
                signedIn && sms.Phase == ChannelPhase.Down ? sms.LastError : null,
                signedIn ? [.. sms.Providers.Select(provider => new SmsProviderAnswer(provider.Name, provider.Phase, provider.RestsUntil, provider.LastError, provider.Accepted, provider.Failed))] : []),
            time.GetUtcNow());
    }
}

/// <summary>The city, and how the product stands now.</summary>
internal sealed record CityAnswer(string Name, string HotlineNumber, PolicyRef Policy, bool SampleData, SmsAnswer Sms, DateTimeOffset Now);

/// <summary>Whether short messages go out.</summary>
/// <param name="State">Whether a provider can be reached.</param>
/// <param name="Detail">Why not; only to who is signed in.</param>
/// <param name="Providers">Each provider, the first asked first; only to who is signed in.</param>
internal sealed record SmsAnswer(ChannelPhase State, string? Detail, IReadOnlyList<SmsProviderAnswer> Providers);

/// <summary>How a provider of short messages stands.</summary>
/// <param name="Name">Its name in the settings.</param>
/// <param name="State">Whether it can be reached.</param>
/// <param name="RestsUntil">It is left alone until then after failures; null where it is not.</param>
/// <param name="Detail">Its last failure; null before one.</param>
/// <param name="Accepted">Messages it took since the start.</param>
/// <param name="Failed">Messages it did not take since the start.</param>
internal sealed record SmsProviderAnswer(string Name, ChannelPhase State, DateTimeOffset? RestsUntil, string? Detail, long Accepted, long Failed);
