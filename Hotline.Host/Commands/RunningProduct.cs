using System.Net;
using Hotline.Host.Readiness;
using Hotline.Telephony;

namespace Hotline.Host.Commands;

/// <summary>The started product. Disposing stops it in order and gives the data folder back.</summary>
internal sealed class RunningProduct : IAsyncDisposable
{
    private readonly IDisposable folderLock;

    private RunningProduct(WebApplication app, HotlineSettings settings, IDisposable folderLock)
    {
        App = app;
        Settings = settings;
        this.folderLock = folderLock;
    }

    /// <summary>The application.</summary>
    public WebApplication App { get; }

    /// <summary>Its settings.</summary>
    public HotlineSettings Settings { get; }

    /// <summary>Where HTTP is served, with the port that was taken.</summary>
    public Uri Http => new(App.Urls.First());

    /// <summary>Where HTTPS is served; null for nowhere.</summary>
    public Uri? Https => App.Urls.FirstOrDefault(url => url.StartsWith("https:", StringComparison.Ordinal)) is { } url ? new Uri(url) : null;

    /// <summary>Where SIP is spoken over TLS; empty for nowhere.</summary>
    public IReadOnlyList<IPEndPoint> SipTls => App.Services.GetSipTlsAddresses();

    /// <summary>Where SIP is spoken, with the ports that were taken.</summary>
    public IReadOnlyList<IPEndPoint> Sip => App.Services.GetSipAddresses();

    /// <summary>Starts the product, or refuses with every reason known.</summary>
    /// <param name="settings">By full key; stronger than the environment and appsettings.json.</param>
    /// <param name="adjust">Puts other parts in the place of real ones, for tests.</param>
    public static async Task<RunningProduct> StartAsync(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? adjust = null)
    {
        var builder = Product.CreateBuilder(settings);
        var read = HotlineSettings.Read(builder.Configuration);
        var taken = StartChecks.Run(read);
        WebApplication? app = null;
        try
        {
            app = Product.Build(builder, read, adjust);
            await app.Services.GetRequiredService<Opening>().BeginAsync(CancellationToken.None);
            await app.StartAsync();
            return new RunningProduct(app, read, taken);
        }
        catch (Exception fault)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            taken.Dispose();
            if (Refusal(fault) is { } refusal)
            {
                throw refusal;
            }

            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        folderLock.Dispose();
    }

    private static StartRefusedException? Refusal(Exception fault) => fault switch
    {
        StartRefusedException refusal => refusal,
        // A port was free when we looked and taken when we came: the rare race.
        TelephonyConfigurationException telephony => new StartRefusedException(telephony.Faults),
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } => new StartRefusedException([fault.Message]),
        _ => null,
    };
}
