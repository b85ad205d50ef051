namespace Hotline.Telephony.Media;

/// <summary>
/// How a number is spoken, as names of prompts: in Chinese <c>n0</c>…<c>n10</c>, <c>n100</c>, <c>n2-counted</c>; in English <c>n0.en</c>…<c>n19.en</c>,
/// <c>n20.en</c>, <c>n30.en</c>…<c>n100.en</c>.
/// </summary>
internal static class SpokenNumber
{
    /// <summary>The same before a measure word (位, 分钟), where two alone is 两.</summary>
    public static IReadOnlyList<string> Count(int number, string? language = null) =>
        language == "en" ? English(number) : number == 2 ? ["n2-counted"] : Prompts(number);

    /// <summary>One figure of a number that is read out figure by figure.</summary>
    public static string Digit(int digit) => $"n{digit}";

    /// <summary>The English names for 0 to 999: <c>n2.en n100.en n20.en n5.en</c>.</summary>
    public static IReadOnlyList<string> English(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 999);
        var words = new List<string>(4);
        if (number >= 100)
        {
            words.AddRange([$"n{number / 100}.en", "n100.en"]);
        }

        var rest = number % 100;
        if (rest >= 20)
        {
            words.Add($"n{rest / 10 * 10}.en");
            rest %= 10;
        }

        if (rest > 0 || number == 0)
        {
            words.Add($"n{rest}.en");
        }

        return words;
    }

    /// <summary>The prompt names for 0 to 999: 十二, 二十, 一百零五, 一百一十.</summary>
    public static IReadOnlyList<string> Prompts(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 999);
        if (number == 0)
        {
            return ["n0"];
        }

        var (hundreds, tens, units) = (number / 100, number / 10 % 10, number % 10);
        var words = new List<string>(5);
        if (hundreds > 0)
        {
            words.AddRange([$"n{hundreds}", "n100"]);
        }

        if (tens > 0)
        {
            // 十二, but 一百一十二: the leading 一 is left out only where nothing stands before it.
            if (tens > 1 || hundreds > 0)
            {
                words.Add($"n{tens}");
            }

            words.Add("n10");
        }
        else if (hundreds > 0 && units > 0)
        {
            words.Add("n0");
        }

        if (units > 0)
        {
            words.Add($"n{units}");
        }

        return words;
    }
}
