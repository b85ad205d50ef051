using Hotline.Cases.Notices;
using Hotline.Cases.Policies;
using Hotline.Cases.Tests.Policies;

namespace Hotline.Cases.Tests.Notices;

public sealed class SurveyWordsTests
{
    private static readonly SurveyRule Three = Regulations.Gaoling.Survey!;

    private static readonly SurveyRule One = Regulations.Hanjiang.Survey!;

    [Theory]
    [InlineData("111", SatisfactionRating.Satisfied, true, true)]
    [InlineData("1 2 3", SatisfactionRating.Dissatisfied, true, false)]
    [InlineData("２，２，３。", SatisfactionRating.Dissatisfied, false, false)]
    [InlineData("212", SatisfactionRating.Neutral, false, true)]
    [InlineData("满意！", SatisfactionRating.Satisfied, null, null)]
    [InlineData("不满意", SatisfactionRating.Dissatisfied, null, null)]
    public void Three_answers_are_a_digit_for_each_or_the_word_alone(string text, SatisfactionRating rating, bool? contacted, bool? solved) =>
        Assert.Equal(new SurveyAnswers(rating, contacted, solved), SurveyWords.Read(Three, text));

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData("11")]
    [InlineData("1111")]
    [InlineData("131")]
    [InlineData("114")]
    [InlineData("1满意")]
    [InlineData("")]
    [InlineData("你好")]
    public void Anything_else_answers_nothing(string text) => Assert.Null(SurveyWords.Read(Three, text));

    [Fact]
    public void One_question_takes_its_digit_or_its_word()
    {
        Assert.Equal(new SurveyAnswers(SatisfactionRating.Satisfied), SurveyWords.Read(One, " 1 "));
        Assert.Null(SurveyWords.Read(One, "111"));
        Assert.Equal(("1", "111"), (SurveyWords.Example(One), SurveyWords.Example(Three)));
        Assert.Equal(SurveyWords.Read(Three, SurveyWords.Example(Three)), new SurveyAnswers(SatisfactionRating.Satisfied, true, true));
    }
}
