namespace Hotline.Cases;

/// <summary>Answers questions from the city's articles before anybody is asked (自助问答). Thread-safe.</summary>
public interface IKnowledgeDesk
{
    /// <summary>
    /// The article that answers a question best; null where none fits well enough. Words are compared by pairs of neighbouring characters, rare ones
    /// counting more than common ones. An article that is out of date (知识过期) answers nothing.
    /// </summary>
    KnowledgeAnswer? Answer(string question);
}

/// <summary>An article as an answer.</summary>
/// <param name="Article">The article of the knowledge base, as it may be cited: its id, version and title.</param>
/// <param name="Text">What it says.</param>
/// <param name="Source">Whose answer it is: the unit that owns the article.</param>
/// <param name="Related">Titles of others that fit nearly as well; at most two.</param>
public sealed record KnowledgeAnswer(Citation Article, string Text, string Source, IReadOnlyList<string> Related);
