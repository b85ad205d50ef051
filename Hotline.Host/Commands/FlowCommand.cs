using Hotline.Cases;
using Hotline.Host.Bridges;
using Hotline.Telephony;

namespace Hotline.Host.Commands;

/// <summary><c>flow</c>: call flows checked, drawn and rehearsed by the settings of the product. Opens no database.</summary>
internal static class FlowCommand
{
    public static async Task<int> ExecuteAsync(IReadOnlyList<string> arguments, TextReader input, TextWriter output, TextWriter errors)
    {
        var (own, others) = Split(arguments);
        if (!Invocation.TryRead(others, out var invocation, out var error))
        {
            throw new StartRefusedException([error]);
        }

        var settings = HotlineSettings.Read(Product.CreateBuilder(invocation.Settings).Configuration);
        try
        {
            return await FlowCommands.RunAsync(
                own, settings.Telephony, () => new HoursFromCases(CaseServices.OpenCalendar(settings.Cases, TimeProvider.System)), TimeProvider.System, input, output, errors);
        }
        catch (CaseStartException fault)
        {
            throw new StartRefusedException(fault.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
    }

    // Settings of the product are --policies and whatever has a colon in its name.
    private static (List<string> Own, List<string> Settings) Split(IReadOnlyList<string> arguments)
    {
        var (own, settings) = (new List<string>(), new List<string>());
        for (var at = 0; at < arguments.Count; at++)
        {
            var name = arguments[at].Split('=')[0];
            var isSetting = name == "--policies" || (name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal));
            (isSetting ? settings : own).Add(arguments[at]);
            if (isSetting && name == arguments[at] && at + 1 < arguments.Count)
            {
                settings.Add(arguments[++at]);
            }
        }

        return (own, settings);
    }
}
