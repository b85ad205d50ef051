using System.Globalization;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transport;

namespace Hotline.Telephony.Sip.Registrar;

/// <summary>Answers REGISTER (RFC 3261 §10.3). An account registers its own phones and no one else's.</summary>
internal sealed class RegistrarDesk(Bindings bindings, IAgentDirectory accounts, DigestAuthenticator authenticator, RegistrarLimits limits, string product, TimeProvider time)
{
    /// <summary>Proxies a registration may have passed; more are a loop.</summary>
    private const int MaxPath = 8;

    private const string Outbound = "outbound";

    public SipResponse Answer(SipRequest request, SipFlow flow)
    {
        var tag = SipToken.NewTag();
        var account = authenticator.Authenticate(request, flow, tag, out var refusal);
        if (account is null)
        {
            return refusal!;
        }

        // A trunk's account, and a ticket of the public page, are nobody's telephone.
        if (account.AgentId.Length == 0 || !request.To.Uri.IsSip || request.To.Uri.User != account.UserName)
        {
            return Refuse(request, SipStatus.Forbidden, tag);
        }

        var status = request.Headers.Text(HeaderName.Contact) == "*" ? RemoveAll(request, account) : Update(request, account, flow);
        if (status != SipStatus.Ok)
        {
            var response = Refuse(request, status, tag);
            if (status == SipStatus.IntervalTooBrief)
            {
                response.Headers.Add(HeaderName.MinExpires, Seconds(limits.Shortest));
            }

            return response;
        }

        return Confirm(request, account, tag);
    }

    private int RemoveAll(SipRequest request, SipAccount account)
    {
        if (request.Headers.CountOf(HeaderName.Contact) != 1 || request.Headers.Number(HeaderName.Expires) != 0)
        {
            return SipStatus.BadRequest;
        }

        return bindings.TryUpdate(account.UserName, current => current.Any(binding => IsOutOfOrder(request, binding)) ? null : [])
            ? SipStatus.Ok
            : SipStatus.ServerInternalError;
    }

    private int Update(SipRequest request, SipAccount account, SipFlow flow)
    {
        if (!request.Headers.TryGetAddresses(HeaderName.Contact, out var contacts) || contacts.Any(contact => !contact.Uri.IsSip)
            || !request.Headers.TryGetAddresses(HeaderName.Path, out var path) || path.Count > MaxPath)
        {
            return SipStatus.BadRequest;
        }

        var knowsFlows = request.Headers.Tokens(HeaderName.Supported).Contains(Outbound, StringComparer.OrdinalIgnoreCase);
        if (knowsFlows && contacts.Any(contact => PhoneFlow.Of(contact) is not null))
        {
            // One REGISTER comes by one flow (RFC 5626 §6)
            if (contacts.Count > 1)
            {
                return SipStatus.BadRequest;
            }

            if (!FirstHopKeepsFlows(request, path))
            {
                return SipStatus.FirstHopLacksOutbound;
            }
        }

        var status = SipStatus.Ok;
        bindings.TryUpdate(account.UserName, current =>
        {
            // In turn with who drops the phones of accounts that are no more: one of the two sees the other.
            if (!accounts.Still(account))
            {
                status = SipStatus.Forbidden;
                return null;
            }

            var result = current;
            foreach (var contact in contacts)
            {
                var lifetime = LifetimeOf(contact, request);
                if (lifetime > TimeSpan.Zero && lifetime < limits.Shortest)
                {
                    status = SipStatus.IntervalTooBrief;
                    return null;
                }

                var phoneFlow = knowsFlows ? PhoneFlow.Of(contact) : null;
                var known = current.FirstOrDefault(binding => IsSame(binding, contact, phoneFlow));
                if (known is not null && IsOutOfOrder(request, known))
                {
                    status = SipStatus.ServerInternalError;
                    return null;
                }

                result = result.RemoveAll(binding => IsSame(binding, contact, phoneFlow));
                if (lifetime > TimeSpan.Zero)
                {
                    result = result.Add(NewBinding(request, account, contact, path, flow, lifetime) with { PhoneFlow = phoneFlow });
                }
            }

            if (result.Length > limits.MaxBindings)
            {
                status = SipStatus.Forbidden;
                return null;
            }

            return result;
        });
        return status;
    }

    // We are the first hop, or the proxy that is says that it keeps flows (RFC 5626 §5.1, §6)
    private static bool FirstHopKeepsFlows(SipRequest request, IReadOnlyList<NameAddress> path) =>
        path.Count > 0 ? path[^1].Uri.Parameters.Has("ob") : Via.IsOnly(request.Headers);

    // A flow takes its own place, and that of what the same address had registered before it told its flow; an address alone is compared as ever.
    private static bool IsSame(Binding binding, NameAddress contact, PhoneFlow? flow) =>
        flow is not null && binding.PhoneFlow is { } kept ? kept == flow : binding.Contact.Matches(contact.Uri);

    private Binding NewBinding(
        SipRequest request, SipAccount account, NameAddress contact, IReadOnlyList<NameAddress> path, SipFlow flow, TimeSpan lifetime) => new()
    {
        Account = account,
        Contact = contact.Uri,
        Flow = flow,
        Path = path,
        Preference = double.TryParse(contact.Parameters["q"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q)
            ? (int)(Math.Clamp(q, 0, 1) * 1000)
            : 1000,
        RegisteredAt = time.GetTimestamp(),
        Lifetime = lifetime,
        CallId = request.CallId,
        CSeq = request.CSeq.Number,
    };

    // A late repeat must not undo what came after it (RFC 3261 §10.3 step 7)
    private static bool IsOutOfOrder(SipRequest request, Binding known) => known.CallId == request.CallId && request.CSeq.Number <= known.CSeq;

    // The contact's own expires, else the header's; one that is no number counts as none (RFC 3261 §20.10, §20.19)
    private TimeSpan LifetimeOf(NameAddress contact, SipRequest request)
    {
        var seconds = uint.TryParse(contact.Parameters["expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var own)
            ? own
            : request.Headers.Number(HeaderName.Expires);
        var asked = seconds is { } given ? TimeSpan.FromSeconds(given) : limits.Longest;
        return asked < limits.Longest ? asked : limits.Longest;
    }

    private SipResponse Confirm(SipRequest request, SipAccount account, string tag)
    {
        var response = Refuse(request, SipStatus.Ok, tag);
        foreach (var binding in bindings.For(account.UserName))
        {
            var left = Seconds(TimeSpan.FromSeconds(Math.Ceiling(binding.TimeLeft(time).TotalSeconds)));
            response.Headers.Add(HeaderName.Contact, $"<{binding.Contact}>;expires={left}{binding.PhoneFlow}");
        }

        if (bindings.For(account.UserName).Any(binding => binding.PhoneFlow is not null && binding.CallId == request.CallId && binding.CSeq == request.CSeq.Number))
        {
            response.Headers.Add(HeaderName.Require, Outbound);
        }

        request.Headers.CopyTo(response.Headers, HeaderName.Path);
        response.Headers.Add(HeaderName.Date, time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture));
        return response;
    }

    private SipResponse Refuse(SipRequest request, int status, string tag)
    {
        var response = SipResponse.For(request, status, tag);
        response.Headers.Add(HeaderName.Server, product);
        return response;
    }

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
