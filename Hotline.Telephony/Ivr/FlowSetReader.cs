using Hotline.Telephony.Acd;
using Hotline.Telephony.Media;

namespace Hotline.Telephony.Ivr;

/// <summary>Reads prompts, queue plan, flows and profiles as one set; every fault of all of them at once, a line each.</summary>
internal static class FlowSetReader
{
    /// <summary>The set, or null and what is wrong in <paramref name="faults"/>.</summary>
    public static FlowSet? Read(TelephonyOptions options, List<string> faults)
    {
        var before = faults.Count;
        try
        {
            var prompts = PromptLibrary.Load(options.PromptFolders);
            var queues = ReadQueues(options, faults);
            var names = FlowSet.NamesOf(prompts, queues ?? QueuePlan.OneLine);
            var flows = new Dictionary<string, CallFlow?>(StringComparer.Ordinal);
            var standard = Open(options.CallFlowFile);
            var profiles = ReadProfiles(options, names, faults, Open);
            if (prompts.Find(options.HoldMusic) is null)
            {
                faults.Add($"HoldMusic: expected the name of a prompt in PromptFolders; found {options.HoldMusic}");
            }

            return faults.Count > before ? null : new FlowSet(prompts, queues!, new FlowProfile("default", standard!), profiles);

            CallFlow? Open(string file)
            {
                if (!flows.TryGetValue(file, out var flow))
                {
                    var errors = new FlowErrors(file);
                    flow = FlowFile.Read(File.ReadAllText(file), names, errors);
                    faults.AddRange(errors.InOrder.Select(error => error.ToString()));
                    flows.Add(file, flow);
                }

                return flow;
            }
        }
        catch (Exception fault) when (fault is WavException or IOException or UnauthorizedAccessException)
        {
            faults.Add(fault.Message);
            return null;
        }
    }

    private static QueuePlan? ReadQueues(TelephonyOptions options, List<string> faults)
    {
        if (options.QueueFile is not { } file)
        {
            return QueuePlan.OneLine;
        }

        var errors = new FlowErrors(file);
        var plan = QueueFile.Read(File.ReadAllText(file), errors, [.. options.Trunks.Select(trunk => trunk.Name)]);
        faults.AddRange(errors.InOrder.Select(error => error.ToString()));
        return plan;
    }

    private static IReadOnlyList<FlowProfile> ReadProfiles(TelephonyOptions options, FlowNames names, List<string> faults, Func<string, CallFlow?> open)
    {
        if (options.ProfileFile is not { } file)
        {
            return [];
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var errors = new FlowErrors(file);
        var profiles = ProfileFile.Read(File.ReadAllText(file), names, errors, flow => open(Path.GetFullPath(Path.Combine(folder, flow))));
        faults.AddRange(errors.InOrder.Select(error => error.ToString()));
        return profiles;
    }
}
