using Hotline.Cases;

namespace Hotline.Host.Api;

/// <summary>Puts what a desk says of an act into HTTP.</summary>
internal static class ActAnswers
{
    /// <summary>The answer to an act on something that exists.</summary>
    public static IResult ToAnswer<T>(this ActResult<T> result) => result.ToAnswer(done => TypedResults.Ok(done.View));

    /// <summary>The answer to an act, with its own way of saying that it is done.</summary>
    public static IResult ToAnswer<T>(this ActResult<T> result, Func<ActResult<T>.Done, IResult> done) => result switch
    {
        ActResult<T>.Done it => done(it),
        ActResult<T>.Invalid it => Problems.Invalid(it.Errors, it.Clause),
        ActResult<T>.NotAllowed it => Problems.Of(
            it.Code == "no-right" ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict,
            it.Code,
            it.Reason,
            ("clause", it.Clause),
            ("acts", it.Supervision is { } supervision ? supervision : it.Allowed)),
        ActResult<T>.Changed it => Problems.Of(
            StatusCodes.Status409Conflict,
            "changed-meanwhile",
            "The case changed since it was read.",
            ("version", it.Version),
            ("since", it.Since)),
        ActResult<T>.KeyUsed it => Problems.Of(
            StatusCodes.Status409Conflict,
            "key-used",
            "This Idempotency-Key was sent before with another body, and that was done.",
            ("caseNumber", it.CaseNumber)),
        ActResult<T>.NotFound => Problems.NotFound("thing"),
        _ => throw new InvalidOperationException($"An act ended as {result.GetType().Name}, which has no answer."),
    };
}
