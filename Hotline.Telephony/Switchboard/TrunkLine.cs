using System.Net;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Switchboard;

/// <summary>Whether a trunk lives, with hysteresis: one lost answer says nothing, and one that came through a failing network neither.</summary>
/// <param name="IsUp">What it counts as.</param>
/// <param name="Streak">Signs in a row to the contrary.</param>
internal readonly record struct TrunkHealth(bool IsUp, int Streak)
{
    private const int SignsToChange = 2;

    /// <summary>Until it was asked it counts as up: a call tells as well.</summary>
    public static TrunkHealth Unknown { get; } = new(true, 0);

    public TrunkHealth Next(bool lives) =>
        lives == IsUp ? this with { Streak = 0 }
        : Streak + 1 < SignsToChange ? this with { Streak = Streak + 1 }
        : new TrunkHealth(lives, 0);

    /// <summary>Whether a status shows life: any answer but silence, and but those of a server that cannot serve.</summary>
    public static bool ShowsLife(int status) => status is not SipStatus.RequestTimeout and not (>= 500 and < 600);
}

/// <summary>One trunk: whether it lives, what it carries, where it is. Thread-safe.</summary>
internal sealed class TrunkLine(TrunkOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private TrunkHealth health = TrunkHealth.Unknown;
    private DateTimeOffset since = time.GetUtcNow();
    private bool registered;
    private int? lastStatus;
    private int calls;
    private readonly HostPort host = HostPort.TryParse(options.Host, out var parsed) ? parsed : throw new ArgumentException("No host.", nameof(options));
    private IReadOnlyList<IPAddress>? addresses;

    public TrunkOptions Options => options;

    /// <summary>Told, outside locks, when it comes up or goes down.</summary>
    public Action<TrunkLine, bool>? Changed { get; set; }

    /// <summary>Where its host was found last.</summary>
    public IReadOnlyList<IPAddress> Addresses
    {
        get => Volatile.Read(ref addresses) ?? (host.Address is { } literal ? [literal] : []);
        set => Volatile.Write(ref addresses, value);
    }

    /// <summary>Its address of record, without a user.</summary>
    public SipUri Address => WithTransport(new SipUri { Scheme = SipUri.Sip, HostPort = host });

    /// <summary>With which to answer its challenges; null for none.</summary>
    public SipCredentials? Credentials => options is { UserName: { } user, Password: { } password } ? new SipCredentials(user, password, options.Realm ?? host.Host) : null;

    public bool IsUp => View.IsUp;

    public TrunkView View
    {
        get
        {
            lock (gate)
            {
                return new TrunkView
                {
                    Name = options.Name,
                    IsUp = health.IsUp,
                    Since = since,
                    IsRegistered = options.Registers ? registered : null,
                    LastStatus = lastStatus,
                    Calls = calls,
                    MaxCalls = options.MaxCalls,
                };
            }
        }
    }

    /// <summary>The address of a number there.</summary>
    public SipUri AddressOf(string number) => WithTransport(SipUri.Of(number, host));

    /// <summary>Whether what comes from an address is its own.</summary>
    public bool Owns(IPAddress source) => Addresses.Contains(source) || options.From.Any(network => network.Contains(source));

    /// <summary>Takes a place for a call; false where it carries all it may.</summary>
    public bool TryTakePlace()
    {
        lock (gate)
        {
            if (options.MaxCalls > 0 && calls >= options.MaxCalls)
            {
                return false;
            }

            calls++;
            return true;
        }
    }

    public void GiveBack()
    {
        lock (gate)
        {
            calls--;
        }
    }

    /// <summary>It answered a request of ours, or did not.</summary>
    public void Heard(int status)
    {
        bool changed;
        bool isUp;
        lock (gate)
        {
            lastStatus = status;
            var before = health;
            health = health.Next(TrunkHealth.ShowsLife(status));
            (changed, isUp) = (health.IsUp != before.IsUp, health.IsUp);
            since = changed ? time.GetUtcNow() : since;
        }

        if (changed)
        {
            Changed?.Invoke(this, isUp);
        }
    }

    /// <summary>It answered our REGISTER.</summary>
    public void Registered(int status)
    {
        lock (gate)
        {
            (registered, lastStatus) = (status is >= 200 and < 300, status);
        }
    }

    private SipUri WithTransport(SipUri uri) => options.Transport switch
    {
        TrunkTransport.Udp => uri,
        TrunkTransport.Tcp => uri with { Parameters = uri.Parameters.With("transport", "tcp") },
        TrunkTransport.Tls => uri with { Parameters = uri.Parameters.With("transport", "tls") },
    };
}
