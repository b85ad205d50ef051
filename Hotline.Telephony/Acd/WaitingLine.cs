namespace Hotline.Telephony.Acd;

/// <summary>A caller in line.</summary>
internal sealed class WaitingCaller(CallId callId, Moment since)
{
    public CallId CallId { get; } = callId;

    public Moment Since { get; } = since;

    /// <summary>The agent being rung for this caller, if any.</summary>
    public Offer? Offer { get; set; }

    /// <summary>No agent was free at some time: this caller's answer says how fast the line moves.</summary>
    public bool Starved { get; set; }
}

/// <summary>Callers in order of arrival. A caller keeps the place while agents are rung, until one answers.</summary>
internal sealed class WaitingLine
{
    private readonly List<WaitingCaller> callers = [];
    private readonly Dictionary<CallId, WaitingCaller> byCall = [];

    public IReadOnlyList<WaitingCaller> Callers => callers;

    public WaitingCaller? Find(CallId call) => byCall.GetValueOrDefault(call);

    public void Add(WaitingCaller caller)
    {
        byCall.Add(caller.CallId, caller);
        callers.Add(caller);
    }

    public void Remove(WaitingCaller caller)
    {
        byCall.Remove(caller.CallId);
        callers.Remove(caller);
    }

    /// <summary>Place in line, 1 being next; 0 for a call that is not in line.</summary>
    public int PositionOf(CallId call) => callers.FindIndex(caller => caller.CallId == call) + 1;

    /// <summary>First in line among those for whom nobody is rung.</summary>
    public WaitingCaller? FirstUnoffered() => callers.Find(caller => caller.Offer is null);
}
