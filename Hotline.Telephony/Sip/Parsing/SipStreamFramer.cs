using Hotline.Telephony.Sip.Messages;

namespace Hotline.Telephony.Sip.Parsing;

/// <summary>What the framer found.</summary>
internal enum Frame
{
    /// <summary>Nothing whole yet.</summary>
    NeedMore,

    /// <summary>A message.</summary>
    Message,

    /// <summary>CR LF CR LF between messages: the peer asks whether we live; the answer is CR LF (RFC 5626 §4.4.1).</summary>
    Ping,

    /// <summary>The stream cannot be read on; it has to be closed.</summary>
    Broken,
}

/// <summary>Cuts a byte stream into messages by Content-Length (RFC 3261 §18.3). Looks at every byte once, however small the pieces come.</summary>
internal sealed class SipStreamFramer(SipLimits limits)
{
    private byte[] _buffer = new byte[2048];
    private int _start;
    private int _end;
    private int _scanned;
    private int _messageLength;

    /// <summary>Bytes of a message not yet whole.</summary>
    public int Pending => _end - _start;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_buffer.Length - _end < bytes.Length)
        {
            MakeRoom(bytes.Length);
        }

        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes the next message. Call until it needs more.</summary>
    public Frame TryTake(out byte[] message, out SipRejection? rejection)
    {
        message = [];
        rejection = null;
        if (_messageLength == 0)
        {
            var leading = SkipEmptyLines();
            if (leading is not Frame.Message)
            {
                rejection = leading is Frame.Broken ? new SipRejection("line end that is not CR LF", 1) : null;
                return leading;
            }

            var headerEnd = FindHeaderEnd();
            if (headerEnd < 0)
            {
                if (Pending > limits.MaxHeaderBytes)
                {
                    rejection = new SipRejection("headers too large", limits.MaxHeaderBytes, SipStatus.MessageTooLarge);
                    return Frame.Broken;
                }

                return Frame.NeedMore;
            }

            rejection = MeasureBody(headerEnd);
            if (rejection is not null)
            {
                return Frame.Broken;
            }
        }

        if (Pending < _messageLength)
        {
            return Frame.NeedMore;
        }

        message = _buffer.AsSpan(_start, _messageLength).ToArray();
        Skip(_messageLength);
        _messageLength = 0;
        return Frame.Message;
    }

    private Frame SkipEmptyLines()
    {
        while (Pending > 0 && _buffer[_start] == (byte)'\r')
        {
            var found = _buffer.AsSpan(_start, Math.Min(Pending, 4));
            if (found.SequenceEqual("\r\n\r\n"u8))
            {
                Skip(4);
                return Frame.Ping;
            }

            // One CR LF may be half of a ping: wait for what follows before it is skipped
            if ("\r\n\r\n"u8.StartsWith(found))
            {
                return Frame.NeedMore;
            }

            if (!found.StartsWith("\r\n"u8))
            {
                return Frame.Broken;
            }

            Skip(2);
        }

        return Pending == 0 ? Frame.NeedMore : Frame.Message;
    }

    private void Skip(int count)
    {
        _start += count;
        _scanned = _start;
    }

    private int FindHeaderEnd()
    {
        var from = Math.Max(_start, _scanned - 3);
        var index = _buffer.AsSpan(from, _end - from).IndexOf("\r\n\r\n"u8);
        _scanned = _end;
        return index < 0 ? -1 : from + index + 4;
    }

    private SipRejection? MeasureBody(int headerEnd)
    {
        if (headerEnd - _start > limits.MaxHeaderBytes)
        {
            return new SipRejection("headers too large", limits.MaxHeaderBytes, SipStatus.MessageTooLarge);
        }

        var block = _buffer.AsMemory(_start, headerEnd - _start);
        var headers = new SipHeaders();
        var firstLine = block.Span.IndexOf("\r\n"u8) + 2;
        var method = SipParser.MethodOf(block.Span[..firstLine]);

        // The sender is told before the stream is closed (RFC 4475 §3.1.2.3)
        SipRejection? Refuse(SipRejection fault) => method.Length == 0 ? fault : fault with { Method = method, Headers = headers };
        if (SipHeaderReader.Read(block, firstLine, limits, headers, out _) is { } fault)
        {
            return Refuse(fault);
        }

        // Without a trustworthy length the next message's start is unknown (RFC 3261 §18.3)
        if (headers.CountOf(HeaderName.ContentLength) != 1 || headers.Number(HeaderName.ContentLength) is not { } length)
        {
            return Refuse(new SipRejection("no legible Content-Length on a stream", firstLine));
        }

        if (length > limits.MaxMessageBytes - block.Length)
        {
            return Refuse(new SipRejection("message too large", block.Length, SipStatus.MessageTooLarge));
        }

        _messageLength = block.Length + (int)length;
        return null;
    }

    private void MakeRoom(int needed)
    {
        var pending = Pending;
        var target = _buffer.Length - pending >= needed ? _buffer : new byte[Math.Max(_buffer.Length * 2, pending + needed)];
        _buffer.AsSpan(_start, pending).CopyTo(target);
        _scanned -= _start;
        _buffer = target;
        _start = 0;
        _end = pending;
    }
}
