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

    /// <summary>What an answer means; null where it is none of those asked for. Full-width digits, spaces and punctuation do not matter.</summary>
    public static SatisfactionRating? Read(SurveyRule rule, string text)
    {
        var said = Plain(text);
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

    private static string Plain(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
