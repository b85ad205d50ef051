using System.Net;
using Hotline.Cases;
using Hotline.Host.Access;
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

    /// <summary>Where SIP is spoken over TLS; null for nowhere.</summary>
    public IPEndPoint? SipTls => App.Services.GetSipTlsAddress();

    /// <summary>Where SIP is spoken, with the port that was taken.</summary>
    public IPEndPoint Sip => App.Services.GetSipAddress();

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
            await PrepareAsync(app.Services, read);
            await PrepareStaffAsync(app.Services, read);
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

    /// <summary>Reads call flow and policy and brings the database up to date; what is wrong in any is said together.</summary>
    public static async Task PrepareAsync(IServiceProvider services, HotlineSettings settings)
    {
        var reasons = new List<string>(TelephonyServices.FindFaults(settings.Telephony));
        try
        {
            await services.PrepareCasesAsync(CancellationToken.None);
        }
        catch (CaseStartException fault)
        {
            reasons.AddRange(fault.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        if (reasons.Count > 0)
        {
            throw new StartRefusedException(reasons);
        }
    }

    /// <summary>All accounts; into a database without any, those of the sample city first.</summary>
    public static async Task<IReadOnlyList<StaffAccount>> OpenStaffAsync(IServiceProvider services, HotlineSettings settings)
    {
        var desk = services.GetRequiredService<IStaffDesk>();
        var accounts = await desk.ListAsync(CancellationToken.None);
        if (accounts.Count > 0)
        {
            return accounts;
        }

        var agents = settings.City == SampleCity.Load ? settings.Agents : 0;
        await services.GetRequiredService<SampleStaff>().OpenAsync(agents, settings.Telephony.Realm, CancellationToken.None);
        return await desk.ListAsync(CancellationToken.None);
    }

    private static async Task PrepareStaffAsync(IServiceProvider services, HotlineSettings settings)
    {
        var accounts = await OpenStaffAsync(services, settings);
        var sample = accounts.Where(account => account.SamplePassword).Select(account => account.UserName).Order(StringComparer.Ordinal).ToArray();
        if (sample.Length > 0)
        {
            var reasons = new[] { ("http", settings.Http), ("https", settings.Https), ("sip", settings.Telephony.Sip), ("sip over tls", settings.Telephony.SipTls) }
                .Where(door => door.Item2 is not null && !IPAddress.IsLoopback(door.Item2.Address))
                .Select(door => $"will not listen on {door.Item1} {door.Item2} while accounts use the sample password: {string.Join(", ", sample.Take(10))}{(sample.Length > 10 ? ", …" : "")}; change each with: password USER-NAME")
                .ToArray();
            if (reasons.Length > 0)
            {
                throw new StartRefusedException(reasons);
            }
        }

        services.GetRequiredService<StaffRegister>().Replace(accounts);
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
