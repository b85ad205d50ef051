namespace Hotline.Cases;

/// <summary>What a person is there for; one may hold several.</summary>
public enum Role
{
    /// <summary>Answers citizens and registers cases (话务员).</summary>
    Agent,

    /// <summary>Leads a shift of agents (班长).</summary>
    ShiftLeader,

    /// <summary>Sends cases to units.</summary>
    Dispatcher,

    /// <summary>Handles cases for a unit (承办单位); sees only that unit's cases.</summary>
    Handler,

    /// <summary>Signs for a unit (单位领导): held together with <see cref="Handler"/>.</summary>
    UnitLeader,

    /// <summary>Supervises and listens to recordings (质检、督办、效能办).</summary>
    Supervisor,

    /// <summary>Runs the product.</summary>
    Admin,
}

/// <summary>Who asks or acts: the signed-in person as the caller of a desk vouches for them.</summary>
public sealed record Actor
{
    /// <summary>The staff account.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name written into histories.</summary>
    public required string Name { get; init; }

    /// <summary>What they may act as.</summary>
    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>The unit they belong to; decides what a handler sees.</summary>
    public string? UnitId { get; init; }

    /// <summary>Their telephone identity; decides which contacts and recordings are an agent's own.</summary>
    public string? AgentId { get; init; }

    /// <summary>Whether they hold any of these roles.</summary>
    public bool Is(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role))
            {
                return true;
            }
        }

        return false;
    }
}
