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

    /// <summary>For people; 来文 where it is none of these.</summary>
    public static string Title(string? name) => name switch
    {
        Case => "交办",
        Supplement => "补充",
        Urge => "催办",
        Supervise => "督办",
        Limit => "期限",
        Decision => "审批意见",
        Rework => "退回重办",
        Withdrawn => "收回",
        Closed => "办结",
        Survey => "回访结果",
        Sign => "签收",
        Progress => "进展",
        Visit => "到场记录",
        Contact => "联系记录",
        Reply => "办理结果",
        Return => "退回",
        Extension => "延期申请",
        _ => "来文",
    };
}
