using System.Collections.Frozen;

namespace Hotline.Cases.Exchange;

/// <summary>What letters there are, each with its version; see <c>docs/exchange.md</c>.</summary>
internal static class LetterName
{
    public const string Case = "case/1";
    public const string Supplement = "supplement/1";
    public const string Urge = "urge/1";
    public const string Supervise = "supervise/1";
    public const string Limit = "limit/1";
    public const string Decision = "decision/1";
    public const string Rework = "rework/1";
    public const string Withdrawn = "withdrawn/1";
    public const string Closed = "closed/1";
    public const string Survey = "survey/1";
    public const string Sign = "sign/1";
    public const string Progress = "progress/1";
    public const string Visit = "visit/1";
    public const string Contact = "contact/1";
    public const string Reply = "reply/1";
    public const string Return = "return/1";
    public const string Extension = "extension/1";
    public const string Refused = "refused/1";

    /// <summary>Those that go down.</summary>
    public static FrozenSet<string> FromAbove { get; } =
        FrozenSet.Create(StringComparer.Ordinal, Case, Supplement, Urge, Supervise, Limit, Decision, Rework, Withdrawn, Closed, Survey, Refused);

    /// <summary>Those that go up.</summary>
    public static FrozenSet<string> FromBelow { get; } = FrozenSet.Create(StringComparer.Ordinal, Sign, Progress, Visit, Contact, Reply, Return, Extension, Refused);
}
