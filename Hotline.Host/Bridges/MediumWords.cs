using Hotline.Cases;
using Hotline.Channels;

namespace Hotline.Host.Bridges;

/// <summary>The doors in the words of both sides.</summary>
internal static class MediumWords
{
    public static Medium MediumOf(ChannelKind channel) => channel switch
    {
        ChannelKind.Sms => Medium.Sms,
        ChannelKind.Wechat => Medium.Wechat,
        ChannelKind.Email => Medium.Email,
    };

    public static ChannelKind ChannelOf(Medium medium) => medium switch
    {
        Medium.Sms => ChannelKind.Sms,
        Medium.Wechat => ChannelKind.Wechat,
        Medium.Email => ChannelKind.Email,
        Medium.Phone => throw new ArgumentOutOfRangeException(nameof(medium), medium, "A call carries no messages."),
    };

    public static Correspondent CorrespondentOf(ChannelKind channel, string address) => new(MediumOf(channel), address);
}
