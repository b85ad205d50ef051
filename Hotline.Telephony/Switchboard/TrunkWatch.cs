using System.Globalization;
using System.Security.Cryptography;
using Hotline.Telephony.Sip;
using Hotline.Telephony.Sip.Messages;
using Hotline.Telephony.Sip.Transactions;
using Hotline.Telephony.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace Hotline.Telephony.Switchboard;

/// <summary>Keeps one trunk: finds where it is, asks whether it lives (OPTIONS, RFC 3261 §11), stays registered there (§10.2).</summary>
internal sealed partial class TrunkWatch(TrunkLine line, SipEndpoint sip, string hotline, TimeProvider time, ILogger logger)
{
    /// <summary>After a registration in vain: so long at first, then twice as long, and so on (RFC 5626 §4.5 has 30 s and 30 min).</summary>
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(30);

    /// <summary>How often a name is looked for where nobody asks whether the trunk lives.</summary>
    private static readonly TimeSpan LookUpInterval = TimeSpan.FromMinutes(5);

    private readonly string callId = SipToken.NewCallId();
    private uint sequence;

    /// <summary>Runs until cancelled. Never throws.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        LookAfterAsync(cancellationToken),
        line.Options.Registers ? StayRegisteredAsync(cancellationToken) : Task.CompletedTask);

    private async Task LookAfterAsync(CancellationToken cancellationToken)
    {
        var asks = line.Options.HealthInterval > TimeSpan.Zero;
        try
        {
            while (true)
            {
                var ways = await sip.FindWaysAsync(line.Address, cancellationToken);
                if (ways.Count > 0)
                {
                    line.Addresses = [.. ways.Select(way => way.Remote.Address).Distinct()];
                }

                if (asks)
                {
                    line.Heard((await AskAsync(SipMethod.Options, _ => [(HeaderName.Accept, "application/sdp")], cancellationToken)).Status);
                }

                await Task.Delay(asks ? line.Options.HealthInterval : LookUpInterval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Stopped(line.Options.Name);
        }
    }

    private async Task StayRegisteredAsync(CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        try
        {
            while (true)
            {
                var response = await RegisterAsync(line.Options.RegistrationTime, cancellationToken);
                line.Registered(response.Status);
                TimeSpan wait;
                if (response.IsSuccess)
                {
                    (wait, retry) = (Refresh(GrantedBy(response)), FirstRetry);
                }
                else
                {
                    NotRegistered(line.Options.Name, response.Status);
                    (wait, retry) = (Spread(retry), retry * 2 < LongestRetry ? retry * 2 : LongestRetry);
                }

                await Task.Delay(wait, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Stopped(line.Options.Name);
        }
    }

    /// <summary>Takes the registration back.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (line.View.IsRegistered == true)
        {
            await RegisterAsync(TimeSpan.Zero, cancellationToken);
            line.Registered(SipStatus.RequestTimeout);
        }
    }

    private Task<SipResponse> RegisterAsync(TimeSpan lifetime, CancellationToken cancellationToken)
    {
        sequence += 2; // a challenge takes the next one
        return AskAsync(
            SipMethod.Register,
            flow =>
            [
                (HeaderName.Contact, $"<{SipEndpoint.ContactOf(line.Options.UserName!, flow)}>"),
                (HeaderName.Expires, ((long)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
            ],
            cancellationToken);
    }

    // The best way first; the next one where a server is silent or cannot serve (RFC 3263 §4.3), such as one whose IPv6 leads nowhere.
    private async Task<SipResponse> AskAsync(string method, Func<SipFlow, IReadOnlyList<(string, string)>> headers, CancellationToken cancellationToken)
    {
        var response = new SipResponse(SipStatus.ServiceUnavailable, SipStatus.PhraseOf(SipStatus.ServiceUnavailable), new SipHeaders(0), default);
        var ways = await sip.FindWaysAsync(line.Address, cancellationToken);
        if (ways.Count == 0)
        {
            NoWay(line.Options.Name);
        }

        foreach (var flow in ways)
        {
            response = await AskAsync(method, headers(flow), flow, cancellationToken);
            if (TrunkHealth.ShowsLife(response.Status))
            {
                break;
            }

            sequence += method == SipMethod.Register ? 2u : 0;
        }

        return response;
    }

    private Task<SipResponse> AskAsync(string method, IReadOnlyList<(string, string)> headers, SipFlow flow, CancellationToken cancellationToken)
    {
        var isRegistration = method == SipMethod.Register;
        var own = new NameAddress { Uri = line.AddressOf(line.Options.UserName ?? hotline) with { Parameters = SipParameters.None } };
        var request = new OutgoingRequest
        {
            Method = method,
            Target = line.Address,
            From = own,
            To = isRegistration ? own : new NameAddress { Uri = line.Address with { Parameters = SipParameters.None } },
            Headers = headers,
            Credentials = line.Credentials,
            CallId = isRegistration ? callId : SipToken.NewCallId(),
            Sequence = isRegistration ? sequence : 1,
        };
        return sip.RequestAsync(request, flow, cancellationToken);
    }

    // What it gave our contact, else the header, else what we asked (RFC 3261 §10.2.4).
    private TimeSpan GrantedBy(SipResponse response)
    {
        var user = line.Options.UserName!;
        var own = response.Headers.TryGetAddresses(HeaderName.Contact, out var contacts) ? contacts.FirstOrDefault(contact => contact.Uri.IsSip && contact.Uri.User == user) : null;
        return uint.TryParse(own?.Parameters["expires"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : response.Headers.Number(HeaderName.Expires) is { } given ? TimeSpan.FromSeconds(given)
            : line.Options.RegistrationTime;
    }

    // At half the time: there is then time for another try before it is over.
    private static TimeSpan Refresh(TimeSpan granted) => granted / 2 > TimeSpan.FromSeconds(5) ? granted / 2 : TimeSpan.FromSeconds(5);

    // Half to all of it, so that a thousand that lost the same registrar do not come back at once (RFC 5626 §4.5).
    private static TimeSpan Spread(TimeSpan retry) => retry * (RandomNumberGenerator.GetInt32(50, 101) / 100.0);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Trunk {Trunk} did not register us: {Status}")]
    private partial void NotRegistered(string trunk, int status);

    [LoggerMessage(Level = LogLevel.Debug, Message = "There is no way to trunk {Trunk}")]
    private partial void NoWay(string trunk);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Trunk {Trunk} is looked after no more")]
    private partial void Stopped(string trunk);
}
