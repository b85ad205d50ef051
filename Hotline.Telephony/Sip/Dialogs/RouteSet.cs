using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>The hops the requests of a dialog pass (RFC 3261 §12.2.1.1).</summary>
internal static class RouteSet
{
    /// <summary>Adds the Route headers and returns the Request-URI. A first hop without "lr" wants to be that itself, the target going last.</summary>
    public static SipUri AddTo(SipHeaders headers, IReadOnlyList<NameAddress> routes, SipUri target)
    {
        if (routes is not [var first, ..])
        {
            return target;
        }

        if (first.Uri.Parameters.Has("lr"))
        {
            foreach (var route in routes)
            {
                headers.Add(HeaderName.Route, route.ToString());
            }

            return target;
        }

        foreach (var route in routes.Skip(1))
        {
            headers.Add(HeaderName.Route, route.ToString());
        }

        headers.Add(HeaderName.Route, new NameAddress { Uri = target }.ToString());
        return first.Uri with { Headers = null, Parameters = first.Uri.Parameters.Without("method") };
    }
}
