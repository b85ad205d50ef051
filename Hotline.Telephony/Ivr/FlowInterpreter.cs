using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Ivr;

/// <summary>Leads one caller through a flow. A step that goes wrong costs its sound, never the call: the caller still reaches the line.</summary>
internal sealed partial class FlowInterpreter(CallFlow flow, TimeProvider time, ILogger<FlowInterpreter> logger)
{
    /// <summary>Ends when the flow does, or when <paramref name="cancellationToken"/> says that an agent or the caller ended it.</summary>
    public async Task RunAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        FlowStep? next = flow.Start;
        while (next is { } step)
        {
            try
            {
                next = await step.RunAsync(caller, time, cancellationToken) ? flow.After(step) : null;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                StepFailed(fault, flow.Name, step.Name);
                next = step is QueueStep ? null : flow.Queue;
                if (next is null)
                {
                    caller.EnterLine(group: null, priority: null);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Flow {Flow}: step {Step} failed; the caller goes to the line")]
    private partial void StepFailed(Exception fault, string flow, string step);
}
