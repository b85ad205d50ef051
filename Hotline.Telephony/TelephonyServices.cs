using System.Net;
using Hotline.Telephony.Acd;
using Hotline.Telephony.Ivr;
using Hotline.Telephony.Recording;
using Hotline.Telephony.Sip.Transport;
using Hotline.Telephony.Switchboard;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony;

/// <summary>Brings the telephone node into a process.</summary>
public static class TelephonyServices
{
    /// <summary>
    /// Adds the node as a hosted service, and <see cref="ISwitchboard"/>, <see cref="ISipWebSockets"/>, <see cref="IRecordingArchive"/>,
    /// <see cref="ICallbackDesk"/>, <see cref="ICallFlowDesk"/>, <see cref="IBanDesk"/>, <see cref="ITrunkDesk"/>, <see cref="IWebCallDesk"/>, <see cref="ICallTraceDesk"/> and <see cref="TelephonyMetrics"/>.
    /// The process provides <see cref="IAgentDirectory"/> and <see cref="ICallEventSink"/>, logging and metrics, and may provide <see cref="ICityHours"/>
    /// (else Monday to Friday in office hours) and <see cref="ICaseInquiry"/>. Starting it throws
    /// <see cref="TelephonyConfigurationException"/>, with every fault, where it cannot run as set up.
    /// </summary>
    public static IServiceCollection AddHotlineTelephony(this IServiceCollection services, TelephonyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<TelephonyMetrics>();
        services.AddSingleton(provider => new CallbackBook(
            Path.Combine(options.DataFolder, "callbacks.json"),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CallbackBook>>()));
        services.AddSingleton<ICallbackDesk>(provider => provider.GetRequiredService<CallbackBook>());
        services.AddSingleton(provider => new Distribution(
            new AcdOptions { RingTimeout = options.RingTimeout, WrapUp = options.WrapUp },
            provider.GetRequiredService<CallbackBook>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Doorkeeper(
            new DoorLimits { BanAfter = options.BanAfter, BanKnownAfter = 10 * options.BanAfter, BanTime = options.BanTime, MessagesPerSecond = options.MessagesPerSecond },
            options.Edges,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Doorkeeper>>()));
        services.AddSingleton<IBanDesk>(provider => provider.GetRequiredService<Doorkeeper>());
        services.AddSingleton(provider => new TrunkGroup(options.Trunks, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebCallers>();
        services.AddSingleton<IWebCallDesk>(provider => provider.GetRequiredService<WebCallers>());
        services.AddSingleton<ITrunkDesk>(provider => provider.GetRequiredService<TrunkGroup>());
        services.AddSingleton<CallTraces>();
        services.AddSingleton<ICallTraceDesk>(provider => provider.GetRequiredService<CallTraces>());
        services.AddSingleton(new CallTable(options.MaxCalls));
        services.TryAddSingleton<ICityHours, PlainHours>();
        services.AddSingleton<FlowBook>();
        services.AddSingleton<ICallFlowDesk>(provider => provider.GetRequiredService<FlowBook>());
        services.AddSingleton<SwitchboardDesk>();
        services.AddSingleton<ISwitchboard>(provider => provider.GetRequiredService<SwitchboardDesk>());
        services.AddSingleton<IRecordingArchive>(provider => new RecordingArchive(Path.Combine(options.DataFolder, "recordings"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Node>();
        services.AddSingleton<ISipWebSockets>(provider => provider.GetRequiredService<Node>());
        services.AddHostedService(provider => provider.GetRequiredService<Node>());
        return services;
    }

    /// <summary>What keeps a node from running as set up, a line each: options, call flow, announcements. Opens nothing.</summary>
    public static IReadOnlyList<string> FindFaults(TelephonyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            NodeSetup.Read(options);
            return [];
        }
        catch (TelephonyConfigurationException fault)
        {
            return fault.Faults;
        }
    }

    /// <summary>Where SIP is spoken over TLS, with the ports that were taken; empty for nowhere. Only while the node runs.</summary>
    public static IReadOnlyList<IPEndPoint> GetSipTlsAddresses(this IServiceProvider services) => services.GetRequiredService<Node>().TlsAddresses;

    /// <summary>Where SIP is spoken, with the ports that were taken, in the order of the options. Only while the node runs.</summary>
    public static IReadOnlyList<IPEndPoint> GetSipAddresses(this IServiceProvider services) => services.GetRequiredService<Node>().SipAddresses;
}
