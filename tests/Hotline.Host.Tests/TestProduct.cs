using System.Collections.Concurrent;
using Hotline.Channels;
using Hotline.Host.Access;
using Hotline.Host.Commands;
using Hotline.Telephony;
using Hotline.Testing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Host.Tests;

/// <summary>
/// The real product in this process, on free ports and a folder of its own. The telephone node and the SMS provider are stood in for,
/// so that a test says what they report; everything between them and the browser is real.
/// </summary>
public sealed class TestProduct : IAsyncLifetime
{
    private readonly TemporaryFolder own = new();
    private RunningProduct? running;

    /// <summary>The clock; null takes the real one.</summary>
    internal ManualTimeProvider? Time { get; init; }

    internal IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Further parts in the place of real ones.</summary>
    internal Action<IServiceCollection>? Adjust { get; init; }

    internal FakeSwitchboard Switchboard { get; } = new();

    internal FakeArchive Archive { get; } = new();

    internal FakeSender Sender { get; } = new();

    /// <summary>A data folder that outlives the product, to start another on it; null takes one of its own.</summary>
    internal string? Folder { get; init; }

    internal string DataFolder => Folder ?? own.Path;

    internal Uri Http => running!.Http;

    internal Uri? Https => running!.Https;

    internal IServiceProvider Services => running!.App.Services;

    internal Task ReportAsync(CallEvent callEvent) =>
        Services.GetRequiredService<ICallEventSink>().AcceptAsync(callEvent, CancellationToken.None).AsTask();

    internal Task ReceiveAsync(InboundMessage message) =>
        Services.GetRequiredService<IInboundMessageSink>().AcceptAsync(message, CancellationToken.None).AsTask();

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>(Settings, StringComparer.Ordinal)
        {
            ["Http"] = "127.0.0.1:0",
            ["Sip"] = "127.0.0.1:0",
            ["Data"] = DataFolder,
        };
        running = await RunningProduct.StartAsync(settings, services =>
        {
            services.Replace(ServiceDescriptor.Singleton<ISwitchboard>(Switchboard));
            services.Replace(ServiceDescriptor.Singleton<IRecordingArchive>(Archive));
            services.Replace(ServiceDescriptor.Singleton<IMessageSender>(Sender));
            Adjust?.Invoke(services);
            if (Time is not null)
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));

                // A leap of the clock is no silence of the screens.
                services.Configure<HubOptions>(hub => hub.ClientTimeoutInterval = TimeSpan.FromDays(1));
            }
        });
    }

    /// <summary>Somebody at a browser without a session.</summary>
    internal Seat Stranger() => new(Http);

    /// <summary>A member of the sample staff at a browser.</summary>
    internal async Task<Seat> SignInAsync(string userName)
    {
        var seat = Stranger();
        await seat.PostAsync("/api/session", new { userName, password = SampleStaff.Password });
        return seat;
    }

    public async ValueTask DisposeAsync()
    {
        if (running is not null)
        {
            await running.DisposeAsync();
        }

        own.Dispose();
    }
}

/// <summary>A telephone node that does what a test says.</summary>
internal sealed class FakeSwitchboard : ISwitchboard
{
    public SwitchboardView View { get; set; } = new() { Agents = [], Waiting = [], Calls = [] };

    public SwitchboardAnswer Answer { get; set; } = SwitchboardAnswer.Done;

    public ConcurrentQueue<string> Asked { get; } = new();

    public ValueTask<SwitchboardAnswer> SetReadyAsync(string agentId, CancellationToken cancellationToken) => Take($"ready {agentId}");

    public ValueTask<SwitchboardAnswer> SetNotReadyAsync(string agentId, string reason, CancellationToken cancellationToken) => Take($"not-ready {agentId} {reason}");

    public ValueTask AccountsChangedAsync(CancellationToken cancellationToken)
    {
        Asked.Enqueue("accounts");
        return ValueTask.CompletedTask;
    }

    public ValueTask<SwitchboardAnswer> ReleaseAsync(CallId callId, CancellationToken cancellationToken) => Take($"release {callId}");

    public ValueTask<SwitchboardAnswer> OrderAsync(CallId callId, CallOrder order, CancellationToken cancellationToken) => Take($"{callId} {order}");

    public ValueTask<(SwitchboardAnswer Answer, CallId? CallId)> CallAsync(string agentId, string number, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"call {agentId} {number}");
        return ValueTask.FromResult((Answer, Answer == SwitchboardAnswer.Done ? Made : default(CallId?)));
    }

    public ValueTask<(SwitchboardAnswer Answer, CallId? CallId)> RelayAsync(string agentId, string number, CancellationToken cancellationToken)
    {
        Asked.Enqueue($"relay {agentId} {number}");
        return ValueTask.FromResult((Answer, Answer == SwitchboardAnswer.Done ? Made : default(CallId?)));
    }

    public CallId Made { get; } = CallId.At(DateTimeOffset.UnixEpoch);

    private ValueTask<SwitchboardAnswer> Take(string request)
    {
        Asked.Enqueue(request);
        return ValueTask.FromResult(Answer);
    }
}

/// <summary>Recordings that a test puts there.</summary>
internal sealed class FakeArchive : IRecordingArchive
{
    public Dictionary<Guid, (byte[] Bytes, bool Sealed)> Sounds { get; } = [];

    public bool CanCompress => false;

    public ValueTask<RecordingSound?> OpenAsync(Guid recordingId, SoundFormat format, CancellationToken cancellationToken) => ValueTask.FromResult(
        Sounds.TryGetValue(recordingId, out var sound)
            ? new RecordingSound { Content = new MemoryStream(sound.Bytes), Sealed = sound.Sealed, Duration = TimeSpan.FromSeconds(1) }
            : null);

    /// <summary>The sound, with the mark in plain bytes behind it.</summary>
    public ValueTask<RecordingSound?> OpenMarkedAsync(Guid recordingId, Guid mark, CancellationToken cancellationToken) => ValueTask.FromResult(
        Sounds.TryGetValue(recordingId, out var sound)
            ? new RecordingSound { Content = new MemoryStream([.. sound.Bytes, .. mark.ToByteArray()]), Sealed = sound.Sealed, Duration = TimeSpan.FromSeconds(1) }
            : null);

    public ValueTask<Guid?> ReadMarkAsync(Stream wav, CancellationToken cancellationToken) => ValueTask.FromResult<Guid?>(null);

    public ValueTask<string?> HashAsync(Guid recordingId, CancellationToken cancellationToken) => ValueTask.FromResult<string?>(null);

    public ValueTask<ArchivedFile?> ArchiveAsync(Guid recordingId, CancellationToken cancellationToken) => ValueTask.FromResult<ArchivedFile?>(null);

    public ValueTask DeleteAsync(Guid recordingId, CancellationToken cancellationToken)
    {
        Sounds.Remove(recordingId);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Waveform?> ReadWaveformAsync(Guid recordingId, int buckets, CancellationToken cancellationToken) => ValueTask.FromResult(
        Sounds.ContainsKey(recordingId)
            ? new Waveform { Duration = TimeSpan.FromSeconds(1), Caller = new float[buckets], Agent = new float[buckets] }
            : null);

    public ValueTask<SealVerdict> VerifyAsync(Guid recordingId, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Sounds.ContainsKey(recordingId) ? SealVerdict.Intact : SealVerdict.Missing);
}

/// <summary>An SMS provider that a test switches on and off.</summary>
internal sealed class FakeSender : IMessageSender
{
    public bool Configured { get; set; }

    public ConcurrentQueue<OutboundMessage> Sent { get; } = new();

    /// <summary>What it says to a message instead of taking it; null takes it.</summary>
    public Func<OutboundMessage, SendOutcome?>? Says { get; set; }

    public bool IsConfigured(ChannelKind channel) => Configured;

    public ValueTask<SendOutcome> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (!Configured)
        {
            return ValueTask.FromResult(new SendOutcome { Verdict = SendVerdict.NotConfigured });
        }

        if (Says?.Invoke(message) is { } said)
        {
            return ValueTask.FromResult(said);
        }

        Sent.Enqueue(message);
        return ValueTask.FromResult(new SendOutcome { Verdict = SendVerdict.Accepted, ProviderId = $"p-{message.Key}" });
    }
}
