namespace Hotline.Channels.Sms.Cmpp;

/// <summary>The operations spoken here (Command_Id). A response is its request with the top bit set.</summary>
internal enum CmppCommand : uint
{
    Connect = 0x00000001,
    Terminate = 0x00000002,
    Submit = 0x00000004,
    Deliver = 0x00000005,
    ActiveTest = 0x00000008,
    ConnectResp = 0x80000001,
    TerminateResp = 0x80000002,
    SubmitResp = 0x80000004,
    DeliverResp = 0x80000005,
    ActiveTestResp = 0x80000008,
}

/// <summary>One CMPP message. Byte arrays in it are never changed after construction.</summary>
internal abstract record CmppPdu
{
    /// <summary>Sequence_Id: pairs an answer with its request.</summary>
    public uint Sequence { get; init; }

    public abstract CmppCommand Command { get; }
}

/// <summary>CMPP_CONNECT: the sign-in.</summary>
internal sealed record CmppConnect : CmppPdu
{
    public required string SourceAddress { get; init; }

    /// <summary>MD5 of Source_Addr, nine zero octets, the secret and the ten digits of the timestamp.</summary>
    public required byte[] Authenticator { get; init; }

    /// <summary>0x20 or 0x30.</summary>
    public required byte Version { get; init; }

    /// <summary>MMDDHHMMSS as a number.</summary>
    public required uint Timestamp { get; init; }

    public override CmppCommand Command => CmppCommand.Connect;
}

/// <summary>CMPP_CONNECT_RESP.</summary>
internal sealed record CmppConnectResp : CmppPdu
{
    /// <summary>0 good, 1 structure, 2 source address, 3 authentication, 4 version too high, others.</summary>
    public required uint Status { get; init; }

    /// <summary>MD5 of the status, our authenticator and the secret.</summary>
    public required byte[] Authenticator { get; init; }

    public required byte Version { get; init; }

    public override CmppCommand Command => CmppCommand.ConnectResp;
}

/// <summary>CMPP_SUBMIT, to one receiver.</summary>
internal sealed record CmppSubmit : CmppPdu
{
    public ulong MessageId { get; init; }

    /// <summary>Pk_total, Pk_number: how many parts there are and which this is.</summary>
    public byte Total { get; init; } = 1;

    public byte Number { get; init; } = 1;

    /// <summary>Registered_Delivery: 1 asks for a report.</summary>
    public byte RegisteredDelivery { get; init; }

    public byte Level { get; init; }

    public string ServiceId { get; init; } = "";

    /// <summary>Fee_UserType 2: the enterprise pays.</summary>
    public byte FeeUserType { get; init; } = 2;

    public string FeeTerminal { get; init; } = "";

    public byte FeeTerminalType { get; init; }

    public byte ProtocolId { get; init; }

    /// <summary>TP_udhi: 1 where the content begins with a user data header.</summary>
    public byte HasHeader { get; init; }

    /// <summary>Msg_Fmt: 0 ASCII, 4 binary, 8 UCS-2, 15 GB.</summary>
    public byte Format { get; init; }

    public required string SourceEnterprise { get; init; }

    public string FeeType { get; init; } = "01";

    public string FeeCode { get; init; } = "0";

    public string ValidUntil { get; init; } = "";

    public string SendAt { get; init; } = "";

    /// <summary>Src_Id: our number with its extension code.</summary>
    public required string From { get; init; }

    public required string To { get; init; }

    public byte ToType { get; init; }

    public required byte[] Content { get; init; }

    public string Link { get; init; } = "";

    public override CmppCommand Command => CmppCommand.Submit;
}

/// <summary>CMPP_SUBMIT_RESP.</summary>
internal sealed record CmppSubmitResp : CmppPdu
{
    /// <summary>Msg_Id: the gateway's name of the message.</summary>
    public required ulong MessageId { get; init; }

    /// <summary>0 good, 8 too fast, others.</summary>
    public required uint Result { get; init; }

    public override CmppCommand Command => CmppCommand.SubmitResp;
}

/// <summary>CMPP_DELIVER: from a citizen, or a report.</summary>
internal sealed record CmppDeliver : CmppPdu
{
    public required ulong MessageId { get; init; }

    public required string To { get; init; }

    public string ServiceId { get; init; } = "";

    public byte ProtocolId { get; init; }

    public byte HasHeader { get; init; }

    public byte Format { get; init; }

    public required string From { get; init; }

    public byte FromType { get; init; }

    /// <summary>Registered_Delivery: 1 where it is a report.</summary>
    public byte IsReport { get; init; }

    public required byte[] Content { get; init; }

    public string Link { get; init; } = "";

    public override CmppCommand Command => CmppCommand.Deliver;
}

/// <summary>CMPP_DELIVER_RESP.</summary>
internal sealed record CmppDeliverResp : CmppPdu
{
    public required ulong MessageId { get; init; }

    public required uint Result { get; init; }

    public override CmppCommand Command => CmppCommand.DeliverResp;
}

/// <summary>A message that is its header alone, or nearly so: terminate, active test and their answers.</summary>
internal sealed record CmppSignal(CmppCommand Kind) : CmppPdu
{
    public override CmppCommand Command => Kind;
}

/// <summary>A status report, as the content of a CMPP_DELIVER says it: of which message, with which state.</summary>
/// <param name="MessageId">The id given on submission.</param>
/// <param name="State">Stat: DELIVRD, EXPIRED, UNDELIV, REJECTD …</param>
internal sealed record CmppReport(ulong MessageId, string State);
