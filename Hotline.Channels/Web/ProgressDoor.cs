using Hotline.Channels.Sending;

namespace Hotline.Channels.Web;

/// <summary>What is told to somebody who left no number stands on the page of their case: from the moment it is written it can be read there.</summary>
internal sealed class ProgressDoor : IOutboundDoor
{
    public ChannelKind Channel => ChannelKind.Web;

    public TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    public Task<SendOutcome> SendAsync(OutboundMessage message) => Task.FromResult(new SendOutcome { Verdict = SendVerdict.Accepted });
}
