using Hotline.Telephony.Ivr;

namespace Hotline.Telephony.Switchboard;

/// <summary>How one caller is led, from the beginning of their call to its end.</summary>
/// <param name="Set">What was in use when they rang.</param>
/// <param name="Profile">What holds for the number they rang.</param>
internal sealed record Guidance(FlowSet Set, FlowProfile Profile);
