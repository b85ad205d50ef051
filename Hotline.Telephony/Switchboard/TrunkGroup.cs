using System.Net;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>All trunks of the node; one whose host is none, by which the node does not start, is left out. Thread-safe.</summary>
internal sealed class TrunkGroup(IReadOnlyList<TrunkOptions> trunks, TimeProvider time) : ITrunkDesk
{
    public IReadOnlyList<TrunkLine> Lines { get; } = [.. trunks.Where(options => HostPort.TryParse(options.Host, out _)).Select(options => new TrunkLine(options, time))];

    /// <inheritdoc/>
    public IReadOnlyList<TrunkView> Trunks => [.. Lines.Select(line => line.View)];

    /// <summary>The trunk whose address this is; null for none.</summary>
    public TrunkLine? Find(IPAddress source) => Lines.FirstOrDefault(line => line.Owns(source));

    /// <summary>The trunk that shows this name in its calls; null for none.</summary>
    public TrunkLine? FindBy(string userName) => Lines.FirstOrDefault(line => line.Options.CallsWithUserName == userName);

    /// <summary>
    /// The order in which to try them for one call: those that live first, by priority; of the same priority by chance, each as likely to be the next as its
    /// weight says (the manner of RFC 2782).
    /// </summary>
    public IReadOnlyList<TrunkLine> InOrder(Random random) =>
    [
        .. Lines
            .Select(line => (Line: line, line.IsUp, Draw: -Math.Log(1 - random.NextDouble()) / line.Options.Weight))
            .OrderBy(entry => !entry.IsUp).ThenBy(entry => entry.Line.Options.Priority).ThenBy(entry => entry.Draw)
            .Select(entry => entry.Line),
    ];
}
