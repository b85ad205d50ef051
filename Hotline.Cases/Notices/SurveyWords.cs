using System.Text;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Notices;

/// <summary>The words of the satisfaction survey: ours to the citizen, theirs to us.</summary>
internal static class SurveyWords
{
    /// <summary>The question with its placeholders filled. Holds no name, number or text of the requester.</summary>
    public static string Question(SurveyRule rule, string city, string caseNumber, string title, string outcome) =>
        rule.Question
            .Replace("{city}", city, StringComparison.Ordinal)
            .Replace("{case}", caseNumber, StringComparison.Ordinal)
            .Replace("{title}", title, StringComparison.Ordinal)
            .Replace("{outcome}", outcome, StringComparison.Ordinal);

    private const char Yes = '1';
    private const char No = '2';

    /// <summary>
    /// What an answer means; null where it is none of those asked for. Full-width digits, spaces and punctuation do not matter. Where several things
    /// are asked, a digit for each in the order asked, or the words of satisfaction alone; a single digit could mean any of them.
    /// </summary>
    public static SurveyAnswers? Read(SurveyRule rule, string text)
    {
        var said = Plain(text);
        if (rule.Asks.Length == 1)
        {
            return Rating(rule, said) is { } only ? new(only) : null;
        }

        if (said.Length != rule.Asks.Length || !said.All(char.IsAsciiDigit))
        {
            return said.Any(char.IsAsciiDigit) || Rating(rule, said) is not { } worded ? null : new(worded);
        }

        return said[..^1].All(digit => digit is Yes or No) && Rating(rule, said[^1..]) is { } rating
            ? new(rating, Said(SurveyQuestion.Contacted), Said(SurveyQuestion.Solved))
            : null;

        bool? Said(SurveyQuestion question) => rule.Asks.IndexOf(question) is >= 0 and var at ? said[at] == Yes : null;
    }

    /// <summary>An answer as it may be written: <c>111</c>.</summary>
    public static string Example(SurveyRule rule) => new string(Yes, rule.Asks.Length - 1) + rule.Answers[0].Key;

    private static SatisfactionRating? Rating(SurveyRule rule, string said)
    {
        foreach (var answer in rule.Answers)
        {
            if (said == Plain(answer.Key) || answer.Words.Any(word => said == Plain(word)))
            {
                return answer.Meaning switch
                {
                    Satisfaction.Satisfied => SatisfactionRating.Satisfied,
                    Satisfaction.Neutral => SatisfactionRating.Neutral,
                    Satisfaction.Dissatisfied => SatisfactionRating.Dissatisfied,
                };
            }
        }

        return null;
    }

    /// <summary>What a requester said, in words for the history.</summary>
    public static string Words(SurveyAnswers answers, string rating) => string.Concat(
        answers.Contacted switch { true => "已联系，", false => "未联系，", null => "" },
        answers.Solved switch { true => "已解决，", false => "未解决，", null => "" },
        rating);

    private static string Plain(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}

/// <summary>What a requester answered.</summary>
/// <param name="Rating">How satisfied they are.</param>
/// <param name="Contacted">Whether the unit had been in touch; null where that was not said.</param>
/// <param name="Solved">Whether the matter is solved; null where that was not said.</param>
internal sealed record SurveyAnswers(SatisfactionRating Rating, bool? Contacted = null, bool? Solved = null);
