using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>A call that goes on, as far as it must be known after a crash.</summary>
internal sealed record OpenCall
{
    public required CallId CallId { get; init; }

    public required string Caller { get; init; }

    public required string Called { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public string? AgentId { get; init; }

    public bool Outbound { get; init; }

    public Guid? RecordingId { get; init; }

    public string? Tag { get; init; }

    public LineEntry? Line { get; init; }

    public string? OverflowedTo { get; init; }

    public SiteOrigin? OverflowedFrom { get; init; }

    /// <inheritdoc cref="CallEnded.ByWeb"/>
    public bool ByWeb { get; init; }

    /// <inheritdoc cref="CallEnded.LeftNumber"/>
    public string? LeftNumber { get; init; }

    /// <summary>The recording is a message that the caller left.</summary>
    public bool IsMessage { get; init; }
}

/// <summary>
/// What must outlive the process: one small file per call that goes on (<c>open/</c>), one per ended call that the sink has not taken
/// (<c>ended/</c>). A call is always in one of them, for a moment in both: the ended file is written before the open one goes.
/// Thread-safe for different calls.
/// </summary>
internal sealed partial class CallSpool
{
    private readonly string open;
    private readonly string ended;
    private readonly ILogger<CallSpool> logger;

    /// <param name="folder">The spool folder; made where it is missing.</param>
    /// <param name="logger">Told of files nobody can read.</param>
    public CallSpool(string folder, ILogger<CallSpool> logger)
    {
        open = Directory.CreateDirectory(Path.Combine(folder, "open")).FullName;
        ended = Directory.CreateDirectory(Path.Combine(folder, "ended")).FullName;
        this.logger = logger;
    }

    /// <summary>Notes how far a call has come.</summary>
    public void Note(OpenCall call) => DurableFile.Write(FileOf(open, call.CallId), JsonSerializer.SerializeToUtf8Bytes(call, SpoolForm.Default.OpenCall));

    /// <summary>Keeps an ended call until it is taken.</summary>
    /// <param name="call">The call.</param>
    /// <param name="unsealed">Its recording could not be sealed: the note stays, and the next start tries again.</param>
    public void Keep(CallEnded call, bool unsealed = false)
    {
        DurableFile.Write(FileOf(ended, call.CallId), JsonSerializer.SerializeToUtf8Bytes(call, SpoolForm.Default.CallEnded));
        if (!unsealed)
        {
            File.Delete(FileOf(open, call.CallId));
        }
    }

    /// <summary>The sink has it. A disk that keeps it all the same costs a repeat at the next start.</summary>
    /// <param name="call">The call.</param>
    /// <param name="written">False where <see cref="Keep"/> had failed, so that only the note is there.</param>
    public void Taken(CallId call, bool written)
    {
        try
        {
            File.Delete(FileOf(written ? ended : open, call));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NotDeleted(fault, call);
        }
    }

    /// <summary>Calls that were going on when the process died, or whose recording it could not seal.</summary>
    public IReadOnlyList<OpenCall> Interrupted() => [.. Files(open).Select(name => Read(name, SpoolForm.Default.OpenCall)).OfType<OpenCall>()];

    /// <summary>The ended call, where it is kept.</summary>
    public CallEnded? Find(CallId call) => Read(FileOf(ended, call), SpoolForm.Default.CallEnded);

    /// <summary>Names of ended calls not yet taken, the earliest first.</summary>
    public IReadOnlyList<string> Kept() => [.. Files(ended)];

    /// <summary>An ended call by its name in <see cref="Kept"/>; null where it was taken meanwhile or cannot be read.</summary>
    public CallEnded? Find(string name) => Read(name, SpoolForm.Default.CallEnded);

    // Version 7 identifiers sort by time.
    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal);

    private static string FileOf(string folder, CallId call) => Path.Combine(folder, call + ".json");

    private T? Read<T>(string path, JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), form);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException fault)
        {
            // Kept aside under another name: it is evidence, and must not be met again at every start.
            File.Move(path, path + ".unreadable", overwrite: true);
            Unreadable(fault, Path.GetFileName(path));
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} was taken but could not be removed from the spool")]
    private partial void NotDeleted(Exception fault, CallId callId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Spool file {File} is unreadable and was set aside")]
    private partial void Unreadable(Exception fault, string file);
}
