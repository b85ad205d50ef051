using System.Text;

namespace Hotline.Telephony.Sip.Messages;

/// <summary>The methods we know by name; others are legal tokens too (RFC 3261 §7.1). Methods compare with case.</summary>
internal static class SipMethod
{
    public const string Invite = "INVITE";
    public const string Ack = "ACK";
    public const string Bye = "BYE";
    public const string Cancel = "CANCEL";
    public const string Register = "REGISTER";
    public const string Options = "OPTIONS";
    public const string Info = "INFO";
    public const string Update = "UPDATE";
    public const string Refer = "REFER";
    public const string Notify = "NOTIFY";
    public const string Prack = "PRACK";

    private static readonly string[] Known = [Invite, Ack, Bye, Cancel, Register, Options, Info, Update, Refer, Notify, Prack];

    /// <summary>The method's name without making a new string for a known one.</summary>
    public static string NameOf(ReadOnlySpan<byte> token)
    {
        foreach (var known in Known)
        {
            if (Ascii.Equals(token, known))
            {
                return known;
            }
        }

        return Encoding.ASCII.GetString(token);
    }
}
