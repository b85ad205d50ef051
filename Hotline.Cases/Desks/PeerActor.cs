using System.Security.Cryptography;
using System.Text;
using Hotline.Cases.Exchange;
using Hotline.Cases.Policies;

namespace Hotline.Cases.Desks;

/// <summary>Another platform as somebody who acts here.</summary>
internal static class PeerActor
{
    private const int LongestName = 50;

    /// <summary>As the unit that it is: what its people did there, with its leaders' word.</summary>
    public static Actor Below(ExchangePeer peer, ExchangeLink link, string? by) =>
        new() { Id = IdOf(peer), Name = Name(peer, by), Roles = [Role.Handler, Role.UnitLeader], UnitId = link.UnitId };

    /// <summary>As the platform above.</summary>
    public static Actor Above(ExchangePeer peer, string? by) => new() { Id = IdOf(peer), Name = Name(peer, by), Roles = [] };

    private static string Name(ExchangePeer peer, string? by) => string.IsNullOrWhiteSpace(by) ? peer.Title : $"{LetterBody.Cut(by.Trim(), LongestName)}（{peer.Title}）";

    /// <summary>The same platform, the same author of history, on every machine.</summary>
    private static Guid IdOf(ExchangePeer peer) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"exchange/{peer.Name}"))[..16]);
}

/// <summary>Why a letter is not applied; the other side is told.</summary>
/// <param name="Reason">For people.</param>
/// <param name="Clause">The clause that decides.</param>
internal sealed record LetterRefusal(string Reason, string? Clause = null);
