using System.Text.Json;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Sweeps of four variants on eight images, which drop two after two seeds.</summary>
public sealed class HalvedSweepTests : IDisposable
{
    private const int AllRuns = 16, Runs = (4 * 2) + (2 * 2);

    private readonly TemporaryFolder folder = new();

    public HalvedSweepTests()
    {
        IdxFiles.WriteSet(folder.Path);
        File.WriteAllText(PlanFile, PlanText.Write(SweepTests.Tiny));
    }

    private string PlanFile => Path.Combine(folder.Path, "tiny.json");

    private string RunFolder => Path.Combine(folder.Path, "runs");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_better_half_goes_on_and_the_answer_says_which()
    {
        var told = Json(Sweep("--halve", "--json"));
        var halving = Halving(told);
        Assert.Equal(Runs, Directory.GetDirectories(RunFolder).Length);
        Assert.Equal([2, 4], halving.GetProperty("decided").EnumerateArray().Select(round => round.GetProperty("seeds").GetArrayLength()));

        // What the first round says of each plan is the mean of its first two runs, read from their records.
        var first = halving.GetProperty("decided")[0].GetProperty("plans").EnumerateArray().ToList();
        var records = StoredRun.In(RunFolder).Select(run => run.Record).ToList();
        var means = told.GetProperty("plans").EnumerateArray().Select(plan => plan.GetProperty("runs").EnumerateArray()
            .Where(run => run.GetProperty("seed").GetInt64() <= 2)
            .Select(run => records.Single(record => record.WeightsHash == run.GetProperty("weightsHash").GetString()))
            .Average(record => record.LastEpochs!.Mean));
        Assert.All(first.Zip(means), plan => Assert.Equal(plan.Second, plan.First.GetProperty("mean").GetDouble(), 1e-8));
        Assert.True(first.Where(Kept).Min(Mean) >= first.Where(plan => !Kept(plan)).Max(Mean));
        Assert.Equal(
            first.Where(Kept).Select(plan => plan.GetProperty("plan").GetString()),
            halving.GetProperty("left").EnumerateArray().Select(plan => plan.GetString()),
            StringComparer.Ordinal);

        var seen = Sweep("--halve").Output;
        Assert.Equal(2, seen.Split("round 1 of 2").Length - 1);
        Assert.Contains("measure it again on other seeds", seen.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("How plans were chosen", File.ReadAllText(told.GetProperty("page").GetString()!), StringComparison.Ordinal);
        Assert.Contains("--seeds 1..4 --validation 4 --halve`", seen.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[3/12]")]
    [InlineData("Round 1 of 2")]
    [InlineData("[10/12]")]
    public void A_sweep_that_was_stopped_comes_to_the_same_decisions(string at)
    {
        var whole = Halving(Json(Sweep("--halve", "--json")));
        Directory.Delete(RunFolder, recursive: true);
        using (var stop = new CancellationTokenSource())
        using (var error = new ActAt(at, stop.Cancel))
            Assert.Equal(ExitCode.Cancelled, HostProcess.Guarded(
                Arguments("--halve", "--json"), new() { Output = TextWriter.Null, Error = error, Cancellation = stop.Token }));
        var between = Json(Command.Run("sweep", "--status", RunFolder, "--json")).GetProperty("sweeps")[0];
        Assert.Equal(Runs, between.GetProperty("runs").GetInt32());
        Assert.InRange(between.GetProperty("ended").GetInt32(), 1, Runs - 1);

        Assert.Equal($"{whole}", $"{Halving(Json(Sweep("--halve", "--json")))}");
        Assert.Equal(Runs, Directory.GetDirectories(RunFolder).Length);
        Assert.Equal($"{whole}", $"{Halving(Json(Command.Run("sweep", "--collect", RunFolder, "--json")))}");
        Assert.Contains("executed before", Sweep("--halve").Error, StringComparison.Ordinal);
    }

    /// <summary>Runs of dropped plans with later seeds are there, and neither told nor counted.</summary>
    [Fact]
    public void Runs_of_an_earlier_sweep_of_all_seeds_change_no_decision()
    {
        var whole = Halving(Json(Sweep("--halve", "--json")));
        Sweep();
        Assert.Equal(AllRuns, Directory.GetDirectories(RunFolder).Length);
        var told = Json(Sweep("--halve", "--json"));
        Assert.Equal($"{whole}", $"{Halving(told)}");
        Assert.Equal(Runs, told.GetProperty("plans").EnumerateArray().Sum(plan => plan.GetProperty("runs").GetArrayLength()));
    }

    [Fact]
    public void Runs_side_by_side_or_one_by_one_bring_the_same_decisions()
    {
        var together = Halving(Json(Sweep("--halve", "--json", "--parallel", "3")));
        Directory.Delete(RunFolder, recursive: true);
        Assert.Equal($"{together}", $"{Halving(Json(Sweep("--halve", "--json", "--parallel", "1")))}");
    }

    [Fact]
    public void Choosing_by_test_images_is_warned_of_and_choosing_by_training_images_is_not()
    {
        const string Warning = "Plans are chosen by the test images";
        string[] onTest = ["sweep", PlanFile, "--halve", "--seeds", "1..3", "--backend", "simd", "--data", folder.Path, "--out", RunFolder];
        var seen = Command.Run(onTest);
        Assert.Contains(Warning, seen.Output, StringComparison.Ordinal);
        Assert.Contains(Warning, seen.Error, StringComparison.Ordinal);
        Assert.Contains(Warning, Command.Run([.. onTest, "--dry-run"]).Output, StringComparison.Ordinal);
        Assert.True(Halving(Json(Command.Run([.. onTest, "--json"]))).GetProperty("chosenOnTest").GetBoolean());
        var held = Sweep("--halve");
        Assert.DoesNotContain(Warning, held.Output + held.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_tells_the_rounds_and_starts_nothing()
    {
        var seen = Sweep("--halve", "--dry-run").Output;
        Assert.Contains("Round 1 of 2: 4 plans with seeds 1..2, 8 runs.", seen, StringComparison.Ordinal);
        Assert.Contains("Round 2 of 2: the better 2 plans with seeds 3..4, 4 runs.", seen, StringComparison.Ordinal);
        Assert.Contains("12 runs", seen, StringComparison.Ordinal);
        Assert.False(Directory.Exists(RunFolder));
        Assert.Equal(Runs, Json(Sweep("--halve", "--dry-run", "--json")).GetProperty("halving").GetProperty("runs").GetInt32());
    }

    [Theory]
    [InlineData("--launcher slurm", "does not go with --launcher slurm")]
    [InlineData("--seeds 1,2", "needs at least 3 seeds")]
    public void Where_nothing_can_be_halved_it_is_refused(string more, string why)
    {
        var seen = Command.Run(["sweep", PlanFile, "--halve", .. more.Split(' ')]);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains(why, seen.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_that_was_begun_keeps_to_its_rounds()
    {
        Sweep("--halve");
        Assert.Equal(ExitCode.Invalid, Command.Run("sweep", "--status", RunFolder, "--halve").Exit);
        var seen = Command.Run("sweep", "--retry", RunFolder, "--launcher", "slurm");
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("Leave --launcher slurm out", seen.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);

        var lost = Directory.GetDirectories(RunFolder).Order(StringComparer.Ordinal).First();
        Directory.Delete(lost, recursive: true);
        Command.Run("sweep", "--retry", RunFolder);
        Assert.True(Directory.Exists(lost));
        Assert.Equal(Runs, Directory.GetDirectories(RunFolder).Length);
    }

    private static bool Kept(JsonElement plan) => plan.GetProperty("kept").GetBoolean();

    private static double Mean(JsonElement plan) => plan.GetProperty("mean").GetDouble();

    private static JsonElement Json(Seen seen) => JsonSerializer.Deserialize<JsonElement>(seen.Output);

    private static JsonElement Halving(JsonElement told) => told.GetProperty("halvings").EnumerateArray().Single();

    private Seen Sweep(params string[] more) => Command.Run(Arguments(more));

    private string[] Arguments(params string[] more) =>
    [
        "sweep",
        PlanFile,
        "--set",
        "training.optimizer.learningRate=0.0001,0.01,0.03,0.1",
        "--seeds",
        "1..4",
        "--validation",
        "4",
        "--backend",
        "simd",
        "--data",
        folder.Path,
        "--out",
        RunFolder,
        .. more,
    ];
}
