using Hotline.Channels.Receiving;
using Hotline.Channels.Sending;
using Hotline.Channels.Sms.Smpp;
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
        var errors = options.Smpp?.Errors().ToList() ?? [];
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join('\n', errors), nameof(options));
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ChannelBoard>();
        services.AddSingleton<IChannelBoard>(provider => provider.GetRequiredService<ChannelBoard>());
        services.AddSingleton(provider => new InboundDesk(
            new Lazy<IInboundMessageSink>(provider.GetRequiredService<IInboundMessageSink>), provider.GetRequiredService<ILogger<InboundDesk>>()));
        services.AddSingleton<IMessageSender, MessageSender>();
        if (options.Smpp is { } smpp)
        {
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SmppClient>(provider, smpp));
            services.AddSingleton<IOutboundDoor>(provider => provider.GetRequiredService<SmppClient>());
            services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<SmppClient>());
        }

        return services;
    }
}
