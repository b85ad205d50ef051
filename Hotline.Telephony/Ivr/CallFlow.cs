using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Ivr;

/// <summary>What a caller hears and where they are led, from one file; unchanging once read.</summary>
internal sealed record CallFlow(string Name, FlowStep Start, IReadOnlyDictionary<string, FlowStep> Steps)
{
    public FlowStep? After(FlowStep step) => step.Next is { } next ? Steps[next.Value] : null;

    /// <summary>The first step that leads to an agent, for callers whose step went wrong.</summary>
    public FlowStep? Queue => Steps.Values.FirstOrDefault(step => step is QueueStep);
}

/// <summary>Leads one caller through a flow. A step that goes wrong costs its sound, never the call: the caller still reaches the line.</summary>
internal sealed partial class FlowInterpreter(CallFlow flow, TimeProvider time, ILogger<FlowInterpreter> logger)
{
    /// <summary>Ends when the flow does, or when <paramref name="cancellationToken"/> says that an agent or the caller ended it.</summary>
    public async Task RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        var step = flow.Start;
        while (step is not null)
        {
            try
            {
                step = await step.RunAsync(caller, time, cancellationToken) ? flow.After(step) : null;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                StepFailed(fault, flow.Name, step.Name);
                step = step is QueueStep ? null : flow.Queue;
                if (step is null)
                {
                    caller.EnterLine();
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Flow {Flow}: step {Step} failed; the caller goes to the line")]
    private partial void StepFailed(Exception fault, string flow, string step);
}
