using System.Text;
using System.Text.Json;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Host.Commands;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Run directories on disks that are full, read-only or gone.</summary>
public sealed class HostileFolderTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.WithoutNormalization(),
        new() { Epochs = 3, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
        new());

    private readonly TemporaryFolder folder = new();

    public HostileFolderTests() => IdxFiles.WriteSet(folder.Path);

    public void Dispose() => folder.Dispose();

    /// <summary>The run itself is not lost: its result is printed, and what could not be kept is told.</summary>
    [SmallDiskFact]
    public void A_full_disk_is_told_and_the_run_comes_to_its_end()
    {
        using var disk = new SmallDisk(kilobytes: 24);
        var seen = Command.Run([.. Train, "--out", disk.Path, "--json"]);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("No space left on device", seen.Error, StringComparison.Ordinal);
        Assert.Equal(3, JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("epochs").GetArrayLength());
        Assert.DoesNotContain(Files(disk.Path), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [SmallDiskFact]
    public void A_disk_that_was_full_before_is_told_before_anything_is_trained()
    {
        using var disk = new SmallDisk(kilobytes: 100);
        Fill(Path.Combine(disk.Path, "full"));
        var seen = Command.Run([.. Train, "--out", disk.Path]);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("No space left on device", seen.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("1/3", seen.Output, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public void A_disk_that_fills_up_loses_no_earlier_checkpoint()
    {
        using var disk = new SmallDisk(kilobytes: 400);
        var path = Path.Combine(disk.Path, "full");
        var seen = Watched("1/3", () => Fill(path), "--out", disk.Path);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        File.Delete(path);
        var run = Directory.GetDirectories(disk.Path).Single();
        Assert.Equal(ExitCode.Done, Command.Run("train", "--resume", run, "--data", folder.Path).Exit);
        Assert.Equal(ExitCode.Done, Command.Run("verify", run, "--data", folder.Path).Exit);
    }

    [SmallDiskFact]
    public void A_disk_that_is_read_only_is_told()
    {
        using var disk = new SmallDisk(kilobytes: 400);
        var run = JsonSerializer
            .Deserialize<JsonElement>(Command.Run([.. Train, "--out", disk.Path, "--json"]).Output)
            .GetProperty("runDirectory")
            .GetString()!;
        disk.MakeReadOnly();
        foreach (var seen in new[]
        {
            Command.Run([.. Train, "--out", disk.Path]),
            Command.Run("train", "--resume", run, "--data", folder.Path),
        })
        {
            Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
            Assert.Contains("Read-only file system", seen.Error, StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Done, Command.Run("verify", run, "--data", folder.Path).Exit); // reading is all that it needs
    }

    [Fact]
    public void A_folder_that_vanishes_is_told_and_the_run_comes_to_its_end()
    {
        var runs = Path.Combine(folder.Path, "runs");
        var seen = Watched("1/3", () => Directory.Delete(runs, recursive: true), "--out", runs);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("cannot be written to", seen.Error, StringComparison.Ordinal);
        Assert.Contains("3/3", seen.Error, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("runDirectory").ValueKind);
    }

    [Fact]
    public void A_run_whose_folder_vanished_is_not_said_to_be_kept()
    {
        var runs = Path.Combine(folder.Path, "runs");
        using var output = new ActAt("1/3", () => Directory.Delete(runs, recursive: true));
        var exit = HostProcess.Guarded([.. Train, "--out", runs], new() { Output = output, Error = TextWriter.Null });
        Assert.Equal(ExitCode.NoRunDirectory, exit);
        Assert.Contains("Nothing of the run is kept", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Kept in", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("--resume", output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The version is behind the checksum: what carries another one was written so.</summary>
    [Fact]
    public void A_checkpoint_of_another_version_is_refused_and_kept()
    {
        var (runs, run) = (Path.Combine(folder.Path, "runs"), Path.Combine(folder.Path, "copy"));
        Watched("3/3", () => Copy(Directory.GetDirectories(runs).Single(), run), "--out", runs);
        var newest = Directory.GetFiles(run, "checkpoint-*").Order(StringComparer.Ordinal).Last();
        var body = File.ReadAllBytes(newest)[..^32];
        body[8] = 77;
        byte[] changed = [.. body, .. System.Security.Cryptography.SHA256.HashData(body)];
        File.WriteAllBytes(newest, changed);
        var seen = Command.Run("train", "--resume", run, "--data", folder.Path);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("written in version 77 of the format", seen.Error, StringComparison.Ordinal);
        Assert.Equal(changed, File.ReadAllBytes(newest));
    }

    private string[] Train =>
        ["train", folder.Write("plan.json", Encoding.UTF8.GetBytes(PlanText.Write(Tiny))), "--backend", "simd", "--data", folder.Path];

    private static IEnumerable<string> Files(string path) => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);

    private static void Fill(string path)
    {
        try
        {
            using var file = File.Create(path);
            for (var i = 0; i < 1 << 12; i++)
            {
                file.Write(new byte[256]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // That is what it is for.
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => Path.GetFileName(file) != "lock"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private Seen Watched(string line, Action act, params string[] options)
    {
        using var output = new StringWriter();
        using var error = new ActAt(line, act);
        var exit = HostProcess.Guarded([.. Train, "--json", .. options], new() { Output = output, Error = error });
        return new(exit, output.ToString(), error.ToString());
    }
}
