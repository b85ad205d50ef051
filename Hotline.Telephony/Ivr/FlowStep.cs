namespace Hotline.Telephony.Ivr;

/// <summary>One step of a flow. Each kind is a file: its keys, its checks, and what it does.</summary>
/// <param name="Name">The step's name in the file.</param>
internal abstract record FlowStep(string Name)
{
    /// <summary>The step after this one; null where the call ends or an agent takes it.</summary>
    public FlowScalar? Next { get; init; }

    /// <summary>Does the step. True where <see cref="Next"/> follows.</summary>
    public abstract Task<bool> RunAsync(IFlowCaller caller, TimeProvider time, CancellationToken cancellationToken);
}
