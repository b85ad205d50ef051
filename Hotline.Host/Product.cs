using System.Reflection;
using Hotline.Cases;
using Hotline.Channels;
using Hotline.Host.Access;
using Hotline.Host.Api;
using Hotline.Host.Bridges;
using Hotline.Host.Live;
using Hotline.Host.Printing;
using Hotline.Host.Readiness;
using Hotline.Scheduler;
using Hotline.Telephony;

namespace Hotline.Host;

/// <summary>Puts the product together: every library's services, the order of the request pipeline, every route.</summary>
internal static class Product
{
    /// <summary>Largest request body; the largest form has 4,000 characters of text.</summary>
    internal const long LargestBody = 256 * 1024;

    /// <summary>The product's version, as built.</summary>
    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>A builder with the settings of a command line, of the environment and of appsettings.json.</summary>
    public static WebApplicationBuilder CreateBuilder(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Hotline.Host" });
        builder.Configuration.Sources.Clear();
        builder.Configuration
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables("HOTLINE__")
            .AddInMemoryCollection(settings);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        // Request lines hold what was looked for: a citizen's number. No setting brings them into the log.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
        });
        return builder;
    }

    /// <summary>Builds the application; nothing is opened, listened to or written yet.</summary>
    /// <param name="builder">From <see cref="CreateBuilder"/>.</param>
    /// <param name="settings">What was read from it.</param>
    /// <param name="adjust">Puts other parts in the place of real ones, for tests.</param>
    public static WebApplication Build(WebApplicationBuilder builder, HotlineSettings settings, Action<IServiceCollection>? adjust = null)
    {
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Listen(settings.Http);
            if (settings.Https is { } https)
            {
                kestrel.Listen(https, listen => listen.UseHttps(settings.Telephony.TlsCertificate!));
            }
        });

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddRouting();
        services.ConfigureHttpJsonOptions(json => Wire.Configure(json.SerializerOptions));
        services.AddProblemDetails(problems => problems.CustomizeProblemDetails = context => Problems.AddCode(context.ProblemDetails));
        services.AddExceptionHandler<RequestFaults>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddResponseCompression(compression => compression.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/manifest+json", "application/geo+json"]);
        services.AddInterfaceDescription();
        services.AddAccess(settings.DataFolder);
        services.AddSingleton<SampleStaff>();
        services.AddSingleton<StaffCopy>();
        services.AddSingleton<Opening>();
        services.AddSingleton<Shortages>();
        services.AddLive();
        services.AddBridges();
        services.AddSingleton<IPageMaker>(provider => new ChromiumPages(settings.Chromium, provider.GetRequiredService<TimeProvider>()));
        services.AddHotlineCases(settings.Cases);
        services.AddHotlineChannels(settings.Channels);
        services.AddHotlineScheduler();
        services.AddHostedService<StoreReturn>();
        services.AddHostedService<CallbacksToCases>();
        // The last to start is the first to stop: calls end while everything they report to is still there.
        services.AddHotlineTelephony(settings.Telephony);

        adjust?.Invoke(services);

        var app = builder.Build();
        var desk = DeskFiles.Find(settings);
        app.UseSecurityHeaders(settings.Channels.Web?.Map?.TileOrigin);
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseDeskFiles(desk);
        app.UseRequestGate();
        app.UseGivenParameters();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30) });
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseTooLargeBodies();
        app.MapHealth();
        app.MapLive();
        app.MapHotlineChannels().Needs(Right.Anybody);
        app.MapSipSockets();
        var api = app.MapGroup("/api");
        api.MapSession();
        api.MapCity();
        api.MapContacts();
        api.MapCases();
        api.MapPhotos();
        api.MapRelay();
        api.MapSupervision();
        api.MapAccountability();
        api.MapLetters();
        api.MapRectifications();
        api.MapProgress();
        api.MapTasks();
        api.MapNotices();
        api.MapExchange();
        api.MapSwitchboard();
        api.MapCallbacks();
        api.MapBans();
        api.MapStaff();
        api.MapWebCalls();
        api.MapTraces();
        api.MapCallFlows();
        api.MapRecordings();
        api.MapCustody();
        api.MapFigures();
        api.MapStaffing();
        api.MapQuality();
        api.MapShifts();
        api.MapAudit();
        api.MapInterfaceDescription();
        // Called here, not left to the start, so that the routes are known to whoever looks at them before.
        app.UseEndpoints(_ => { });
        app.UseDeskPage(desk);

        if (RouteRules.WithoutRule(app.Services.GetRequiredService<EndpointDataSource>()) is { Count: > 0 } open)
        {
            throw new InvalidOperationException($"Routes without a rule: {string.Join(", ", open)}");
        }

        return app;
    }
}
