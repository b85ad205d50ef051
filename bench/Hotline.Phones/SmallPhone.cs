using System.Globalization;
using System.Threading.Channels;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Phones;

/// <summary>A phone that speaks a tone: registers, calls, rings, answers, presses keys, hangs up.</summary>
internal sealed class SmallPhone : IAsyncDisposable
{
    private const int Hour = 3600;
    private static readonly TimeSpan ShortPatience = TimeSpan.FromSeconds(32);

    private readonly PhoneRack rack;
    private readonly Channel<PhoneCall> ringing = Channel.CreateUnbounded<PhoneCall>();
    private readonly CancellationTokenSource closing = new();
    private readonly string registration = SipToken.NewCallId();
    private readonly string registrationTag = SipToken.NewTag();
    private Task renewing = Task.CompletedTask;
    private string? secret;
    private uint registrations;

    internal SmallPhone(PhoneRack rack, string user, int toneHertz) => (this.rack, User, ToneHertz) = (rack, user, toneHertz);

    internal string User { get; }

    internal int ToneHertz { get; }

    /// <summary>Our address in the outside's words.</summary>
    internal string Contact => $"<{SipUri.Of(User, rack.Local)}>";

    /// <summary>Calls that ring here, in order.</summary>
    internal ChannelReader<PhoneCall> Ringing => ringing.Reader;

    /// <summary>Registers (RFC 3261 §10) and stays so until disposed.</summary>
    /// <exception cref="PhoneException">Refused, with the status, or not answered.</exception>
    internal async Task RegisterAsync(string password, CancellationToken cancellationToken)
    {
        secret = password;
        var granted = await RegisterAsync(Hour, cancellationToken);
        renewing = RenewAsync(granted);
    }

    /// <summary>Calls a number and waits until it is answered.</summary>
    /// <param name="number">Whom.</param>
    /// <param name="patience">How long it may ring.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="PhoneException">Refused, with the status, or not answered.</exception>
    internal async Task<PhoneCall> CallAsync(string number, TimeSpan patience, CancellationToken cancellationToken)
    {
        var call = new PhoneCall(rack, this, SipToken.NewCallId());
        rack.Note(call);
        await call.InviteAsync(SipUri.Of(number, HostPort.Of(rack.Server)), patience, cancellationToken);
        return call;
    }

    internal async Task RingAsync(SipRequest invite)
    {
        var call = new PhoneCall(rack, this, invite.CallId);
        rack.Note(call);
        await call.RingAsync(invite);
        await ringing.Writer.WriteAsync(call);
    }

    /// <summary>Takes the registration back, so that nobody rings a phone that is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested)
        {
            return;
        }

        await closing.CancelAsync();
        await renewing;
        if (secret is not null)
        {
            try
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                await RegisterAsync(0, patience.Token);
            }
            catch (Exception exception) when (exception is PhoneException or OperationCanceledException)
            {
                // The product has gone first; so has the registration.
                secret = null;
            }
        }
    }

    private async Task RenewAsync(int granted)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(granted / 2.0), closing.Token);
                granted = await RegisterAsync(Hour, closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            ringing.Writer.TryComplete();
        }
        catch (PhoneException exception)
        {
            ringing.Writer.TryComplete(exception);
        }
    }

    /// <summary>Gives the seconds granted.</summary>
    private async Task<int> RegisterAsync(int seconds, CancellationToken cancellationToken)
    {
        var answer = await rack.AskAsync(Register(seconds, null), ShortPatience, null, cancellationToken);
        if (answer.Status == SipStatus.Unauthorized && DigestChallenge.Of(answer) is { } challenge)
        {
            answer = await rack.AskAsync(Register(seconds, challenge), ShortPatience, null, cancellationToken);
        }

        if (!answer.IsSuccess)
        {
            throw new PhoneException($"REGISTER of {User}: {answer.Status} {answer.Reason}");
        }

        var own = answer.Headers.TryGetAddresses(HeaderName.Contact, out var contacts)
            ? contacts.FirstOrDefault(contact => contact.Uri.User == User && contact.Uri.Port == rack.Local.Port)
            : null;
        var expires = own?.Parameters["expires"] ?? answer.Headers.Text(HeaderName.Expires);
        return int.TryParse(expires, CultureInfo.InvariantCulture, out var granted) ? granted : seconds;
    }

    private SipRequest Register(int seconds, DigestChallenge? challenge)
    {
        var server = HostPort.Of(rack.Server);
        var uri = new SipUri { Scheme = SipUri.Sip, HostPort = server };
        var self = SipUri.Of(User, server);
        var headers = rack.Begin();
        headers.Add(HeaderName.From, $"<{self}>;tag={registrationTag}");
        headers.Add(HeaderName.To, $"<{self}>");
        headers.Add(HeaderName.CallId, registration);
        headers.Add(HeaderName.CSeq, new CSeq(++registrations, SipMethod.Register).ToString());
        headers.Add(HeaderName.Contact, Contact);
        headers.Add(HeaderName.Expires, seconds.ToString(CultureInfo.InvariantCulture));
        if (challenge is not null)
        {
            headers.Add(HeaderName.Authorization, challenge.Answer(User, secret!, SipMethod.Register, uri));
        }

        return new SipRequest(SipMethod.Register, uri, headers, default);
    }
}
