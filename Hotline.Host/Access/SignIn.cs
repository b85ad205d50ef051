using System.Net;
using Hotline.Cases;
using Microsoft.AspNetCore.Identity;

namespace Hotline.Host.Access;

/// <summary>What an attempt to sign in led to: an account, which may be disabled, a wait, or neither.</summary>
internal readonly record struct SignInAnswer(StaffAccount? Account, TimeSpan Wait);

/// <summary>Checks names and passwords. An unknown name costs as much time as a wrong password.</summary>
internal sealed class SignIn(StaffRegister staff, SignInGuard guard, IPasswordHasher<StaffAccount> hasher)
{
    /// <summary>Longest name and password looked at; stops a large body from being hashed.</summary>
    private const int LongestInput = 128;

    private readonly string nobodysHash = hasher.HashPassword(null!, Guid.NewGuid().ToString());

    /// <summary>Checks a name and a password typed at an address.</summary>
    public SignInAnswer Check(string userName, string password, IPAddress address)
    {
        if (userName.Length > LongestInput || password.Length > LongestInput)
        {
            return default;
        }

        if (guard.Begin(userName, address) is { Ticks: > 0 } wait)
        {
            return new SignInAnswer(null, wait);
        }

        var account = staff.ByUserName(userName);
        var verdict = hasher.VerifyHashedPassword(null!, account?.PasswordHash ?? nobodysHash, password);
        if (account is null || verdict == PasswordVerificationResult.Failed)
        {
            return default;
        }

        if (account.Disabled is not null)
        {
            return new SignInAnswer(account, TimeSpan.Zero);
        }

        guard.Succeeded(userName, address);
        return new SignInAnswer(account, TimeSpan.Zero);
    }
}
