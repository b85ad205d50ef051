namespace Hotline.Cases.Policies;

/// <summary>How long recordings are kept, and what it rests on.</summary>
/// <param name="KeepMonths">Months from the start of the recording.</param>
/// <param name="Basis">What the city rests it on.</param>
/// <param name="PackAfter">Packed once so old.</param>
/// <param name="ExportValid">How long an approved copy may be fetched.</param>
internal sealed record RetentionRule(int KeepMonths, string Basis, TimeSpan PackAfter, TimeSpan ExportValid)
{
    /// <summary>No law says how long a hotline keeps recordings; logs of networks are kept for 6 months at least (Cybersecurity Law art. 21).</summary>
    public const int FewestMonths = 6;

    /// <summary>Where a city says nothing.</summary>
    public static RetentionRule Standard { get; } = new(24, "产品默认：两年（本市未另行规定）", TimeSpan.FromDays(30), TimeSpan.FromHours(72));

    /// <summary>As certificates quote it.</summary>
    public override string ToString() => $"保存{KeepMonths}个月；{Basis}";
}

/// <summary>Reads the rule for keeping recordings.</summary>
internal static class RetentionFile
{
    private const int MostMonths = 1200;

    public static SectionType Grammar { get; } = (SectionType)FieldType.Section(
        new("keep-months", FieldType.Number(RetentionRule.FewestMonths, MostMonths), "Months a recording is kept; fewer than 6 are refused", true),
        new("basis", FieldType.Text, "What that rests on", true),
        new("pack-after-days", FieldType.Number(1, 3650), "Days after which a recording is packed"),
        new("export-valid-hours", FieldType.Number(1, 24 * 31), "Hours for which an approved copy may be fetched"));

    /// <summary>The rule, or every error with file, line and key.</summary>
    public static Loaded<RetentionRule> Load(string path)
    {
        var reader = new YamlReader(path);
        if (TextFile.Read(path, reader) is not { } text || reader.Read(text, Grammar) is not { } file || reader.Errors.Count > 0)
        {
            return new(null, [.. reader.Errors]);
        }

        var standard = RetentionRule.Standard;
        return new(
            new RetentionRule(
                file.Number("keep-months", standard.KeepMonths),
                file.Text("basis"),
                TimeSpan.FromDays(file.Number("pack-after-days", (int)standard.PackAfter.TotalDays)),
                TimeSpan.FromHours(file.Number("export-valid-hours", (int)standard.ExportValid.TotalHours))),
            []);
    }
}
