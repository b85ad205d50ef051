namespace Hotline.Cases.Casework;

/// <summary>Requests whose deciders are gone: an account disabled, a unit handed to another installation.</summary>
internal static class PassingOn
{
    /// <summary>Each goes to the first above who can decide, and there on as if it had been asked there.</summary>
    /// <returns>How many went on.</returns>
    public static int Do(Case concerned, Occasion occasion)
    {
        var passed = concerned.Requests.Where(request => request.PassOn(concerned, occasion)).ToList();
        if (passed.Exists(request => request is { Kind: UnitRequestKind.Return, ApproverUnitId: null }))
        {
            Adjudicating.AfterReturn(concerned, occasion);
        }

        return passed.Count;
    }
}
