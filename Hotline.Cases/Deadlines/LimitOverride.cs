using Hotline.Cases.Policies;

namespace Hotline.Cases.Deadlines;

/// <summary>Who sets a limit over the policy's for one case.</summary>
internal enum LimitSource
{
    /// <summary>上级指定期限: replaces the policy's limit, be it shorter or longer.</summary>
    Superior,

    /// <summary>法律法规更严: holds only where it is the shorter.</summary>
    StricterLaw,

    /// <summary>延期: an extension that was granted.</summary>
    Extension,

    /// <summary>退回重办，指定期限: the limit that goes with a rework.</summary>
    Rework,

    /// <summary>待观察: the expected date.</summary>
    Observation,
}

/// <summary>A limit that goes before the policy's for one case.</summary>
/// <param name="Source">Who sets it.</param>
/// <param name="Document">The instruction, the law or the extension, as the record names it.</param>
/// <param name="Due">Its end.</param>
/// <param name="Clause">The clause by which it goes first; <see langword="null"/>: the policy has none, and the reading rules say so.</param>
internal sealed record LimitOverride(LimitSource Source, string Document, DateTimeOffset Due, Clause? Clause = null)
{
    public bool Replaces(DateTimeOffset due) => Source switch
    {
        LimitSource.Superior or LimitSource.Extension or LimitSource.Rework or LimitSource.Observation => true,
        LimitSource.StricterLaw => Due < due,
    };
}
