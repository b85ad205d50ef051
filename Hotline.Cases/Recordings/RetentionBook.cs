using Hotline.Cases.Policies;

namespace Hotline.Cases.Recordings;

/// <summary>The rule for keeping recordings that is in force. Read once, at the start.</summary>
internal sealed class RetentionBook(CaseOptions options)
{
    public RetentionRule Rule { get; private set; } = RetentionRule.Standard;

    /// <exception cref="CaseStartException">Something is wrong in the file.</exception>
    public void Open()
    {
        if (options.RetentionFile is { } file)
        {
            var loaded = RetentionFile.Load(file);
            Rule = loaded.Value ?? throw new CaseStartException(string.Join('\n', loaded.Errors));
        }
    }
}
