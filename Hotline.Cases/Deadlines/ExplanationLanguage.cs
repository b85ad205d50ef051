namespace Hotline.Cases.Deadlines;

/// <summary>In which language a deadline is explained; gists and festivals' names in the clause stay Chinese.</summary>
internal enum ExplanationLanguage
{
    English,
    Chinese,
}
