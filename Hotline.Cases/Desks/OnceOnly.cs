using System.Security.Cryptography;
using System.Text.Json;
using Hotline.Cases.Storage;

namespace Hotline.Cases.Desks;

/// <summary>A client's key makes a repeat harmless: bound to the person, to the act and to all that was asked for.</summary>
/// <param name="actor">The person.</param>
/// <param name="key">The client's key.</param>
/// <param name="act">What is done, and with what.</param>
/// <param name="asked">All that was asked for.</param>
internal sealed class OnceOnly(Actor actor, string key, string act, object asked)
{
    private const int LongestKey = 100;
    private const string KeyField = "idempotencyKey";

    private readonly string digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(asked, asked.GetType())));

    /// <summary>What is answered without doing anything; null: it was not done before.</summary>
    /// <param name="database">The store.</param>
    /// <param name="again">The answer to a plain repeat.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ActResult<T>?> BeforeAsync<T>(HotlineDbContext database, Func<Task<T>> again, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > LongestKey)
        {
            return new ActResult<T>.Invalid(ActErrand.Error(KeyField, $"请求标识须为1到{LongestKey}个字符"));
        }

        return await database.HandledAsync(actor.Id, key, cancellationToken) is not { } handled ? null
            : handled.Act != act ? new ActResult<T>.Invalid(ActErrand.Error(KeyField, "这个请求标识已用于另一项操作"))
            : handled.Digest != digest ? new ActResult<T>.KeyUsed(handled.CaseNumber)
            : new ActResult<T>.Done(await again(), Repeated: true);
    }

    /// <summary>It is done now, with that case.</summary>
    public void Keep(HotlineDbContext database, string caseNumber, DateTimeOffset at) =>
        database.HandledKeys.Add(new HandledKey { ActorId = actor.Id, Key = key, Act = act, Digest = digest, CaseNumber = caseNumber, At = at });
}
