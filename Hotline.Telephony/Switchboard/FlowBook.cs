using System.Text.Json;
using Hotline.Telephony.Ivr;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>The flows in use, read again while calls go on, and the notice that callers hear before the line. Thread-safe.</summary>
internal sealed partial class FlowBook(TelephonyOptions options, Distribution distribution, TimeProvider time, ILogger<FlowBook> logger) : ICallFlowDesk, IDisposable
{
    /// <summary>An editor writes a file in several steps: it is read once it has been left alone for so long.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(500);

    private const int MostPrompts = 10;

    private readonly Lock gate = new();
    private readonly List<FileSystemWatcher> watchers = [];
    private readonly string incidentFile = Path.Combine(options.DataFolder, "incident.json");
    private volatile FlowSet? set;
    private volatile IncidentNotice? incident;
    private volatile IReadOnlyList<string> refused = [];
    private DateTimeOffset readAt;
    private ITimer? calm;

    /// <summary>For calls that begin now.</summary>
    public FlowSet Current => set ?? throw new InvalidOperationException("The node has not been started.");

    /// <inheritdoc/>
    public CallFlowView View
    {
        get
        {
            lock (gate)
            {
                var now = Current;
                return new CallFlowView(
                    now.Version,
                    readAt,
                    [.. now.Profiles.Prepend(now.Default).Select(profile => new CallProfileView(profile.Name, NumbersOf(profile), profile.Flow.Name, profile.Tag))],
                    [.. now.Prompts.Names.Order(StringComparer.Ordinal)],
                    refused);
            }
        }
    }

    /// <inheritdoc/>
    public IncidentNotice? Incident => incident is { } notice && !(time.GetUtcNow() >= notice.Until) ? notice : null;

    /// <summary>Takes up what was read at the start, and watches its files.</summary>
    public void Begin(FlowSet first)
    {
        (set, readAt, incident) = (first, time.GetUtcNow(), ReadIncident());
        distribution.Decide((acd, now) => acd.Adopt(first.Queues, now));
        Watch();
    }

    /// <summary>How callers of a number are led; null where it is none of ours.</summary>
    public Guidance? For(string called)
    {
        var now = Current;
        var profile = now.Find(called)
            ?? (called == options.HotlineNumber || options.HotlineAliases.Contains(called, StringComparer.Ordinal) ? now.Default : null);
        return profile is null ? null : new Guidance(now, profile);
    }

    /// <summary>What a caller of this number hears before the line.</summary>
    public IReadOnlyList<string> IncidentFor(string called) =>
        Incident is { } notice && (notice.Numbers.Count == 0 || notice.Numbers.Contains(called, StringComparer.Ordinal)) ? notice.Prompts : [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Reload()
    {
        lock (gate)
        {
            var faults = new List<string>();
            var next = FlowSetReader.Read(options, faults);
            refused = faults;
            if (next is null)
            {
                faults.ForEach(Refused);
                return faults;
            }

            // One lock after the other, the plan first: whoever is led by the new flows finds its groups.
            distribution.Decide((acd, now) => acd.Adopt(next.Queues, now));
            (set, readAt) = (next with { Version = Current.Version + 1 }, time.GetUtcNow());
            Taken(Current.Version);
            return faults;
        }
    }

    /// <inheritdoc/>
    public string? SetIncident(IncidentNotice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        if (notice.Prompts.Count is 0 or > MostPrompts)
        {
            return $"prompts: expected 1 to {MostPrompts} names of prompts";
        }

        if (notice.Prompts.FirstOrDefault(name => Current.Prompts.Find(name) is null) is { } missing)
        {
            return NearestName.Of(missing, Current.Prompts.Names) is { } meant
                ? $"prompts: there is no prompt \"{missing}\"; did you mean \"{meant}\"?"
                : $"prompts: there is no prompt \"{missing}\"";
        }

        if (notice.Until <= time.GetUtcNow())
        {
            return "until: expected a moment to come";
        }

        Keep(notice);
        return null;
    }

    /// <inheritdoc/>
    public bool ClearIncident()
    {
        var had = Incident is not null;
        Keep(null);
        return had;
    }

    public void Dispose()
    {
        watchers.ForEach(watcher => watcher.Dispose());
        calm?.Dispose();
    }

    private void ReloadByItself()
    {
        try
        {
            Reload();
        }
        catch (Exception fault)
        {
            NotReloaded(fault);
        }
    }

    private IReadOnlyList<string> NumbersOf(FlowProfile profile) =>
        profile.Numbers.Count > 0 ? profile.Numbers : [options.HotlineNumber, .. options.HotlineAliases];

    private void Keep(IncidentNotice? notice)
    {
        lock (gate)
        {
            incident = notice;
            try
            {
                DurableFile.Write(incidentFile, JsonSerializer.SerializeToUtf8Bytes(notice));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                NotKept(fault);
            }
        }
    }

    private IncidentNotice? ReadIncident()
    {
        try
        {
            return JsonSerializer.Deserialize<IncidentNotice?>(File.ReadAllBytes(incidentFile));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            NotKept(fault);
            return null;
        }
    }

    private void Watch()
    {
        calm = time.CreateTimer(_ => ReloadByItself(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        foreach (var folder in new[] { options.CallFlowFile, options.ProfileFile, options.QueueFile }.OfType<string>()
            .Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Distinct(StringComparer.Ordinal))
        {
            try
            {
                var watcher = new FileSystemWatcher(folder, "*.yaml");
                watchers.Add(watcher);
                watcher.Changed += Touched;
                watcher.Created += Touched;
                watcher.Renamed += Touched;
                watcher.EnableRaisingEvents = true;
            }
            catch (Exception fault) when (fault is IOException or ArgumentException)
            {
                // A system that runs out of watches still takes the order to read again.
                NotWatched(fault);
            }
        }

        void Touched(object sender, FileSystemEventArgs change) => calm.Change(Calm, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Call flows were read again: version {Version}")]
    private partial void Taken(int version);

    [LoggerMessage(Level = LogLevel.Error, Message = "The changed call flows are refused, those from before stay: {Fault}")]
    private partial void Refused(string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The changed call flows could not be read, those from before stay")]
    private partial void NotReloaded(Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The notice of an incident could not be kept for the next start")]
    private partial void NotKept(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of call flow files are not noticed by themselves")]
    private partial void NotWatched(Exception fault);
}
