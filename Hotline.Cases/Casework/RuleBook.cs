using Hotline.Cases.Policies;

namespace Hotline.Cases.Casework;

/// <summary>The rules in force, read once at the start.</summary>
internal sealed class RuleBook(CaseOptions options)
{
    private CaseRules? rules;

    public CaseRules Rules => rules ?? throw new InvalidOperationException($"Call {nameof(CaseServices.PrepareCasesAsync)} first.");

    /// <summary>How the policy in force asks whether the requester is satisfied.</summary>
    public SurveyRule SurveyRule => Rules.Policy.Survey ?? throw new InvalidOperationException("A survey is open, but the policy in force has none.");

    /// <summary>Reads policy, calendar and city; every error of all three at once.</summary>
    /// <exception cref="CaseStartException">Anything is wrong in them.</exception>
    public void Open()
    {
        var policy = PolicyFile.Load(options.PolicyFile);
        var calendar = CalendarFile.Load(options.CalendarFile);
        var city = CityFile.Load(options.CityFile);
        if (policy.Value is not { } known || calendar.Value is not { } days || city.Value is not { } place)
        {
            throw new CaseStartException(string.Join('\n', policy.Errors.Concat(calendar.Errors).Concat(city.Errors).Distinct()));
        }

        rules = new CaseRules(known, days, place);
    }
}
