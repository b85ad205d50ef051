namespace Hotline.Host.Tests.Lives;

/// <summary>What a citizen brings, as the agent types it.</summary>
/// <param name="RequestType">Such as <c>complaint</c>.</param>
/// <param name="CategoryCode">A code of the category tree.</param>
/// <param name="Place">Where.</param>
/// <param name="Text">What is the matter.</param>
internal sealed record Matter(string RequestType, string CategoryCode, string Place, string Text)
{
    public string? ContactId { get; init; }

    public string? RequesterName { get; init; }

    public string? RequesterPhone { get; init; }

    public bool Hazard { get; init; }

    public bool Confidential { get; init; }

    /// <summary>The unit complained about.</summary>
    public string? AgainstUnitId { get; init; }

    public bool ConvenienceList { get; init; }

    /// <summary>Causes of supervision marked at registration.</summary>
    public IReadOnlyList<string>? SupervisionCauses { get; init; }

    public string? Complexity { get; init; }

    public int? Fine { get; init; }

    public int? AcceptGround { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }
}
