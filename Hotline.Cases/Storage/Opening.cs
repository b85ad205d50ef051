using Hotline.Cases.Casework;

namespace Hotline.Cases.Storage;

/// <summary>A case that is opened in this transaction, with what goes with it.</summary>
/// <param name="Case">The case and all its rows.</param>
/// <param name="Key">The request that asked for it.</param>
internal sealed record Opening(Case Case, HandledKey Key)
{
    /// <summary>Whether all its rows are of the kinds that prepared statements put in.</summary>
    public bool IsPlain => Case is { Tasks.Count: 0, Surveys.Count: 0, Requests.Count: 0, CoHandlings.Count: 0, Records.Count: 0, Adjudications.Count: 0 };
}
