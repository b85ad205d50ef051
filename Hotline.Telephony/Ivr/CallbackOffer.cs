namespace Hotline.Telephony.Ivr;

/// <summary>
/// <c>callback</c> of a queue: after a while the caller is offered to hang up and be called back at their turn, and takes it by pressing a key twice.
/// </summary>
/// <param name="After">Once they have waited so long.</param>
/// <param name="Key">The key that takes it.</param>
/// <param name="Offer">Said as the offer.</param>
/// <param name="Confirm">Said after the key: press again.</param>
/// <param name="Done">Said once the place is kept.</param>
internal sealed record CallbackOffer(TimeSpan After, char Key, IReadOnlyList<string> Offer, IReadOnlyList<string> Confirm, IReadOnlyList<string> Done)
{
    /// <summary>How long a key is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly string[] Keys = ["after", "key", "offer", "confirm", "done"];

    public static CallbackOffer? Read(FlowKeys queue)
    {
        if (queue.Find("callback") is null || queue.Group("callback", "the keys of a callback offer: " + string.Join(", ", Keys)) is not { } group)
        {
            return null;
        }

        var keys = new FlowKeys(group, queue.PathOf("callback"), queue.Errors, queue.Names, Keys);
        return new CallbackOffer(
            keys.Duration("after", TimeSpan.Zero, TimeSpan.FromHours(1)) ?? TimeSpan.FromSeconds(60),
            keys.PhoneKey("key") ?? '1',
            keys.RequiredPrompts("offer"),
            keys.RequiredPrompts("confirm"),
            keys.RequiredPrompts("done"));
    }

    /// <summary>Makes the offer. True where the place is kept and the caller may hang up.</summary>
    public async Task<bool> MakeAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        caller.ForgetKeys();
        await caller.SayAsync(Offer, cancellationToken);
        if (await caller.KeyAsync(Patience, cancellationToken) != Key)
        {
            return false;
        }

        await caller.SayAsync(Confirm, cancellationToken);
        if (await caller.KeyAsync(Patience, cancellationToken) != Key || !caller.KeepPlace())
        {
            return false;
        }

        await caller.SayAsync(Done, cancellationToken);
        return true;
    }
}
