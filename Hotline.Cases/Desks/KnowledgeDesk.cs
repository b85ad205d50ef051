using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using Hotline.Cases.Calendar;
using Hotline.Cases.Contacts;
using Hotline.Cases.Knowledge;
using Hotline.Cases.Storage;

namespace Hotline.Cases.Desks;

/// <summary>
/// Finds the article that answers a question: how much of the question's weight its title and its ways of asking hold. A pair of characters weighs
/// the more the fewer articles hold it, and most where none does: so a question about something else fits none.
/// </summary>
internal sealed class KnowledgeDesk(CaseOptions options, TimeProvider time) : IKnowledgeDesk
{
    /// <summary>Of the question's weight; less is a guess.</summary>
    private const double Fits = 0.5;

    /// <summary>What stands only in the answer says less of what it answers.</summary>
    private const double InTextOnly = 0.4;

    /// <summary>Another that fits so nearly as well is named too.</summary>
    private const double Nearly = 0.8;

    private const int MostRelated = 2;

    /// <summary>More of a question than this is not looked at; stops a question of a whole book.</summary>
    private const int LongestQuestion = 200;

    /// <summary>Words of asking, which every question has and none is about.</summary>
    private static readonly string[] Asking =
        ["请问", "您好", "你好", "我想问", "想问", "我想", "我要", "咨询", "一下", "怎么办", "怎么样", "怎么", "如何", "怎样", "什么", "吗", "呢", "啊", "吧", "的"];

    private ImmutableArray<Known> articles = [];
    private FrozenDictionary<string, int> spread = FrozenDictionary<string, int>.Empty;

    /// <summary>Reads the articles.</summary>
    /// <exception cref="CaseStartException">Something is wrong in the file.</exception>
    public void Open()
    {
        if (options.KnowledgeFile is not { } file)
        {
            return;
        }

        var loaded = ArticleFile.Load(file);
        var read = loaded.Value ?? throw new CaseStartException(string.Join('\n', loaded.Errors));
        articles = [.. read.Select(article => new Known(article, Pairs([article.Title, .. article.Questions]), Pairs([article.Text])))];
        spread = articles.SelectMany(known => known.Asked.Union(known.Said, StringComparer.Ordinal)).CountBy(pair => pair, StringComparer.Ordinal).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public KnowledgeAnswer? Answer(string question)
    {
        var asked = Pairs([Excerpt.Kept(question, LongestQuestion)]);
        var whole = asked.Sum(Weight);
        var today = ChinaTime.Day(time.GetUtcNow());
        var found = articles.Where(known => known.Article.HoldsOn(today))
            .Select(known => (known.Article, Fit: asked.Sum(pair => Weight(pair) * (known.Asked.Contains(pair) ? 1 : known.Said.Contains(pair) ? InTextOnly : 0)) / whole))
            .Where(candidate => candidate.Fit >= Fits)
            .OrderByDescending(candidate => candidate.Fit).ThenBy(candidate => candidate.Article.Id, StringComparer.Ordinal)
            .ToList();
        return found is [var (best, fit), .. var others]
            ? new KnowledgeAnswer(
                new Citation(best.Id, best.Version, best.Title), best.Text, best.Source,
                [.. others.Where(other => other.Fit >= fit * Nearly).Take(MostRelated).Select(other => other.Article.Title)])
            : null;
    }

    private double Weight(string pair) => Math.Log(1 + ((1.0 + articles.Length) / (1 + spread.GetValueOrDefault(pair))));

    /// <summary>The pairs of neighbouring characters in the words that matter; signs and words of asking part them.</summary>
    private static FrozenSet<string> Pairs(IEnumerable<string> texts)
    {
        var pairs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var words = new StringBuilder(string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormKC));
            foreach (var asking in Asking)
            {
                words.Replace(asking, " ");
            }

            var plain = string.Concat(words.ToString().EnumerateRunes().Select(rune => Rune.IsLetterOrDigit(rune) ? rune.ToString() : " "));
            pairs.UnionWith(WordPairs.Index(plain).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(token => token.EnumerateRunes().Count() == 2));
        }

        return pairs.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>An article with the pairs of how it is asked for and of what it says.</summary>
    private sealed record Known(Article Article, FrozenSet<string> Asked, FrozenSet<string> Said);
}
