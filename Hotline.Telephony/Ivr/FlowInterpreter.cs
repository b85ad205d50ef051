using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Ivr;

/// <summary>Leads callers through flows. A step that goes wrong costs its sound, never the call: the caller still reaches the line.</summary>
internal sealed partial class FlowInterpreter(ILogger<FlowInterpreter> logger)
{
    /// <summary>Whoever goes round in a flow for longer than this is brought to a person.</summary>
    private const int MostSteps = 200;

    /// <summary>Ends when the flow does, or when <paramref name="cancellationToken"/> says that an agent or the caller ended it.</summary>
    public async Task RunAsync(CallFlow flow, IFlowCaller caller, CancellationToken cancellationToken)
    {
        FlowStep? next = flow.Start;
        for (var steps = 0; next is { } step; steps++)
        {
            try
            {
                if (steps == MostSteps)
                {
                    throw new InvalidOperationException("The caller went round in circles.");
                }

                next = await step.RunAsync(caller, cancellationToken) is { } name ? flow.Steps[name] : null;
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
