using Hotline.Cases.Calendar;

namespace Hotline.Cases.Policies;

/// <summary>What a policy must also fulfil, beyond each key being right by itself.</summary>
internal static class PolicyChecks
{
    /// <summary>The parts of a survey that say what follows an answer.</summary>
    private static readonly string[] Asked = ["sms", "phone", "judged"];

    public static void Run(Section file, YamlReader reader)
    {
        Dates(file, reader);
        Hours(file, reader);
        Clocks(file, reader);
        Extensions(file, reader);
        Survey(file, reader);
        Assessment(file, reader);
        foreach (var rule in file.List<Section>("accountability"))
        {
            if (!rule.Has("at-least") && !rule.Has("more-than") && !rule.Has("below"))
            {
                reader.Add(rule.Line, rule.Path, "expected a threshold: at-least, more-than or below");
            }
        }

        if (file.OptionalInner("objections") is { } objections)
        {
            Warnings(objections, reader);
        }

        foreach (var rule in file.List<Section>("dispatch"))
        {
            if (rule.Name<DispatchBasis>("by") == DispatchBasis.Level && !rule.Has("level"))
            {
                reader.Add(rule.Line, $"{rule.Path}.level", "missing, expected with 'by: level'", null);
            }
        }
    }

    private static void Dates(Section file, YamlReader reader)
    {
        if (file.OptionalDate("effective") is { } from && file.OptionalDate("until") is { } until && until < from)
        {
            reader.Add(file.LineOf("until"), "until", "expected a day not before 'effective'");
        }
    }

    private static void Hours(Section file, YamlReader reader)
    {
        if (file.OptionalInner("office-hours") is not { } hours)
        {
            return;
        }

        foreach (var day in hours.List<Section>("seasons").Prepend(hours))
        {
            var sessions = new[] { day.Text("morning"), day.Text("afternoon") };
            var times = sessions.SelectMany(text => text.Split('-')).ToList();
            if (times.Any(time => !TimeOnly.TryParseExact(time, "HH:mm", out _)))
            {
                reader.Add(day.Line, day.Path, "expected hours from 00:00 to 23:59");
            }
            else if (times.Zip(times.Skip(1)).Any(pair => string.CompareOrdinal(pair.First, pair.Second) >= 0))
            {
                reader.Add(day.Line, day.Path, "expected each session to close after it opens, and the afternoon after the morning");
            }
        }
    }

    private static void Clocks(Section file, YamlReader reader)
    {
        var types = file.List<RequestType>("types");
        var rules = file.List<Section>("clocks");
        for (var index = 0; index < rules.Length; index++)
        {
            var rule = rules[index];
            var condition = PolicyBuilder.Condition(rule);
            foreach (var type in condition.Types.Where(type => !types.IsDefaultOrEmpty && !types.Contains(type)))
            {
                reader.Add(rule.LineOf("when"), $"{rule.Path}.when.types", $"'{Names<RequestType>.Text(type)}' is not one of the policy's types");
            }

            if (rules[..index].FirstOrDefault(earlier => Covers(earlier, rule)) is { } above)
            {
                reader.Add(rule.Line, rule.Path, $"never reached: {above.Path} holds for all its cases");
            }

            if (rule.Name<ClockName>("clock") == ClockName.Objection)
            {
                reader.Add(rule.LineOf("clock"), $"{rule.Path}.clock", "its limit stands in 'objections'");
            }

            Warnings(rule, reader);
            if (rule.OptionalPeriod("grace") is { } grace && grace.Unit is not (PeriodUnit.Minutes or PeriodUnit.Hours))
            {
                reader.Add(rule.LineOf("grace"), $"{rule.Path}.grace", "expected minutes or hours");
            }

            if (rule.Name<CaseEvent>("from") == rule.Name<CaseEvent>("until"))
            {
                reader.Add(rule.LineOf("until"), $"{rule.Path}.until", "expected another event than 'from'");
            }
        }
    }

    private static void Warnings(Section rule, YamlReader reader)
    {
        foreach (var warning in rule.List<Section>("warn").Where(warning => warning.Has("after") == warning.Has("before")))
        {
            reader.Add(warning.Line, warning.Path, "expected one of 'after' and 'before'");
        }
    }

    private static bool Covers(Section earlier, Section later)
    {
        if (earlier.Name<ClockName>("clock") != later.Name<ClockName>("clock"))
        {
            return false;
        }

        var (wide, narrow) = (PolicyBuilder.Condition(earlier), PolicyBuilder.Condition(later));
        return (wide.Types.IsEmpty || (!narrow.Types.IsEmpty && narrow.Types.All(type => wide.Types.Contains(type))))
            && (wide.Hazard is null || wide.Hazard == narrow.Hazard)
            && (wide.Complexity is null || wide.Complexity == narrow.Complexity)
            && (wide.ConvenienceList is null || wide.ConvenienceList == narrow.ConvenienceList);
    }

    private static void Extensions(Section file, YamlReader reader)
    {
        foreach (var rule in file.List<Section>("extensions"))
        {
            if (rule.Has("before") && rule.Has("within"))
            {
                reader.Add(rule.Line, rule.Path, "expected at most one of 'before' and 'within'");
            }
        }
    }

    private static void Survey(Section file, YamlReader reader)
    {
        if (file.OptionalInner("survey") is not { } survey)
        {
            return;
        }

        if (!survey.Text("question").Contains("{outcome}", StringComparison.Ordinal))
        {
            reader.Add(survey.LineOf("question"), $"{survey.Path}.question", "expected {outcome} in it: the citizen is told how it ended");
        }

        var asks = survey.List<SurveyQuestion>("asks");
        if (!asks.IsEmpty && (asks[^1] != SurveyQuestion.Satisfied || asks.Distinct().Count() != asks.Length))
        {
            reader.Add(survey.LineOf("asks"), $"{survey.Path}.asks", "expected each question once, 'satisfied' last");
        }

        SurveyFollowUps(survey, reader);
        var answers = survey.List<Section>("answers");
        foreach (var twice in answers.GroupBy(answer => answer.Text("key"), StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            reader.Add(twice.Last().Line, $"{twice.Last().Path}.key", $"'{twice.Key}' is asked for twice");
        }

        foreach (var meaning in Enum.GetValues<Satisfaction>().Except(answers.Select(answer => answer.Name<Satisfaction>("means"))))
        {
            reader.Add(survey.LineOf("answers"), $"{survey.Path}.answers", $"no answer means '{Names<Satisfaction>.Text(meaning)}'");
        }
    }

    private static void SurveyFollowUps(Section survey, YamlReader reader)
    {
        var places = new List<(Section Section, string Key)> { (survey, "no-reply") };
        foreach (var inner in Asked.Select(survey.OptionalInner).OfType<Section>())
        {
            places.AddRange(inner.Keys.Select(key => (inner, key)));
        }

        foreach (var (section, key) in places)
        {
            var step = section.OptionalName<SurveyFollowUp>(key);
            if (step == SurveyFollowUp.Judge && (!survey.Has("judged") || section.Path.EndsWith(".judged", StringComparison.Ordinal) || key == "no-reply"))
            {
                reader.Add(section.LineOf(key), $"{section.Path}.{key}", "'judge' needs an answer to be judged, and 'judged' to say what follows");
            }
        }
    }

    private static void Assessment(Section file, YamlReader reader)
    {
        if (file.OptionalInner("assessment") is not { } scheme)
        {
            return;
        }

        var weights = scheme.List<Section>("indicators").Sum(indicator => indicator.Number("weight", 0));
        if (weights is not (0 or 100))
        {
            reader.Add(scheme.LineOf("indicators"), $"{scheme.Path}.indicators", FormattableString.Invariant($"expected weights that add up to 100, found {weights}"));
        }
    }
}
