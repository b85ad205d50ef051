using System.Text;

namespace Hotline.Telephony.Ivr;

/// <summary>A flow as a Mermaid flowchart.</summary>
internal static class FlowDiagram
{
    public static string Draw(CallFlow flow)
    {
        var text = new StringBuilder("flowchart TD\n");
        var nodes = flow.Steps.Keys.Select((name, index) => (name, Id: $"s{index}")).ToDictionary(pair => pair.name, pair => pair.Id, StringComparer.Ordinal);
        text.Append("  call([a call]) --> ").Append(nodes[flow.Start.Name]).Append('\n');
        foreach (var step in flow.Steps.Values)
        {
            var words = Quoted($"{step.Name}: {step.Label}");
            text.Append("  ").Append(nodes[step.Name]).Append(step switch
            {
                MenuStep or LanguageStep or CollectStep or HoursStep => $"{{{words}}}",
                QueueStep => $"[[{words}]]",
                _ => $"[{words}]",
            }).Append('\n');
        }

        foreach (var step in flow.Steps.Values)
        {
            foreach (var exit in step.Exits.GroupBy(exit => exit.To.Value, StringComparer.Ordinal))
            {
                Arrow(nodes[step.Name], nodes[exit.Key], string.Join(", ", exit.Select(one => one.Label).Where(label => label.Length > 0)));
            }

            if (End(step, flow) is { } end)
            {
                Arrow(nodes[step.Name], end, "");
            }
        }

        return text.ToString();

        void Arrow(string from, string to, string label)
        {
            text.Append("  ").Append(from).Append(label.Length == 0 ? " --> " : $" -->|{Quoted(label)}| ").Append(to).Append('\n');
        }
    }

    private static string? End(FlowStep step, CallFlow flow) => step switch
    {
        QueueStep when flow.Rating is not null => "agent([an agent, then the rating])",
        QueueStep => "agent([an agent])",
        TransferStep => "reached([who was rung])",
        VoicemailStep => "message([a message, and a call owed])",
        HangUpStep => "over([the end])",
        _ => null,
    };

    private static string Quoted(string text) => $"\"{text.Replace("\"", "#quot;", StringComparison.Ordinal)}\"";
}
