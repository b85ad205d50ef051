using System.Runtime.InteropServices;

namespace Hotline.Channels.Sms;

/// <summary>Where a part of a long text belongs.</summary>
/// <param name="Reference">Same for all parts.</param>
/// <param name="Total">How many there are, 2 to 255.</param>
/// <param name="Number">Which this is, 1 to <paramref name="Total"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SmsFragment(int Reference, int Total, int Number)
{
    /// <summary>
    /// Takes the user data header off (3GPP TS 23.040 §9.2.3.24). Tells the place in a long text where an element of concatenation, with
    /// an 8-bit (§9.2.3.24.1) or a 16-bit reference (§9.2.3.24.8), says so. A header that reaches past the end is no header.
    /// </summary>
    internal static (SmsFragment? Fragment, int TextOffset) ReadHeader(ReadOnlySpan<byte> userData)
    {
        if (userData.Length == 0 || userData[0] + 1 > userData.Length)
        {
            return (null, 0);
        }

        var end = userData[0] + 1;
        SmsFragment? fragment = null;
        var offset = 1;
        while (offset + 2 <= end && offset + 2 + userData[offset + 1] <= end)
        {
            var element = userData.Slice(offset + 2, userData[offset + 1]);
            fragment ??= (userData[offset], element.Length) switch
            {
                (0x00, 3) => Of(element[0], element[1], element[2]),
                (0x08, 4) => Of((element[0] << 8) | element[1], element[2], element[3]),
                _ => null,
            };
            offset += 2 + element.Length;
        }

        return (fragment, end);
    }

    /// <summary>Null unless the numbers make sense; a long text of one part is a plain one.</summary>
    internal static SmsFragment? Of(int reference, int total, int number) =>
        total > 1 && number >= 1 && number <= total ? new SmsFragment(reference, total, number) : null;
}
