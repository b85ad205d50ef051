using System.Collections.Concurrent;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Dialogs;

/// <summary>What names a dialog at our side (RFC 3261 §12).</summary>
internal readonly record struct DialogKey(string CallId, string LocalTag, string RemoteTag)
{
    /// <summary>Of a request we received; tags of peers older than RFC 3261 may be missing.</summary>
    public static DialogKey Of(SipRequest request) => new(request.CallId, request.To.Tag ?? "", request.From.Tag ?? "");
}

/// <summary>The dialogs that stand, and incoming calls not yet answered, which a BYE may end as well (RFC 3261 §15).</summary>
internal sealed class DialogTable
{
    private readonly ConcurrentDictionary<DialogKey, Dialog> _dialogs = new();
    private readonly ConcurrentDictionary<DialogKey, IncomingInvite> _early = new();

    public int Count => _dialogs.Count;

    public ICollection<Dialog> All => _dialogs.Values;

    public ICollection<IncomingInvite> Early => _early.Values;

    public Dialog? Find(SipRequest request) => _dialogs.GetValueOrDefault(DialogKey.Of(request));

    /// <summary>The dialog a call is to take the place of (RFC 3891 §3).</summary>
    public Dialog? Find(Replaces replaces) => _dialogs.GetValueOrDefault(new DialogKey(replaces.CallId, replaces.ToTag, replaces.FromTag));

    public IncomingInvite? FindEarly(SipRequest request) => _early.GetValueOrDefault(DialogKey.Of(request));

    public void Add(Dialog dialog) => _dialogs[dialog.Key] = dialog;

    public void Remove(Dialog dialog) => _dialogs.TryRemove(new(dialog.Key, dialog));

    public void Add(DialogKey key, IncomingInvite invite) => _early[key] = invite;

    public void Remove(DialogKey key, IncomingInvite invite) => _early.TryRemove(new(key, invite));
}
