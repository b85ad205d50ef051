using Hotline.Cases;
using Hotline.Channels;
using Hotline.Telephony;

namespace Hotline.Host.Bridges;

/// <summary>The only places where one library's words become another's.</summary>
internal static class BridgeServices
{
    public static IServiceCollection AddBridges(this IServiceCollection services) => services
        .AddSingleton<ICallEventSink, CallToContact>()
        .AddSingleton<ICityHours, HoursFromCases>()
        .AddSingleton<ICaseInquiry, InquiryInCases>()
        .AddSingleton<IInboundMessageSink, MessageToContact>()
        .AddSingleton<CodeToMessage>()
        .AddHostedService(provider => provider.GetRequiredService<CodeToMessage>())
        .AddSingleton<ICitizenWindow, WindowInCases>()
        .AddSingleton<IReportWindow, ReportsInCases>()
        .AddSingleton<IOwnCasesWindow, OwnCasesInCases>()
        .AddSingleton<IGroupWindow, GroupInCases>()
        .AddSingleton<IExchangeWindow, ExchangeInCases>()
        .AddSingleton<IExchangePost, PostToExchange>()
        .AddSingleton<IChannelMemory, MemoryInCases>()
        .AddSingleton<IRecordingVault, VaultInTelephony>()
        .AddSingleton<INoticeCarrier, NoticeToMessage>();
}
