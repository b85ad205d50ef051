namespace Hotline.Cases;

/// <summary>A case to be registered. What a person may have left out is nullable: the desk says which of it is missing.</summary>
public sealed record NewCase
{
    /// <summary>The contact in which it was brought; null for a case with no call or message of its own.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>One of the policy's request types, such as <c>complaint</c>.</summary>
    public string? RequestType { get; init; }

    /// <summary>A code of the category tree, any level; a code outside it is invalid, <c>other</c> means outside the tree (hanjiang-2016/1b).</summary>
    public string? CategoryCode { get; init; }

    /// <summary>Where; required for a hazard. At most 200 characters.</summary>
    public string? Place { get; init; }

    /// <summary>Where on the map, degrees east; given with <see cref="Latitude"/> or not at all.</summary>
    public double? Longitude { get; init; }

    /// <summary>Degrees north.</summary>
    public double? Latitude { get; init; }

    /// <summary>What is the matter, in words. At most 4,000 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The fine that the matter may lead to, in yuan, where jurisdiction goes by it (xiangan-2018/2).</summary>
    public int? Fine { get; init; }

    /// <summary>The number of the policy's ground of acceptance, from 1; null: none named.</summary>
    public int? AcceptGround { get; init; }

    /// <summary>The requester asks not to be named to the unit.</summary>
    public bool Confidential { get; init; }

    /// <summary>The unit complained about (被诉单位): it, and those above and below it, do not see who asked. Null: none of the city's units.</summary>
    public string? AgainstUnitId { get; init; }

    /// <summary>A safety hazard: the 15-minute track (hanjiang-2016/11b).</summary>
    public bool Hazard { get; init; }

    /// <summary><c>simple</c>, <c>ordinary</c> or <c>complex</c>, where the policy's limits tell them apart; null: ordinary.</summary>
    public string? Complexity { get; init; }

    /// <summary>On the list of convenience services (便民服务事项清单); the category's own mark counts besides.</summary>
    public bool ConvenienceList { get; init; }

    /// <summary>Causes that put it under supervision from the start, such as <c>leader-instruction</c> (gaoling-2020/18); null: none.</summary>
    public IReadOnlyList<string>? SupervisionCauses { get; init; }

    /// <summary>The requester's name, if given.</summary>
    public string? RequesterName { get; init; }

    /// <summary>Where to reach them; null takes the contact's number.</summary>
    public string? RequesterPhone { get; init; }
}

/// <summary>A unit that helps with a case (协办).</summary>
public sealed record CoHandlerForm
{
    /// <summary>The unit.</summary>
    public string? UnitId { get; init; }

    /// <summary>Its part. At most 500 characters.</summary>
    public string? Task { get; init; }

    /// <summary>Its limit; null, or later than the lead's: the lead's.</summary>
    public DateTimeOffset? Due { get; init; }
}

/// <summary>An article that an answer rests on.</summary>
/// <param name="ArticleId">The article of the knowledge base.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Title">Its title at that version.</param>
public sealed record Citation(string? ArticleId, int? Version, string? Title);

/// <summary>A return asked for. What the policy wants besides the reason is required by the desk.</summary>
public sealed record ReturnForm
{
    /// <summary>Why, and on what basis. At most 500 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>Whose matter it is (yongning-2017/3-2b, hanjiang-2016/11d).</summary>
    public string? SuggestedUnitId { get; init; }

    /// <summary>How the hazard was secured first (hanjiang-2016/11d).</summary>
    public string? PreTreatment { get; init; }

    /// <summary>The leader who confirmed it (gaoling-2020/9c).</summary>
    public string? Leader { get; init; }
}

/// <summary>An extension asked for. What the policy wants besides the reason is required by the desk.</summary>
public sealed record ExtensionForm
{
    /// <summary>Why; at least as many characters as the policy asks for, at most 500.</summary>
    public string? Reason { get; init; }

    /// <summary>The new end; null takes the furthest that the policy allows, where it sets a bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>When and how the requester was told (hanjiang-2016/11f, xiangan-2018/3-7).</summary>
    public string? RequesterTold { get; init; }

    /// <summary>The leader who agreed (xiangan-2018/3-7) or confirmed (gaoling-2020/9b, long cycle).</summary>
    public string? Leader { get; init; }

    /// <summary>The track for cases that need very long (特殊长周期).</summary>
    public bool LongCycle { get; init; }
}

/// <summary>What a unit says besides when it asks to close what is not solved. What the policy wants of it is required by the desk.</summary>
public sealed record ClosingForm
{
    /// <summary>Why it cannot be solved, or is not justified (情况说明). At most 500 characters.</summary>
    public string? Statement { get; init; }

    /// <summary>When and how that was explained to the requester. At most 500 characters.</summary>
    public string? RequesterTold { get; init; }

    /// <summary>The unit's leader who agreed, where the policy asks for that. At most 500 characters.</summary>
    public string? Leader { get; init; }
}

/// <summary>A limit for one case.</summary>
public sealed record LimitForm
{
    /// <summary>Who sets it.</summary>
    public CaseLimitSource? Source { get; init; }

    /// <summary>The instruction, or the law and its article. At most 200 characters.</summary>
    public string? Document { get; init; }

    /// <summary>Its end; later than now.</summary>
    public DateTimeOffset? Due { get; init; }
}
