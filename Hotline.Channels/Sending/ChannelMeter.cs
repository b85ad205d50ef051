using System.Diagnostics.Metrics;

namespace Hotline.Channels.Sending;

/// <summary>Counts of the doors, as the meter <c>Hotline.Channels</c>.</summary>
internal static class ChannelMeter
{
    internal const string Name = "Hotline.Channels";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Submits = Meter.CreateCounter<long>("hotline.sms.submits", "{message}", "Short messages given to a provider, by provider and outcome");
    private static readonly UpDownCounter<long> Up = Meter.CreateUpDownCounter<long>("hotline.sms.providers_up", "{provider}", "Providers that are signed in");

    internal static void Submitted(string provider, SendVerdict verdict) =>
        Submits.Add(1, new KeyValuePair<string, object?>("provider", provider), new KeyValuePair<string, object?>("outcome", verdict.ToString().ToLowerInvariant()));

    internal static void Provider(string provider, int change) => Up.Add(change, new KeyValuePair<string, object?>("provider", provider));
}
