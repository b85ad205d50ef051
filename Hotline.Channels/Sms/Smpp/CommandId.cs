namespace Hotline.Channels.Sms.Smpp;

/// <summary>The operations spoken here (SMPP 3.4 §5.1.2.1). A response is its request with <see cref="ResponseBit"/>.</summary>
internal enum CommandId : uint
{
    GenericNack = 0x80000000,
    BindReceiver = 0x00000001,
    BindReceiverResp = 0x80000001,
    BindTransmitter = 0x00000002,
    BindTransmitterResp = 0x80000002,
    SubmitSm = 0x00000004,
    SubmitSmResp = 0x80000004,
    DeliverSm = 0x00000005,
    DeliverSmResp = 0x80000005,
    Unbind = 0x00000006,
    UnbindResp = 0x80000006,
    BindTransceiver = 0x00000009,
    BindTransceiverResp = 0x80000009,
    EnquireLink = 0x00000015,
    EnquireLinkResp = 0x80000015,
    ResponseBit = GenericNack,
}

/// <summary>What an answer says (SMPP 3.4 §5.1.3), under its official name so that it can be looked up; others pass through as numbers.</summary>
internal enum CommandStatus : uint
{
    ESME_ROK = 0x00,
    ESME_RINVMSGLEN = 0x01,
    ESME_RINVCMDLEN = 0x02,
    ESME_RINVCMDID = 0x03,
    ESME_RINVBNDSTS = 0x04,
    ESME_RALYBND = 0x05,
    ESME_RSYSERR = 0x08,
    ESME_RINVSRCADR = 0x0A,
    ESME_RINVDSTADR = 0x0B,
    ESME_RBINDFAIL = 0x0D,
    ESME_RINVPASWD = 0x0E,
    ESME_RINVSYSID = 0x0F,
    ESME_RMSGQFUL = 0x14,
    ESME_RINVSERTYP = 0x15,
    ESME_RINVESMCLASS = 0x43,
    ESME_RSUBMITFAIL = 0x45,
    ESME_RINVSRCTON = 0x48,
    ESME_RINVSRCNPI = 0x49,
    ESME_RINVDSTTON = 0x50,
    ESME_RINVDSTNPI = 0x51,
    ESME_RINVSYSTYP = 0x53,
    ESME_RTHROTTLED = 0x58,
    ESME_RINVEXPIRY = 0x62,
    ESME_RX_T_APPN = 0x64,
    ESME_RX_P_APPN = 0x65,
    ESME_RX_R_APPN = 0x66,
    ESME_RINVOPTPARSTREAM = 0xC0,
    ESME_RINVPARLEN = 0xC2,
    ESME_RINVOPTPARAMVAL = 0xC4,
    ESME_RDELIVERYFAILURE = 0xFE,
}

/// <summary>Optional parameters read or written here (SMPP 3.4 §5.3.2).</summary>
internal static class OptionTag
{
    internal const ushort ReceiptedMessageId = 0x001E;
    internal const ushort UserMessageReference = 0x0204;
    internal const ushort SarMessageReference = 0x020C;
    internal const ushort SarTotalSegments = 0x020E;
    internal const ushort SarSegmentNumber = 0x020F;
    internal const ushort ScInterfaceVersion = 0x0210;
    internal const ushort MessagePayload = 0x0424;
    internal const ushort MessageState = 0x0427;
}
