namespace Hotline.Cases.Contacts;

/// <summary>Addresses of every door, made comparable.</summary>
internal static class ContactAddress
{
    /// <summary>
    /// Phone numbers as <see cref="PhoneNumber.Key"/>, so that calls, short messages and visits of one number meet; others with their door before them.
    /// The local part of an e-mail address is compared without case, as every large provider does.
    /// </summary>
    public static string Key(Medium medium, string address) => medium switch
    {
        Medium.Phone or Medium.Sms or Medium.Counter or Medium.Patrol => PhoneNumber.Key(address),
        Medium.Wechat => $"wechat:{address}",
        Medium.Email => $"email:{address.Trim().ToLowerInvariant()}",
        Medium.Web => $"web:{address}",

        // Not that telephone's: nobody verified it.
        Medium.WebCall => address.Length == 0 ? "" : $"web-call:{PhoneNumber.Key(address)}",
        Medium.Open311 => $"open311:{address}",
        Medium.Platform => $"platform:{address}",
        Medium.WorkGroup or Medium.Oa => $"group:{address}",
    };

    /// <summary>Whether an address is a phone number.</summary>
    public static bool IsPhone(Medium medium) => medium is Medium.Phone or Medium.Sms or Medium.Counter or Medium.Patrol;

    /// <summary>The address for those who need to tell two apart but not to write.</summary>
    public static string Mask(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at ? $"{address[0]}***{address[at..]}" : PhoneNumber.Mask(address);
}
