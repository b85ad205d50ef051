using System.Net;
using System.Net.Sockets;
using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Tests.Sip;

/// <summary>A bare UDP socket at an address of its own, that says what the test writes: 127.0.0.2 is nobody's phone and nobody's trunk.</summary>
internal sealed class Stranger : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint _hotline;
    private int _branch;

    public Stranger(IPEndPoint hotline, string address = "127.0.0.2")
    {
        _hotline = hotline;
        _socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
    }

    public IPEndPoint Address => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Sends a request with as little as the rules allow, and more header lines where given; each is a new one.</summary>
    public void Send(string method, string uri, string headers = "", string from = "13800138000", string? to = null, int maxForwards = 70)
    {
        var number = ++_branch;
        _socket.SendTo(
            Parsing.Messages.Bytes(
                $"{method} {uri} SIP/2.0\nVia: SIP/2.0/UDP {Address};rport;branch=z9hG4bK-{Address.Port}-{number}\nMax-Forwards: {maxForwards}\nFrom: <sip:{from}@h>;tag=f{number}\n"
                + $"To: <{to ?? uri}>\nCall-ID: {Address.Port}-{number}\nCSeq: {number} {method}\nContact: <sip:{from}@{Address}>\n{headers}{(headers.Length > 0 ? "\n" : "")}Content-Length: 0\n\n"),
            _hotline);
    }

    /// <summary>The final answer to the request sent last.</summary>
    public async Task<SipResponse> AnswerAsync()
    {
        var buffer = new byte[65_536];
        while (true)
        {
            var length = await _socket.ReceiveAsync(buffer, Deadline.Token());
            if (Parsing.Messages.Parse(buffer[..length]) is SipResponse { IsProvisional: false } answer && answer.CSeq.Number == _branch)
            {
                return answer;
            }
        }
    }

    /// <summary>Nothing has come. Ask it after somebody else was answered: datagrams are read in the order they came.</summary>
    public bool HearsNothing => !_socket.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead);

    /// <summary>Sends, and gives the status of the final answer.</summary>
    public async Task<int> AskAsync(string method, string uri, string headers = "", string from = "13800138000", string? to = null, int maxForwards = 70)
    {
        Send(method, uri, headers, from, to, maxForwards);
        return (await AnswerAsync()).Status;
    }

    /// <summary>Registers with a password, as a phone does: asked first, then answering the challenge. Gives the status of the last answer.</summary>
    public async Task<int> RegisterAsync(string user, string password, string? to = null, string contact = "")
    {
        var uri = new SipUri { Scheme = SipUri.Sip, HostPort = HostPort.Of(_hotline) };
        Send("REGISTER", uri.ToString(), contact, user, $"sip:{to ?? user}@h");
        var answer = DigestChallenge.Of(await AnswerAsync())!.Answer(user, password, SipMethod.Register, uri);
        return await AskAsync("REGISTER", uri.ToString(), $"Authorization: {answer}{(contact.Length > 0 ? "\n" + contact : "")}", user, $"sip:{to ?? user}@h");
    }

    public void Dispose() => _socket.Dispose();
}
