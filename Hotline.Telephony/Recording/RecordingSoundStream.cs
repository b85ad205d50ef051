using System.Buffers.Binary;
using Hotline.Telephony.Media;
using Microsoft.Win32.SafeHandles;

namespace Hotline.Telephony.Recording;

/// <summary>A recording as a WAV of fixed length: the stored codes, or 16-bit samples made from them while reading. Seekable; what grows after the opening is not seen.</summary>
internal sealed class RecordingSoundStream : Stream
{
    private readonly SafeFileHandle _file;
    private readonly G711Law _law;
    private readonly byte[] _header;
    private readonly int _bytesPerCode;
    private readonly Watermark? _mark;
    private long _position;

    /// <param name="file">Disposed with the stream.</param>
    /// <param name="law">The law of the file.</param>
    /// <param name="frames">Frames to hand out.</param>
    /// <param name="format">How.</param>
    /// <param name="mark">What every sample of 16 bits is marked with.</param>
    public RecordingSoundStream(SafeFileHandle file, G711Law law, long frames, SoundFormat format, Watermark? mark = null)
    {
        (_file, _law, _mark) = (file, law, mark);
        if (format == SoundFormat.Stored)
        {
            _header = new byte[WavHeader.G711Length];
            WavHeader.WriteG711(_header, law, channels: 2, frames);
            _bytesPerCode = 1;
        }
        else
        {
            _header = new byte[WavHeader.Linear16Length];
            WavHeader.WriteLinear16(_header, channels: 2, frames);
            _bytesPerCode = 2;
        }

        Length = _header.Length + (frames * 2 * _bytesPerCode);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _position = value;
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Clamp(Length - _position, 0, buffer.Length)];
        if (buffer.IsEmpty)
        {
            return 0;
        }

        var count = _position < _header.Length
            ? ReadHeader(buffer)
            : _bytesPerCode == 1 ? RandomAccess.Read(_file, buffer, WavHeader.G711Length + _position - _header.Length) : ReadSamples(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Read(buffer.Span));
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        SeekOrigin.End => Length,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadHeader(Span<byte> buffer)
    {
        var rest = _header.AsSpan((int)_position);
        var count = Math.Min(rest.Length, buffer.Length);
        rest[..count].CopyTo(buffer);
        return count;
    }

    private int ReadSamples(Span<byte> buffer)
    {
        Span<byte> codes = stackalloc byte[4096];
        Span<byte> sample = stackalloc byte[2];
        var at = _position - _header.Length;

        // A read may begin and end in the middle of a sample.
        var wanted = (int)Math.Min(codes.Length, ((at & 1) + buffer.Length + 1) / 2);
        var read = RandomAccess.Read(_file, codes[..wanted], WavHeader.G711Length + (at / 2));
        var count = (int)Math.Min(buffer.Length, (read * 2) - (at & 1));
        var decoder = G711.Decoder(_law);
        for (var i = 0; i < count; i++)
        {
            var place = (int)(at & 1) + i;
            var value = decoder[codes[place / 2]];
            BinaryPrimitives.WriteInt16LittleEndian(sample, _mark?.On(value, ((at / 2) + (place / 2)) / 2) ?? value);
            buffer[i] = sample[place & 1];
        }

        return Math.Max(0, count);
    }
}
