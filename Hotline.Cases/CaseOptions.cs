namespace Hotline.Cases;

/// <summary>Which database holds the cases.</summary>
public enum CaseDatabase
{
    /// <summary>One file, one process; needs no server.</summary>
    Sqlite,

    /// <summary>Microsoft SQL Server 2019 or later.</summary>
    SqlServer,
}

/// <summary>What the operator decides about the case core. Checked as a whole when the product starts; every error is reported at once.</summary>
public sealed record CaseOptions
{
    /// <summary>Which database. Default: SQLite.</summary>
    public CaseDatabase Database { get; init; } = CaseDatabase.Sqlite;

    /// <summary>The folder of the product's data. SQLite keeps its file <c>hotline.db</c> here. Made if it does not exist.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The connection string; required for SQL Server, unused for SQLite.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The regulation in force: a YAML file such as <c>policies/hanjiang-2016.yaml</c>. An error in it stops the start.</summary>
    public required string PolicyFile { get; init; }

    /// <summary>The legal calendar: a YAML file of holidays and make-up working days by year.</summary>
    public required string CalendarFile { get; init; }

    /// <summary>How long recordings are kept: a YAML file; null for two years. An error in it, or less than 6 months, stops the start.</summary>
    public string? RetentionFile { get; init; }

    /// <summary>The city and its units: a YAML file such as <c>policies/cities/sample.yaml</c>. An error in it stops the start.</summary>
    public required string CityFile { get; init; }

    /// <summary>When short messages may go out and how many: a YAML file such as <c>policies/messages.yaml</c>; null for no rule. An error in it stops the start.</summary>
    public string? MessageFile { get; init; }

    /// <summary>Which work groups and office automation are told of whose cases: a YAML file such as <c>policies/workgroups.yaml</c>; null for none. An error in it stops the start.</summary>
    public string? WorkGroupFile { get; init; }

    /// <summary>Which other installations cases are exchanged with: a YAML file such as <c>policies/exchange.yaml</c>; null for none. An error in it stops the start.</summary>
    public string? ExchangeFile { get; init; }

    /// <summary>The articles that answer citizens' questions: a YAML file such as <c>policies/knowledge.yaml</c>; null for none. An error in it stops the start.</summary>
    public string? KnowledgeFile { get; init; }

    /// <summary>The score sheets for quality reviews: a YAML file such as <c>policies/quality.yaml</c>; null for none. An error in it stops the start.</summary>
    public string? QualityFile { get; init; }

    /// <summary>The shifts, rotations and rules of rosters: a YAML file such as <c>policies/shifts.yaml</c>; null for none. An error in it stops the start.</summary>
    public string? ShiftFile { get; init; }

    /// <summary>The forms of letters: a folder with an HTML page for each kind, such as <c>policies/letters</c>; null for none. An error in one stops the start.</summary>
    public string? LetterFolder { get; init; }
}

/// <summary>The case core cannot start, and the operator can mend it. The message is meant for them: one line per error.</summary>
public sealed class CaseStartException : Exception
{
    /// <summary>Nothing is wrong but that the database does not answer now: it may later.</summary>
    public bool StoreAway { get; init; }

    /// <summary>Says what is wrong and, where it can be said, what was expected.</summary>
    public CaseStartException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, keeping what caused it.</summary>
    public CaseStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>For serialisers only.</summary>
    public CaseStartException()
    {
    }
}
