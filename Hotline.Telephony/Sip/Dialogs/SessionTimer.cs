using System.Globalization;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>A Session-Expires header (RFC 4028 §4).</summary>
/// <param name="Interval">The session is over when nobody has refreshed it for this long.</param>
/// <param name="Refresher">Who refreshes, <c>uac</c> or <c>uas</c> of the request it stands in or answers; null where that is left open.</param>
internal readonly record struct SessionExpires(TimeSpan Interval, string? Refresher)
{
    /// <summary>The shortest we take (RFC 4028 §5): less is 422.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromSeconds(90);

    /// <summary>What we ask for (RFC 4028 §4 recommends 1,800 s): how long a dead phone may hold a call.</summary>
    public static SessionExpires Usual { get; } = new(TimeSpan.FromSeconds(1800), null);

    /// <summary>Null where there is none, or it is malformed and so counts as none.</summary>
    public static SessionExpires? Of(SipMessage message)
    {
        if (message.Headers.Text(HeaderName.SessionExpires) is not { } text)
        {
            return null;
        }

        var semicolon = text.IndexOf(';', StringComparison.Ordinal);
        if (!uint.TryParse(semicolon < 0 ? text.AsSpan() : text.AsSpan(0, semicolon), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds)
            || seconds == 0)
        {
            return null;
        }

        foreach (var parameter in semicolon < 0 ? [] : text[semicolon..].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (parameter.StartsWith("refresher=", StringComparison.OrdinalIgnoreCase))
            {
                return new SessionExpires(TimeSpan.FromSeconds(seconds), parameter["refresher=".Length..].ToLowerInvariant());
            }
        }

        return new SessionExpires(TimeSpan.FromSeconds(seconds), null);
    }

    /// <summary>Whether a message says that its sender knows session timers.</summary>
    public static bool IsKnownTo(SipMessage message) => message.Headers.Tokens(HeaderName.Supported).Contains("timer", StringComparer.OrdinalIgnoreCase);

    public override string ToString()
    {
        var seconds = ((long)Interval.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Refresher is null ? seconds : $"{seconds};refresher={Refresher}";
    }
}

/// <summary>
/// Keeps a session alive, or ends it (RFC 4028 §10): the refresher sends a request at half the interval; the other hangs up when none came, a third of the interval
/// or 32 s before its end. A refresh is an UPDATE where the peer takes that, else a re-INVITE with the description we gave last.
/// </summary>
internal sealed class SessionTimer(Dialog dialog) : IDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private bool _disposed;

    /// <summary>Starts, or starts over.</summary>
    /// <param name="interval">The agreed interval.</param>
    /// <param name="weRefresh">We are the refresher.</param>
    public void Start(TimeSpan interval, bool weRefresh)
    {
        var reserve = TimeSpan.FromSeconds(32) < interval / 3 ? TimeSpan.FromSeconds(32) : interval / 3;
        lock (_lock)
        {
            _timer?.Dispose();
            if (!_disposed)
            {
                _timer = dialog.Layer.Time.CreateTimer(
                    _ => OnDue(weRefresh), null, weRefresh ? interval / 2 : interval - reserve, weRefresh ? interval / 2 : Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void OnDue(bool weRefresh) => dialog.Layer.Tasks.Start(weRefresh
        ? RefreshAsync
        : () => Ending.HangUpAsync(dialog, DialogEnding.PeerLost, CancellationToken.None));

    private async Task RefreshAsync()
    {
        using var patience = new CancellationTokenSource(Transactions.SipTimers.Timeout, dialog.Layer.Time);
        if (!dialog.Session.PeerTakesUpdate && !dialog.Session.LastDescription.IsEmpty)
        {
            await dialog.ReofferAsync(dialog.Session.LastDescription, patience.Token);
            return;
        }

        await dialog.AskAsync(SipMethod.Update, [(HeaderName.Contact, DialogLayer.ContactOn(dialog.Flow, dialog.LocalUser).ToString()), .. dialog.Session.Headers], default, patience.Token);
    }
}
