namespace Hotline.Telephony.Tests.Sip;

/// <summary>How long a test waits for what must happen: generous, since a busy machine is no defect.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static CancellationToken Token() => new CancellationTokenSource(Patience).Token;

    public static Task<T> InTime<T>(this Task<T> task) => task.WaitAsync(Patience);

    public static Task InTime(this Task task) => task.WaitAsync(Patience);

    /// <summary>Waits until the condition holds; fails with <paramref name="what"/> where it does not in time.</summary>
    public static Task Until(Func<bool> condition, string what) => Until(condition, () => what);

    public static async Task Until(Func<bool> condition, Func<string> what)
    {
        var token = Token();
        while (!condition())
        {
            Assert.False(token.IsCancellationRequested, token.IsCancellationRequested ? what() : "");
            await Task.Delay(5, CancellationToken.None);
        }
    }
}
