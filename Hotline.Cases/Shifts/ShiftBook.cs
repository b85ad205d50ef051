namespace Hotline.Cases.Shifts;

/// <summary>The shifts and rules in force. Read once, at the start.</summary>
internal sealed class ShiftBook(CaseOptions options)
{
    public ShiftRules Rules { get; private set; } = ShiftRules.None;

    /// <exception cref="CaseStartException">Something is wrong in the file.</exception>
    public void Open()
    {
        if (options.ShiftFile is { } file)
        {
            var loaded = ShiftFile.Load(file);
            Rules = loaded.Value ?? throw new CaseStartException(string.Join('\n', loaded.Errors));
        }
    }
}
