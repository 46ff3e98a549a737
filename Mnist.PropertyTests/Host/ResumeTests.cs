using System.Text;
using System.Text.Json;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Files;
using Mnist.Engine.Runs;
using Mnist.Host.Commands;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary><c>train --resume</c> on runs of three epochs of three steps.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.Of(),
        new() { Epochs = 3, BatchSize = 4, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
        new());

    private readonly TemporaryFolder folder = new();

    public ResumeTests() => IdxFiles.WriteSet(folder.Path);

    private string Runs => Path.Combine(folder.Path, "runs");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_cancelled_run_goes_on_to_the_bits_of_a_run_in_one_go()
    {
        var whole = Json(Command.Run([.. Train, "--json"]));
        var stopped = Json(Cancelled());
        var run = stopped.GetProperty("runDirectory").GetString()!;
        var resumed = Resume(run, "--json", "--threads", "1");
        Assert.Equal(ExitCode.Done, resumed.Exit);
        Assert.Equal(Figures(whole), Figures(Json(resumed)), StringComparer.Ordinal);
        Assert.Equal("events lock metrics.csv model.safetensors plan.json record.json report.html", Files(run));
        Assert.Equal(4, File.ReadLines(Path.Combine(run, "metrics.csv")).Count());
    }

    [Fact]
    public void A_killed_run_goes_on_whatever_it_left()
    {
        var whole = Json(Command.Run([.. Train, "--json"]));
        var run = Killed();
        File.AppendAllText(Path.Combine(run, "metrics.csv"), "1,half a li");
        File.WriteAllText(Path.Combine(run, "record.json.0123456789abcdef0123456789abcdef.tmp"), "{");
        var resumed = Json(Resume(run, "--json"));
        Assert.Equal(Figures(whole), Figures(resumed), StringComparer.Ordinal);
        Assert.Equal("events lock metrics.csv model.safetensors plan.json record.json report.html", Files(run));
        Assert.Equal(
            ["epoch", "1", "2", "3"],
            File.ReadLines(Path.Combine(run, "metrics.csv")).Select(line => line.Split(',')[0]),
            StringComparer.Ordinal);
    }

    [Fact]
    public void A_damaged_checkpoint_gives_way_to_the_one_before()
    {
        var whole = Json(Command.Run([.. Train, "--json"]));
        var run = Killed();
        var checkpoints = Directory.GetFiles(run, "checkpoint-*").Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2, checkpoints.Length);
        Damage(checkpoints[1]);
        var resumed = Resume(run, "--json");
        Assert.Contains($"{checkpoints[1]}: is damaged.", resumed.Error, StringComparison.Ordinal);
        Assert.Contains(
            "Resumes from the checkpoint before, in epoch 2, with 0 of its 3 steps done.",
            resumed.Error,
            StringComparison.Ordinal);
        Assert.Equal(Figures(whole), Figures(Json(resumed)), StringComparer.Ordinal);
    }

    [Fact]
    public void Where_all_are_damaged_it_starts_from_the_beginning()
    {
        var whole = Json(Command.Run([.. Train, "--json"]));
        var run = Killed();
        foreach (var checkpoint in Directory.GetFiles(run, "checkpoint-*"))
            Damage(checkpoint);
        var resumed = Resume(run, "--json");
        Assert.Contains("No checkpoint can be used: starts from the beginning.", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(Figures(whole), Figures(Json(resumed)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_finished_run_says_so_and_is_left_alone()
    {
        var run = Json(Command.Run([.. Train, "--json"])).GetProperty("runDirectory").GetString()!;
        var before = File.ReadAllText(Path.Combine(run, "record.json"));
        var seen = Resume(run);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.StartsWith("This run has finished", seen.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(run, "record.json")));
    }

    [Fact]
    public void Other_data_is_refused()
    {
        var run = Killed();
        IdxFiles.WriteSet(folder.Path, seed: 5);
        var seen = Resume(run);
        Assert.Equal(ExitCode.NoData, seen.Exit);
        Assert.Contains("This is not the data of the run", seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_that_is_not_where_it_was_has_to_be_named()
    {
        var run = Killed();
        IdxFiles.MoveAway(folder.Path);
        var seen = Command.Run("train", "--resume", run);
        Assert.Equal(ExitCode.NoData, seen.Exit);
        Assert.Contains("name its folder with --data", seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_somebody_works_on_is_in_use()
    {
        var run = Killed();
        using var held = RunDirectory.Open(DiskFiles.Instance, run).OrThrow();
        var seen = Resume(run);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("another process is working on this run", seen.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--seed", "2")]
    [InlineData("--epochs", "3")]
    [InlineData("--backend", "simd")]
    [InlineData("eva6/1")]
    public void What_a_run_has_of_its_own_cannot_be_asked_for(params string[] asked)
    {
        var seen = Command.Run(["train", "--resume", "nowhere", .. asked]);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("--resume", seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_run_is_told()
    {
        var seen = Command.Run("train", "--resume", folder.Path);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("plan.json", seen.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder.Path, "lock")));
    }

    private string[] Train =>
        [
            "train",
            folder.Write("plan.json", Encoding.UTF8.GetBytes(PlanText.Write(Tiny))),
            "--backend",
            "simd",
            "--data",
            folder.Path,
            "--out",
            Runs,
        ];

    /// <summary>Names of all files; an event file's ends in the second that the run began in.</summary>
    private static string Files(string run) =>
        string.Join(' ', Directory.GetFiles(run).Select(f => Path.GetFileName(f).Split(".out.tfevents.")[0]).Order(StringComparer.Ordinal));

    private static void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 16;
        File.WriteAllBytes(file, bytes);
    }

    private static JsonElement Json(Seen seen) => JsonSerializer.Deserialize<JsonElement>(seen.Output);

    /// <summary>What does not depend on time.</summary>
    private static IEnumerable<string> Figures(JsonElement run) =>
    [
        run.GetProperty("weightsHash").GetString()!,
        .. run.GetProperty("epochs").EnumerateArray().Select(epoch => string.Join(
            ' ', epoch.EnumerateObject().Where(m => m.Name is not ("seconds" or "imagesPerSecond")).Select(m => m.Value.GetRawText()))),
    ];

    private Seen Resume(string run, params string[] options) => Command.Run(["train", "--resume", run, "--data", folder.Path, .. options]);

    /// <summary>A run that was cancelled as soon as its first epoch was shown.</summary>
    private Seen Cancelled()
    {
        using var stop = new CancellationTokenSource();
        using var error = new ActAt("1/3", stop.Cancel);
        using var output = new StringWriter();
        var exit = HostProcess.Guarded([.. Train, "--json"], new() { Output = output, Error = error, Cancellation = stop.Token });
        Assert.Equal(ExitCode.Cancelled, exit);
        return new(exit, output.ToString(), "");
    }

    /// <summary>
    /// The directory of a run as it is in its third epoch, after two checkpoints: what a process that is killed there leaves. Its clock is
    /// so
    /// slow that no other checkpoint falls due, however slow the machine is.
    /// </summary>
    private string Killed()
    {
        using var output = new StringWriter();
        var copy = Path.Combine(folder.Path, "killed");
        using var error = new ActAt("3/3", () => Copy(Directory.GetDirectories(Runs).Order(StringComparer.Ordinal).Last(), copy));
        HostProcess.Guarded([.. Train, "--json"], new() { Output = output, Error = error, Clock = new SteadyClock(frequency: 1_000_000) });
        return copy;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(file => Path.GetFileName(file) != "lock"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }
}
