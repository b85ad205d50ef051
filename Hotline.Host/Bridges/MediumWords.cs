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
        ChannelKind.Web => Medium.Web,
        ChannelKind.Open311 => Medium.Open311,
        ChannelKind.WorkGroup => Medium.WorkGroup,
        ChannelKind.Oa => Medium.Oa,
    };

    public static ChannelKind ChannelOf(Medium medium) => medium switch
    {
        Medium.Sms => ChannelKind.Sms,
        Medium.Wechat => ChannelKind.Wechat,
        Medium.Email => ChannelKind.Email,
        Medium.Web => ChannelKind.Web,
        Medium.Open311 => ChannelKind.Open311,
        Medium.WorkGroup => ChannelKind.WorkGroup,
        Medium.Oa => ChannelKind.Oa,
        Medium.Phone or Medium.WebCall or Medium.Counter or Medium.Patrol or Medium.Platform => throw new ArgumentOutOfRangeException(nameof(medium), medium, "No messages leave by it."),
    };

    public static Correspondent CorrespondentOf(ChannelKind channel, string address) => new(MediumOf(channel), address);
}
