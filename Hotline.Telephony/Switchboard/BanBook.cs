using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>The bans that stand, in a small file that outlives the process. Each change is on disk before the next, bans and their lifting alike. Thread-safe.</summary>
internal sealed partial class BanBook(string path, Doorkeeper door, ILogger<BanBook> logger)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { Converters = { new AddressForm() } };

    private readonly Lock gate = new();

    /// <summary>Bans of an earlier run go on. An unreadable file is nobody's reason not to start: it bans nobody.</summary>
    public void Restore()
    {
        try
        {
            door.Restore(JsonSerializer.Deserialize<BannedAddress[]>(File.ReadAllBytes(path), Form) ?? []);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            // Nobody was ever banned.
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            Unreadable(fault, Path.GetFileName(path));
        }
    }

    /// <summary>Writes the bans that stand. As rare as bans, some milliseconds. A disk that refuses costs the note: the ban stands in this run.</summary>
    public void Write()
    {
        lock (gate)
        {
            try
            {
                DurableFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(door.Bans, Form));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                NotWritten(fault);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is unreadable: nobody is banned from before")]
    private partial void Unreadable(Exception fault, string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "The bans could not be written: after a restart those of before would stand")]
    private partial void NotWritten(Exception fault);

    private sealed class AddressForm : JsonConverter<IPAddress>
    {
        public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            IPAddress.TryParse(reader.GetString(), out var address) ? address : throw new JsonException("an address is none");

        public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
