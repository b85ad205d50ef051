using Hotline.Cases;
using Hotline.Channels;
using Hotline.Telephony;

namespace Hotline.Host.Bridges;

/// <summary>
/// Callers hear where their case stands: whoever rings from the number that the case came from or names, and whoever keys in the query code that was given
/// with it. Nobody else hears anything of it, not even that there is one.
/// </summary>
internal sealed class InquiryInCases(ICitizenDesk citizens, IReportCodes codes) : ICaseInquiry
{
    public async ValueTask<InquiryState?> FindAsync(string number, string? code, string caller, CancellationToken cancellationToken)
    {
        var known = await FindAsync(Medium.Phone, caller, number, cancellationToken)
            ?? await FindAsync(Medium.Web, codes.AddressOf(code), number, cancellationToken);
        return known is null ? null : StateOf(known.State);
    }

    private async ValueTask<OwnCase?> FindAsync(Medium medium, string? address, string number, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(address) ? null : await citizens.FindOwnCaseAsync(new Correspondent(medium, address), number, cancellationToken);

    private static InquiryState StateOf(CaseState state) => state switch
    {
        CaseState.Registered => InquiryState.Registered,
        CaseState.Dispatched => InquiryState.Dispatched,
        CaseState.Signed => InquiryState.Handling,
        CaseState.Replied => InquiryState.Replied,
        CaseState.Closed or CaseState.FollowUp or CaseState.Archived => InquiryState.Closed,
    };
}
