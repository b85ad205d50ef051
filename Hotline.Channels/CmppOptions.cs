namespace Hotline.Channels;

/// <summary>Versions of China Mobile's gateway protocol.</summary>
public enum CmppVersion
{
    /// <summary>CMPP 2.0.</summary>
    V20,

    /// <summary>CMPP 3.0.</summary>
    V30,
}

/// <summary>One provider that speaks CMPP 2.0 or 3.0 (中国移动互联网短信网关接口协议).</summary>
public sealed record CmppOptions : LinkedSmsOptions
{
    /// <summary>TCP port. Default 7890, the protocol's own.</summary>
    public override int Port { get; init; } = 7890;

    /// <summary>Requests under way at once. Default 16, the protocol's own.</summary>
    public override int Window { get; init; } = 16;

    /// <summary>Source_Addr: our enterprise code at the gateway, six digits.</summary>
    public required string EnterpriseCode { get; init; }

    /// <summary>The shared secret.</summary>
    public required string Secret { get; init; }

    /// <summary>Service_Id, at most 10 characters. Default empty.</summary>
    public string ServiceId { get; init; } = "";

    /// <summary>The version spoken. Default 2.0.</summary>
    public CmppVersion Version { get; init; }

    /// <summary>A quiet link is tested this often (CMPP_ACTIVE_TEST). Default 3 min, the protocol's own.</summary>
    public TimeSpan ActiveTestInterval { get; init; } = TimeSpan.FromMinutes(3);

    internal override (string Setting, TimeSpan Every) LinkTest => (nameof(ActiveTestInterval), ActiveTestInterval);

    internal override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
        {
            yield return error;
        }

        if (EnterpriseCode.Length != 6 || !IsAscii(EnterpriseCode, 6))
        {
            yield return $"{Key(nameof(EnterpriseCode))}: 6 ASCII characters are expected (Source_Addr)";
        }

        if (!IsAscii(Secret, 64))
        {
            yield return $"{Key(nameof(Secret))}: at most 64 ASCII characters are expected";
        }

        if (!IsAscii(ServiceId, 10))
        {
            yield return $"{Key(nameof(ServiceId))}: at most 10 ASCII characters are expected";
        }
    }
}
