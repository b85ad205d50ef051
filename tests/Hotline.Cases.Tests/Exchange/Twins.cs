using Hotline.Cases.Tests.Desks;
using Hotline.Cases.Views;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hotline.Cases.Tests.Exchange;

/// <summary>A city and a town, which is one of the city's units.</summary>
internal sealed class Twins : IAsyncDisposable
{
    public const string Unit = "town-jiangkou";

    private readonly TemporaryFolder files;
    private readonly string place;

    private Twins(SampleCity city, SampleCity town, string place, TwinPost down, TwinPost up, TemporaryFolder files) =>
        (City, Town, this.place, Down, Up, this.files) = (city, town, place, down, up, files);

    public SampleCity City { get; }

    public SampleCity Town { get; }

    public TwinPost Down { get; }

    public TwinPost Up { get; }

    public static IExchangeDesk Desk(SampleCity of) => of.Services.GetRequiredService<IExchangeDesk>();

    public static async Task<Twins> OpenAsync(string cityPolicy = "hanjiang-2016", string townPolicy = "hanjiang-2016", string place = Unit)
    {
        var folder = new TemporaryFolder();
        var (down, up) = (new TwinPost("city"), new TwinPost("town"));
        var city = await OpenAsync(folder.File("city.yaml"), $"below:\n  - {{ name: town, title: 江口平台, unit: {place}, requester: true }}\n", cityPolicy, down);
        var town = await OpenAsync(folder.File("town.yaml"), "above:\n  - { name: city, title: 市平台, sameCategories: true, categories: { \"999\": \"010102\" } }\n", townPolicy, up);
        (down.Other, up.Other) = (town, city);
        return new(city, town, place, down, up, folder);
    }

    /// <summary>Everything that waits goes back and forth until nothing does.</summary>
    public async Task MeetAsync()
    {
        for (var round = 0; round < 10 && await Desk(City).WorkAsync(TestContext.Current.CancellationToken) + await Desk(Town).WorkAsync(TestContext.Current.CancellationToken) > 0; round++)
        {
        }
    }

    /// <summary>A case sent to the town, there and here.</summary>
    public async Task<(CaseView Here, CaseView There)> SendAsync(NewCase? form = null)
    {
        var here = await City.SendToAsync(place, form ?? SampleCity.Form(await City.AnswerAsync()));
        await MeetAsync();
        return (here, await ThereAsync(here));
    }

    /// <summary>The town's case for one of the city's, by the number that the town gave it.</summary>
    public async Task<CaseView> ThereAsync(CaseView here) =>
        await Town.SeeAsync((await City.SeeAsync(here.Number)).Exchanges[^1].Number ?? throw new InvalidOperationException("The town has given it no number yet."));

    /// <summary>The town's unit handles it, and its office closes it.</summary>
    public async Task<CaseView> HandleAsync(CaseView there, string text = "已修补。")
    {
        there = await Town.SeeAsync(there.Number);
        if (there.State == CaseState.Registered)
        {
            await Town.ActAsync(Town.Dispatcher, there, new CaseAct.Dispatch(Town.Unit.Id, null));
        }

        await Town.ActAsync(Town.Handler, there, new CaseAct.Sign());
        await Town.ActAsync(Town.Handler, there, new CaseAct.Reply(text, CaseOutcome.Solved));
        there = await Town.ActAsync(Town.Dispatcher, there, new CaseAct.Close(CaseOutcome.Solved, null));
        await MeetAsync();
        return there;
    }

    public async ValueTask DisposeAsync()
    {
        await City.DisposeAsync();
        await Town.DisposeAsync();
        files.Dispose();
    }

    private static async Task<SampleCity> OpenAsync(string file, string yaml, string policy, TwinPost post)
    {
        await File.WriteAllTextAsync(file, yaml);
        return await SampleCity.OpenAsync(
            options => options with { ExchangeFile = file, PolicyFile = Repository.Path("policies", $"{policy}.yaml") },
            services => services.AddSingleton<IExchangePost>(post));
    }
}
