using Hotline.Cases;
using Hotline.Telephony;

namespace Hotline.Host.Bridges;

/// <summary>
/// Callers hear where their case stands: whoever rings from the number that the case came from or names. Nobody else hears anything of it, not even
/// that there is one.
/// </summary>
internal sealed class InquiryInCases(ICitizenDesk citizens) : ICaseInquiry
{
    public async ValueTask<InquiryState?> FindAsync(string number, string? code, string caller, CancellationToken cancellationToken)
    {
        if (caller.Length == 0)
        {
            return null;
        }

        var own = await citizens.ListOwnCasesAsync(new Correspondent(Medium.Phone, caller), cancellationToken);
        return own.FirstOrDefault(found => found.Number == number) is { } known ? StateOf(known.State) : null;
    }

    private static InquiryState StateOf(CaseState state) => state switch
    {
        CaseState.Registered => InquiryState.Registered,
        CaseState.Dispatched => InquiryState.Dispatched,
        CaseState.Signed => InquiryState.Handling,
        CaseState.Replied => InquiryState.Replied,
        CaseState.Closed or CaseState.FollowUp or CaseState.Archived => InquiryState.Closed,
    };
}
