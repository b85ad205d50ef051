using System.Text.Json.Serialization;

namespace Hotline.Telephony.Switchboard;

/// <summary>How calls are written to disk (<see cref="CallSpool"/>, <see cref="LegBook"/>).</summary>
[JsonSerializable(typeof(OpenCall))]
[JsonSerializable(typeof(CallEnded))]
[JsonSerializable(typeof(LegRecord))]
internal sealed partial class SpoolForm : JsonSerializerContext;
