using Mnist.Engine.Data;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Standard output and standard error that are full, gone or closed.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [LinuxTheory]
    [InlineData("mnist --version >/dev/full", ExitCode.Failed)]
    [InlineData("mnist list --json >&-", ExitCode.Failed)]
    [InlineData("mnist check nope 2>/dev/full", ExitCode.Invalid)]
    [InlineData("mnist check nope 2>&-", ExitCode.Invalid)]
    [InlineData("mnist check eva6/1 >&- 2>&-", ExitCode.OverBudget)]
    public async Task A_lost_device_is_told_where_it_can_be_and_stops_nothing(string line, object exit)
    {
        using var process = MnistProcess.StartByShell(line);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal((ExitCode)exit, (ExitCode)process.ExitCode);
        Assert.Equal("", await output);
        Assert.DoesNotContain("unexpected", await error, StringComparison.Ordinal);
        Assert.Equal(line.Contains(" 2>", StringComparison.Ordinal), (await error).Length == 0);
    }

    [Fact]
    public void A_run_whose_log_is_lost_in_its_midst_comes_to_its_end()
    {
        IdxFiles.WriteSet(folder.Path);
        using var device = new StandardDevice(new SmallLog(bytes: 300));
        using var output = new StreamWriter(device);
        var runs = Path.Combine(folder.Path, "runs");
        var exit = Command.Run(
            around => around with { Output = output },
            "train", "eva6/2", "--max-params", "9000", "--epochs", "2",
            "--backend", "simd", "--threads", "1", "--data", Data(), "--out", runs).Exit;
        Assert.Contains(exit, new[] { ExitCode.Done, ExitCode.TargetMissed });
        Assert.Equal("no space", device.Loss);
        Assert.False(StoredRun.In(runs).Single().Record.Cancelled);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 4)]
    public void An_answer_that_did_not_arrive_is_not_done(int exit, int returned)
    {
        using var error = new StringWriter();
        Assert.Equal((ExitCode)exit, HostProcess.Delivered((ExitCode)exit, loss: null, error));
        Assert.Equal("", error.ToString());
        Assert.Equal((ExitCode)returned, HostProcess.Delivered((ExitCode)exit, "no space", error));
        Assert.Contains("no space", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>As many images as eva6/2 takes in a batch.</summary>
    private string Data()
    {
        folder.Write($"{DataFileRole.TrainingImages.Name()}.gz", IdxFiles.Gzip(IdxFiles.Images(128)));
        folder.Write($"{DataFileRole.TrainingLabels.Name()}.gz", IdxFiles.Gzip(IdxFiles.Labels(128)));
        return folder.Path;
    }

    /// <summary>A log on a disk that is soon full.</summary>
    private sealed class SmallLog(int bytes) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length + buffer.Length > bytes)
                throw new IOException("no space");
            base.Write(buffer);
        }
    }
}
