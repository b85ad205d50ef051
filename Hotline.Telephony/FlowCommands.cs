using Hotline.Telephony.Ivr;

namespace Hotline.Telephony;

/// <summary>The <c>flow</c> commands: call flows checked, drawn and rehearsed, without a telephone.</summary>
public static class FlowCommands
{
    /// <summary>Carries a command out.</summary>
    /// <param name="arguments">What stands behind <c>flow</c>.</param>
    /// <param name="options">Where flows, queues and prompts are.</param>
    /// <param name="hours">The city's hours; asked by <c>run</c> only.</param>
    /// <param name="time">The clock, for <c>run</c> without <c>--at</c>.</param>
    /// <param name="input">Where keys are read that <c>--keys</c> does not give.</param>
    /// <param name="output">What was asked for.</param>
    /// <param name="errors">What is wrong.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(
        IReadOnlyList<string> arguments, TelephonyOptions options, Func<ICityHours> hours, TimeProvider time, TextReader input, TextWriter output, TextWriter errors)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(hours);
        ArgumentNullException.ThrowIfNull(output);
        return FlowCommandLine.RunAsync(arguments, options, hours, time, input, output, errors);
    }
}
