using Hotline.Telephony.Sip.Dialogs;
using Hotline.Telephony.Sip.Registrar;

namespace Hotline.Telephony.Switchboard;

/// <summary>The way to a phone that is to be rung.</summary>
/// <param name="AgentId">Whose phone, where it is one of ours.</param>
/// <param name="Name">The agent, or the number dialled.</param>
/// <param name="Invite">The call to make, but for its offer and the hops it may take; null for a number.</param>
/// <param name="Trunks">Trunks to try for a number, in order.</param>
internal sealed record Route(string? AgentId, string Name, OutgoingInvite? Invite, IReadOnlyList<TrunkWay> Trunks)
{
    /// <summary>Other ways to the same phone, for when the one of <see cref="Invite"/> has failed.</summary>
    public IReadOnlyList<Binding> OtherFlows { get; init; } = [];
}

/// <summary>
/// Finds the way to whom somebody wants to reach. Only digits lead out, so that nothing a person types or a header holds becomes part of an address
/// (dial-string injection, AST-2010-002).
/// </summary>
internal sealed class Routes(Exchange exchange)
{
    private const int ShortestNumber = 3;
    private const int LongestNumber = 20;

    /// <summary>The way to an agent, by id, or to a number over a trunk; null where there is none.</summary>
    /// <param name="to">An agent's id or a number.</param>
    /// <param name="caller">The number an agent is shown; outside we show the hotline's own.</param>
    public Route? Find(string to, string caller) =>
        exchange.Agents.Of(to).Any() ? ToAgent(to, caller) : ToNumber(to);

    /// <summary>The way to an agent's phone; null where none is registered.</summary>
    public Route? ToAgent(string agentId, string caller) => exchange.PhoneOf(agentId) is { } phone
        ? new Route(agentId, agentId, new OutgoingInvite
        {
            Target = phone.Contact,
            Flow = phone.Flow,
            Routes = phone.Path,
            FromUser = caller.Length == 0 ? "anonymous" : caller,
            Offer = default,
        }, []) { OtherFlows = exchange.OtherFlowsOf(phone) }
        : null;

    /// <summary>The way out to a number; null where it is none, or no trunk leads out.</summary>
    public Route? ToNumber(string number)
    {
        if (!IsNumber(number))
        {
            return null;
        }

        TrunkWay[] ways = [.. exchange.Trunks.InOrder(Random.Shared).Where(line => Carries(line, number)).Select(line => WayOver(line, number))];
        return ways.Length > 0 ? new Route(null, number, null, ways) : null;
    }

    /// <summary>The way to another site, by the trunk that leads there; null where that is down, or there is none.</summary>
    /// <param name="name">The site.</param>
    /// <param name="caller">The citizen's number; empty where withheld.</param>
    /// <param name="sent">What it is told of them.</param>
    public Route? ToSite(string name, string caller, SentCaller sent) =>
        exchange.Flows.Current.Queues.Sites.FirstOrDefault(site => site.Name == name) is { } site
        && exchange.Trunks.Lines.FirstOrDefault(line => line.Options.Name == site.Trunk) is { IsUp: true } line
            ? new Route(null, name, null, [new TrunkWay(line, new OutgoingInvite
            {
                Target = line.AddressOf(site.Number ?? exchange.Options.HotlineNumber),
                FromUser = caller.Length == 0 ? "anonymous" : caller,
                Identity = caller.Length == 0 ? null : caller,
                Offer = default,
                Credentials = line.Credentials,
                Patience = line.Options.Patience,
                Headers = [(SentCaller.Header, sent.Write())],
            })])
            : null;

    // What leads to another site does not lead to the public.
    private bool Carries(TrunkLine line, string number) =>
        exchange.Flows.Current.Queues.SiteBehind(line.Options.Name) is null && IsAllowed(line, number);

    private bool IsAllowed(TrunkLine line, string number) =>
        exchange.Options.EmergencyNumbers.Contains(number, StringComparer.Ordinal)
        || !line.Options.Barred.Any(barred => number.StartsWith(barred, StringComparison.Ordinal));

    private TrunkWay WayOver(TrunkLine line, string number) => new(line, new OutgoingInvite
    {
        Target = line.AddressOf(NumberRule.Apply(line.Options.NumbersOut, number)),
        FromUser = exchange.Options.HotlineNumber,
        Identity = exchange.Options.HotlineNumber,
        Offer = default,
        Credentials = line.Credentials,
        Patience = line.Options.Patience,
    });

    /// <summary>Whether a text is a number to dial.</summary>
    public static bool IsNumber(string text)
    {
        var digits = text.AsSpan(text.StartsWith('+') ? 1 : 0);
        return digits.Length is >= ShortestNumber and <= LongestNumber && !digits.ContainsAnyExceptInRange('0', '9');
    }
}
