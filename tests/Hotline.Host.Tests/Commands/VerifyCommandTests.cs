using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hotline.Cases;
using Hotline.Host.Commands;
using Hotline.Telephony;
using Hotline.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotline.Host.Tests.Commands;

/// <summary>Recordings as files in the folder, with the real archive, and a clock moved by hand.</summary>
public sealed class VerifyCommandTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly ServiceProvider telephony;
    private readonly TestProduct product;
    private readonly ManualTimeProvider time = new(Start);

    public VerifyCommandTests()
    {
        telephony = new ServiceCollection()
            .AddHotlineTelephony(new TelephonyOptions { DataFolder = folder.Path, CallFlowFile = "", PromptFolders = [] })
            .BuildServiceProvider();
        product = new TestProduct
        {
            Folder = folder.Path,
            Time = time,
            Adjust = services => services.Replace(ServiceDescriptor.Singleton(_ => telephony.GetRequiredService<IRecordingArchive>())),
        };
    }

    public ValueTask InitializeAsync() => product.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await product.DisposeAsync();
        await telephony.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_recording_whose_file_is_gone_or_another_is_found()
    {
        Assert.Equal((0, "verify: 0 faults; every case history, every sealed row and 0 sealed recordings read\n"), await VerifyAsync());
        var (id, file) = await RecordAsync();
        Assert.Equal(0, (await VerifyAsync()).Code);

        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        Assert.Equal((1, "the file is not the one that was sealed"), await FaultAsync(id));

        File.Delete(file);
        Assert.Equal((1, "the file is gone"), await FaultAsync(id));
    }

    [Fact]
    public async Task A_packed_recording_is_read_by_both_its_seals_and_plays()
    {
        var archive = telephony.GetRequiredService<IRecordingArchive>();
        Assert.SkipUnless(archive.CanCompress, "flac is not installed: apt-get install flac");
        var (id, file) = await RecordAsync();
        var stored = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(1, await SweepAsync());

        var packed = Path.ChangeExtension(file, ".flac");
        Assert.Equal((false, true), (File.Exists(file), File.Exists(packed)));
        Assert.Equal(0, (await VerifyAsync()).Code);
        var sound = (await archive.OpenAsync(id, SoundFormat.Stored, TestContext.Current.CancellationToken))!;
        using var copy = new MemoryStream();
        await using (sound.Content)
        {
            await sound.Content.CopyToAsync(copy, TestContext.Current.CancellationToken);
        }

        Assert.Equal(stored, copy.ToArray());
        var bytes = await File.ReadAllBytesAsync(packed, TestContext.Current.CancellationToken);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(packed, bytes, TestContext.Current.CancellationToken);
        Assert.Equal((1, "the packed file is not the one that was sealed"), await FaultAsync(id));
    }

    [Fact]
    public async Task A_deleted_recording_has_its_certificate_and_must_not_come_back()
    {
        var (id, file) = await RecordAsync();
        var stored = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromDays(740));

        Assert.Equal(1, await SweepAsync());

        Assert.False(File.Exists(file));
        Assert.Equal(0, (await VerifyAsync()).Code);
        await File.WriteAllBytesAsync(file, stored, TestContext.Current.CancellationToken);
        Assert.Equal((1, "it is certified as deleted, and still there"), await FaultAsync(id));
    }

    [Fact]
    public async Task A_copy_that_turns_up_somewhere_names_who_took_it_out()
    {
        var (id, stored) = await RecordAsync();
        var custody = product.Services.GetRequiredService<IRecordingCustody>();
        var leader = new Actor { Id = Guid.NewGuid(), Name = "黄丽华", Roles = [Role.ShiftLeader] };
        var supervisor = new Actor { Id = Guid.NewGuid(), Name = "方卫东", Roles = [Role.Supervisor] };
        var asked = Assert.IsType<ActResult<Hotline.Cases.Views.RecordingExportView>.Done>(
            await custody.AskExportAsync(leader, id, "法院调取", TestContext.Current.CancellationToken)).View;
        await custody.DecideExportAsync(supervisor, asked.Id, approve: true, null, TestContext.Current.CancellationToken);
        var sound = (await telephony.GetRequiredService<IRecordingArchive>().OpenMarkedAsync(id, asked.Id, TestContext.Current.CancellationToken))!;
        var file = folder.File("copy.wav");
        await using (sound.Content)
        {
            await using var copy = File.Create(file);
            await sound.Content.CopyToAsync(copy, TestContext.Current.CancellationToken);
        }

        Assert.Equal(
            (0, $"{file}: recording {id}, export {asked.Id}, asked for by 黄丽华 (法院调取), approved by 方卫东, valid until 2026-03-05 08:00:00Z\n"),
            await VerifyAsync(file));
        Assert.Equal((1, $"{stored}: carries no mark\n"), await VerifyAsync(stored));
    }

    [Fact]
    public async Task All_recordings_are_read_of_busy_days_and_after_weeks_without_any()
    {
        const int ofTheDay = 610;
        await WithoutFileAsync(time.GetUtcNow());
        time.Advance(TimeSpan.FromDays(40));
        for (var call = 0; call < ofTheDay; call++)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            await WithoutFileAsync(time.GetUtcNow());
        }

        var (code, output) = await VerifyAsync();

        Assert.Equal(1, code);
        Assert.Equal(ofTheDay + 1, output.Split('\n').Where(line => line.EndsWith("the file is gone", StringComparison.Ordinal)).Distinct().Count());
        Assert.EndsWith($"verify: {ofTheDay + 1} faults; every case history, every sealed row and {ofTheDay + 1} sealed recordings read\n", output, StringComparison.Ordinal);

        // Sealed, as the row says, and without a file.
        Task WithoutFileAsync(DateTimeOffset at) => ReportAsync(CallId.At(at), at, new RecordingFacts
        {
            RecordingId = Guid.CreateVersion7(at),
            CallId = CallId.At(at),
            File = "gone.wav",
            StartedAt = at,
            Duration = TimeSpan.FromSeconds(1),
            TalkTime = TimeSpan.FromSeconds(1),
            Bytes = 1,
            Sha256 = new string('0', 64),
        });
    }

    private async Task<int> SweepAsync() => await product.Services.GetRequiredService<IRecordingCustody>().SweepAsync(TestContext.Current.CancellationToken);

    private async Task<(int Code, string Fault)> FaultAsync(Guid id)
    {
        var (code, output) = await VerifyAsync();
        var line = output.Split('\n')[0];
        Assert.StartsWith($"recording {id} (", line, StringComparison.Ordinal);
        return (code, line[(line.IndexOf("): ", StringComparison.Ordinal) + 3)..]);
    }

    private async Task<(int Code, string Output)> VerifyAsync(params string[] words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        var code = await CommandLine.RunAsync(["verify", .. words, "--data", product.DataFolder], output, errors);
        Assert.Empty(errors.ToString());
        return (code, output.ToString());
    }

    // A second of sound of the newest call, stored and sealed as telephony does.
    private async Task<(Guid Id, string File)> RecordAsync()
    {
        var at = time.GetUtcNow();
        var (id, call) = (Guid.CreateVersion7(at), CallId.At(at));
        var relative = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{at:yyyy'/'MM'/'dd}/{id:N}.wav");
        var file = Path.Combine(folder.Path, "recordings", relative);
        var wav = Wav();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllBytesAsync(file, wav, TestContext.Current.CancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(wav));
        await File.WriteAllTextAsync(Path.ChangeExtension(file, ".json"), JsonSerializer.Serialize(new
        {
            recordingId = id,
            callId = call.Value,
            file = relative,
            startedAt = at,
            duration = "00:00:01",
            talkTime = "00:00:01",
            gap = "00:00:00",
            late = "00:00:00",
            repaired = false,
            bytes = wav.Length,
            sha256 = hash,
        }), TestContext.Current.CancellationToken);
        await ReportAsync(call, at, new RecordingFacts
        {
            RecordingId = id,
            CallId = call,
            File = relative,
            StartedAt = at,
            Duration = TimeSpan.FromSeconds(1),
            TalkTime = TimeSpan.FromSeconds(1),
            Bytes = wav.Length,
            Sha256 = hash,
        });
        return (id, file);
    }

    private Task ReportAsync(CallId call, DateTimeOffset at, RecordingFacts facts) => product.ReportAsync(new CallEnded
    {
        At = at.AddSeconds(1),
        CallId = call,
        Caller = "13800000001",
        Called = "12345",
        ArrivedAt = at,
        AnsweredAt = at,
        AgentId = "8001",
        Ending = CallEnding.CallerHungUp,
        Recording = facts,
    });

    private static byte[] Wav()
    {
        const int frames = 8000;
        using var wav = new MemoryStream();
        using var writer = new BinaryWriter(wav, Encoding.ASCII);
        writer.Write("RIFF"u8);
        writer.Write((frames * 2) + 50);
        writer.Write("WAVEfmt "u8);
        writer.Write(18);
        writer.Write((short)6);
        writer.Write((short)2);
        writer.Write(8000);
        writer.Write(16000);
        writer.Write((short)2);
        writer.Write((short)8);
        writer.Write((short)0);
        writer.Write("fact"u8);
        writer.Write(4);
        writer.Write(frames);
        writer.Write("data"u8);
        writer.Write(frames * 2);
        for (var i = 0; i < frames * 2; i++)
        {
            writer.Write((byte)(i / 8));
        }

        writer.Flush();
        return wav.ToArray();
    }
}
