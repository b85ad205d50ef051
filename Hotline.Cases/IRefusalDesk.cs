using Hotline.Cases.Views;

namespace Hotline.Cases;

/// <summary>不予受理 without a case: the contact is kept, with the ground and where the citizen was sent. Thread-safe.</summary>
public interface IRefusalDesk
{
    /// <summary>Declines what a contact brought. The same ground again changes nothing and is answered as repeated.</summary>
    /// <param name="actor">Who declines.</param>
    /// <param name="contactId">The contact.</param>
    /// <param name="ground">The ground's number, from 1 in the policy's order.</param>
    /// <param name="text">What was asked for. At most 4,000 characters.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    ValueTask<ActResult<RefusalView>> RefuseAsync(Actor actor, Guid contactId, int? ground, string? text, CancellationToken cancellationToken);
}
