namespace Hotline.Cases.Quality;

/// <summary>The score sheets in force. Read once, at the start.</summary>
internal sealed class SheetBook(CaseOptions options)
{
    public QualityRules Rules { get; private set; } = QualityRules.None;

    /// <exception cref="CaseStartException">Something is wrong in the file.</exception>
    public void Open()
    {
        if (options.QualityFile is { } file)
        {
            var loaded = SheetFile.Load(file);
            Rules = loaded.Value ?? throw new CaseStartException(string.Join('\n', loaded.Errors));
        }
    }
}
