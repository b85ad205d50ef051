using Hotline.Channels.Email;
using Hotline.Channels.Exchange;
using Hotline.Channels.Open311;
using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.Sms;
using Hotline.Channels.Sms.Cmpp;
using Hotline.Channels.Sms.Http;
using Hotline.Channels.Sms.Smpp;
using Hotline.Channels.WeChat;
using Hotline.Channels.Web;
using Hotline.Channels.WorkGroup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hotline.Channels;

/// <summary>Puts the channels into a service collection.</summary>
public static class ChannelServices
{
    /// <summary>
    /// Adds <see cref="IMessageSender"/>, <see cref="IChannelBoard"/> and the hosted service that stays bound at each configured
    /// provider. The application registers <see cref="IInboundMessageSink"/> as a singleton.
    /// </summary>
    /// <exception cref="ArgumentException">A setting cannot be; the message has one line for each.</exception>
    public static IServiceCollection AddHotlineChannels(this IServiceCollection services, ChannelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] errors = [.. options.Sms.Errors(), .. options.WeChat?.Errors() ?? [], .. options.Email?.Errors() ?? [],
            .. options.Web?.Errors() ?? [], .. options.Web?.Map is { } drawn ? CityMap.Read(drawn.File).Errors : [], .. options.Open311?.Errors() ?? [], .. options.WorkGroups.SelectMany(group => group.Errors()), .. ExchangeOptions.Errors(options.Exchange)];
        if (errors.Length > 0)
        {
            throw new ArgumentException(string.Join('\n', errors), nameof(options));
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IReportCodes, ReportCodes>();
        services.AddSingleton<ChannelBoard>();
        services.AddSingleton<IChannelBoard>(provider => provider.GetRequiredService<ChannelBoard>());
        services.AddSingleton(provider => new InboundDesk(
            new Lazy<IInboundMessageSink>(provider.GetRequiredService<IInboundMessageSink>), provider.GetRequiredService<ILogger<InboundDesk>>(),
            Stops(provider)));
        services.AddSingleton<IMessageSender>(provider => new MessageSender(
            new Lazy<IEnumerable<IOutboundDoor>>(provider.GetServices<IOutboundDoor>), provider.GetRequiredService<TimeProvider>(), Stops(provider)));
        AddSms(services, options.Sms);
        if (options.Email is { } email)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EmailDoor>(provider, email));
            services.AddSingleton<IOutboundDoor>(provider => provider.GetRequiredService<EmailDoor>());
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EmailDoor>());
        }

        if (options.WeChat is { } wechat)
        {
            services.AddSingleton(wechat);
            services.AddSingleton<AccessToken>();
            services.AddSingleton(_ => new GuardedHttp(wechat.Api, wechat.MediaHosts));
            services.AddSingleton<WeChatApi>();
            services.AddSingleton(provider => new TalkDesk(
                provider.GetRequiredService<IChannelMemory>(),
                provider.GetRequiredService<ICitizenWindow>(),
                provider.GetRequiredService<InboundDesk>(),
                new Lazy<IMessageSender>(provider.GetRequiredService<IMessageSender>),
                provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<WeChatDoor>();
            services.AddSingleton<WeChatCallback>();
            services.AddSingleton<IOutboundDoor>(provider => provider.GetRequiredService<WeChatDoor>());
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<WeChatDoor>());
        }

        if (options.Web is { } web)
        {
            services.AddDataProtection();
            services.AddSingleton(web);
            if (web.Map is { } map)
            {
                services.AddSingleton(CityMap.Read(map.File));
            }

            services.AddSingleton<FormTicket>();
            services.AddSingleton<DraftShelf>();
            services.AddSingleton<ReportPages>();
            services.AddSingleton<ProgressPages>();
            services.AddSingleton<OwnCasesPages>();
            services.AddSingleton<CallPage>();
            services.AddSingleton<IOutboundDoor, ProgressDoor>();
        }

        if (options.WorkGroups.Count > 0)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<GroupCallback>(
                provider, options.WorkGroups, new Lazy<IGroupWindow>(provider.GetRequiredService<IGroupWindow>)));
            foreach (var door in options.WorkGroups.GroupBy(group => group.Channel))
            {
                services.AddSingleton<IOutboundDoor>(provider => ActivatorUtilities.CreateInstance<GroupDoor>(provider, door.Key, door.ToList()));
            }
        }

        services.AddSingleton<IExchangeLine>(provider => new ExchangeLine(options.Exchange, provider.GetRequiredService<TimeProvider>()));
        if (options.Exchange.Count > 0)
        {
            services.AddSingleton(provider => new ExchangeNonces(new Lazy<IChannelMemory>(provider.GetRequiredService<IChannelMemory>), provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ExchangeDoor>(
                provider, options.Exchange, new Lazy<IExchangeWindow>(provider.GetRequiredService<IExchangeWindow>)));
        }

        if (options.Open311 is { } open311)
        {
            services.AddSingleton(open311);
            services.AddSingleton<GeoReport>();
        }

        return services;
    }

    private static void AddSms(IServiceCollection services, SmsOptions options)
    {
        if (options.Providers.Count == 0)
        {
            return;
        }

        foreach (var settings in options.Providers)
        {
            switch (settings)
            {
                case SmppOptions smpp:
                    AddLinked(services, provider => ActivatorUtilities.CreateInstance<SmppClient>(provider, smpp));
                    break;
                case CmppOptions cmpp:
                    AddLinked(services, provider => ActivatorUtilities.CreateInstance<CmppClient>(provider, cmpp));
                    break;
                case HttpSmsOptions http:
                    services.AddSingleton<ISmsProvider>(provider => ActivatorUtilities.CreateInstance<HttpProvider>(provider, http));
                    break;
            }
        }

        services.AddSingleton<IOutboundDoor>(provider => ActivatorUtilities.CreateInstance<SmsDoor>(provider, options));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HttpWebhooks>(provider, options.Providers.OfType<HttpSmsOptions>()));
    }

    // The provider that sends and the service that keeps its links are one.
    private static void AddLinked<T>(IServiceCollection services, Func<IServiceProvider, T> make)
        where T : LinkedProvider
    {
        var lazily = new Lock();
        T? made = null;
        T Get(IServiceProvider provider)
        {
            lock (lazily)
            {
                return made ??= make(provider);
            }
        }

        services.AddSingleton<ISmsProvider>(Get);
        services.AddSingleton<IHostedService>(Get);
    }

    // Without a memory nobody is remembered: a part of the application that only looks at settings has none.
    private static StopList? Stops(IServiceProvider provider) =>
        provider.GetService<IChannelMemory>() is { } memory ? new StopList(memory, new Lazy<IMessageSender>(provider.GetRequiredService<IMessageSender>)) : null;

    /// <summary>Maps the addresses that providers call. Each checks for itself who calls.</summary>
    public static IEndpointConventionBuilder MapHotlineChannels(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var doors = routes.MapGroup("");
        if (routes.ServiceProvider.GetService<WeChatOptions>() is { } wechat)
        {
            doors.MapGet(wechat.CallbackPath, (HttpRequest request, WeChatCallback callback) => callback.Verify(request)).ExcludeFromDescription();
            doors.MapPost(wechat.CallbackPath, (HttpRequest request, WeChatCallback callback) => callback.TakeAsync(request)).ExcludeFromDescription();
        }

        if (routes.ServiceProvider.GetService<WebFormOptions>() is not null)
        {
            doors.MapGet(WebPage.ReportPath, (HttpContext context, ReportPages pages) => pages.Show(context)).ExcludeFromDescription();
            doors.MapPost(WebPage.ReportPath, (HttpContext context, ReportPages pages) => pages.TakeAsync(context)).ExcludeFromDescription();
            doors.MapGet(WebPage.ProgressPath, (HttpContext context, ProgressPages pages) => pages.Show(context)).ExcludeFromDescription();
            doors.MapPost(WebPage.ProgressPath, (HttpContext context, ProgressPages pages) => pages.TakeAsync(context)).ExcludeFromDescription();
            doors.MapGet(WebPage.OwnPath, (HttpContext context, OwnCasesPages pages) => pages.Show(context)).ExcludeFromDescription();
            doors.MapPost(WebPage.OwnPath, (HttpContext context, OwnCasesPages pages) => pages.TakeAsync(context)).ExcludeFromDescription();
            doors.MapGet(CallPage.Path, (HttpContext context, CallPage page) => page.Show(context)).ExcludeFromDescription();
            doors.MapGet(WebPage.StylePath, WebPage.ShowStyle).ExcludeFromDescription();
            doors.MapGet(WebPage.ScriptPath, WebPage.ShowScript).ExcludeFromDescription();
            if (routes.ServiceProvider.GetService<CityMap>() is { } map)
            {
                doors.MapGet(WebPage.MapPath, map.Show).ExcludeFromDescription();
            }
        }

        if (routes.ServiceProvider.GetService<Open311Options>() is not null)
        {
            doors.MapGeoReport();
        }

        if (routes.ServiceProvider.GetService<GroupCallback>() is not null)
        {
            doors.MapPost("/doors/workgroup/{name}", (string name, HttpRequest request, GroupCallback callback) => callback.TakeAsync(name, request)).ExcludeFromDescription();
        }

        if (routes.ServiceProvider.GetService<ExchangeDoor>() is not null)
        {
            doors.MapPost(ExchangeDoor.LettersPath, (HttpRequest request, ExchangeDoor door) => door.TakeAsync(request)).ExcludeFromDescription();
            doors.MapGet(ExchangeDoor.FilesPath + "{sha256}", (string sha256, HttpRequest request, ExchangeDoor door) => door.FileAsync(sha256, request)).ExcludeFromDescription();
        }

        if (routes.ServiceProvider.GetService<HttpWebhooks>() is not null)
        {
            doors.MapPost("/doors/sms/{provider}/report", (string provider, HttpRequest request, HttpWebhooks webhooks) => webhooks.ReportAsync(provider, request)).ExcludeFromDescription();
            doors.MapPost("/doors/sms/{provider}/reply", (string provider, HttpRequest request, HttpWebhooks webhooks) => webhooks.ReplyAsync(provider, request)).ExcludeFromDescription();
        }

        return doors;
    }
}
