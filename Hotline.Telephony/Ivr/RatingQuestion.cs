namespace Hotline.Telephony.Ivr;

/// <summary><c>rating</c> of a flow: once the agent has hung up, the caller is asked how well they were served, and answers by a key.</summary>
/// <param name="Ask">The question.</param>
/// <param name="Scores">By key: 5 the best, 1 the worst.</param>
/// <param name="Thanks">Said after the key.</param>
internal sealed record RatingQuestion(IReadOnlyList<string> Ask, IReadOnlyDictionary<char, int> Scores, IReadOnlyList<string> Thanks)
{
    private static readonly string[] Keys = ["ask", "keys", "thanks", "wait"];

    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(8);

    public static RatingQuestion? Read(FlowKeys root)
    {
        if (root.Find("rating") is null || root.Inner("rating", Keys) is not { } keys)
        {
            return null;
        }

        var scores = new Dictionary<char, int>();
        foreach (var (key, score) in keys.KeyTable("keys", "a score from 1 to 5"))
        {
            if (score.Value is [>= '1' and <= '5' and var digit])
            {
                scores[key] = digit - '0';
            }
            else
            {
                keys.Errors.Add(score, keys.PathOf($"keys.{key}"), "a score from 1 (worst) to 5 (best); found " + score.Kind);
            }
        }

        return new RatingQuestion(keys.RequiredPrompts("ask"), scores, keys.PromptNames("thanks"))
        {
            Wait = keys.Duration("wait", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)) ?? TimeSpan.FromSeconds(8),
        };
    }

    /// <summary>Asks once, and once more after a key that is none of them. Null where the caller does not answer.</summary>
    public async Task<int?> AskAsync(IFlowCaller caller, CancellationToken cancellationToken)
    {
        caller.ForgetKeys();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (await caller.AskAsync(Ask, Wait, cancellationToken) is not { } key)
            {
                return null;
            }

            if (Scores.TryGetValue(key, out var score))
            {
                return score;
            }
        }

        return null;
    }
}
