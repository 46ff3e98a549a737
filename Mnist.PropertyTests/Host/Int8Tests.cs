using System.Text;
using System.Text.Json;
using Mnist.Domain.Planning;
using Mnist.Engine.Data;
using Mnist.Engine.Data.Synthetic;
using Mnist.Host.Commands;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>The verbs that take a run's network in 8 bits agree on it, image by image.</summary>
public sealed class Int8Tests : IDisposable
{
    private static readonly Plan Small = SmallPlan.Of(epochs: 2);

    private static readonly DataSet Drawn = SyntheticDigits.Create(seed: 3, trainingCount: 1_200, testCount: 100);

    private readonly TemporaryFolder folder = new();
    private readonly string plan;
    private readonly string runs;

    public Int8Tests()
    {
        IdxFiles.WriteSet(folder.Path, Drawn);
        plan = folder.Write("small.json", Encoding.UTF8.GetBytes(PlanText.Write(Small)));
        runs = Path.Combine(folder.Path, "runs");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_export_keeps_is_verified_and_predicted_image_by_image()
    {
        var run = Train();
        Assert.Equal(ExitCode.Done, With(run, "export", "--format", "c").Exit);
        var kept = Kept(run);
        Assert.Equal(1_000, kept.GetProperty("calibration").GetProperty("firstTrainingImages").GetInt32());
        Assert.Equal(100, kept.GetProperty("images").GetInt32());
        var read = JsonSerializer.Deserialize<JsonElement>(
            With(run, "predict", Path.Combine(folder.Path, $"{DataFileRole.TestImages.Name()}.gz"), "--numbers", "int8", "--json").Output)
            .GetProperty("predictions").EnumerateArray().Select(p => p.GetProperty("class").GetInt32()).ToArray();
        Assert.Equal(
            kept.GetProperty("correct").GetInt32(), Enumerable.Range(0, 100).Count(i => read[i] == Drawn.Test.Labels[i]));

        var seen = With(run, "verify", "--numbers", "int8");
        Assert.Equal((ExitCode.Done, ""), (seen.Exit, seen.Error));
        Assert.Contains("its logits of 100 images are those of int8.json, bit for bit", seen.Output, StringComparison.Ordinal);
        Assert.Equal(
            kept.GetProperty("networkHash").GetString(),
            JsonSerializer.Deserialize<JsonElement>(With(run, "verify", "--numbers", "int8", "--json").Output)
                .GetProperty("int8").GetProperty("networkHash").GetString());
    }

    [Theory]
    [InlineData("\"correct\": ", "\"correct\": 1", "correct is ")]
    [InlineData("\"networkHash\": \"", "\"networkHash\": \"0", "networkHash is ")]
    [InlineData("\"high\": ", "\"high\": 9", "calibration.ranges.0.high is ")]
    [InlineData("\"plan\": \"small\",", "", "plan is \"small\" and was not there")]
    [InlineData("{", "", "is no JSON")]
    public void What_was_changed_is_named(string text, string changed, string told)
    {
        var run = Train();
        With(run, "export", "--format", "c");
        var file = Path.Combine(run, "int8.json");
        var at = File.ReadAllText(file);
        var place = at.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(file, $"{at[..place]}{changed}{at[(place + text.Length)..]}");
        var seen = With(run, "verify", "--numbers", "int8");
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains(told, seen.Output, StringComparison.Ordinal);
        Assert.Contains("Not verified.", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_record_of_8_bits_says_what_writes_it()
    {
        var seen = With(Train(), "verify", "--numbers", "int8");
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("export --format c", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_shows_what_is_lost_and_the_ranges()
    {
        var run = Train();
        var page = Path.Combine(folder.Path, "page.html");
        Assert.Equal(ExitCode.Done, With(run, "report", "--numbers", "int8", "--out", page).Exit);
        var (text, kept) = (File.ReadAllText(page), Kept(run));
        Assert.Contains("On a device, in 8 bits", text, StringComparison.Ordinal);
        Assert.Contains($"{kept.GetProperty("correct")} of 100 images are read as what they are", text, StringComparison.Ordinal);
        Assert.Contains("from the first 1,000 training images", text, StringComparison.Ordinal);
        Assert.Contains(kept.GetProperty("logitsHash").GetString()!, text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, With(run, "report", "--out", page).Exit);
        Assert.DoesNotContain("On a device", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_measures_every_seed_and_several_are_reported_together()
    {
        var arguments = new[]
        {
            "sweep", plan, "--data", folder.Path, "--out", runs, "--backend", "simd", "--seeds", "1..2", "--numbers", "int8", "--json",
        };
        var swept = JsonSerializer.Deserialize<JsonElement>(Command.Run(arguments).Output);
        var directories = swept.GetProperty("plans")[0].GetProperty("runs").EnumerateArray()
            .Select(run => run.GetProperty("runDirectory").GetString()!).ToArray();
        var kept = directories.Select(Kept).ToArray();
        var int8 = swept.GetProperty("int8")[0];
        Assert.Equal(Mean(kept, "correct"), int8.GetProperty("test").GetProperty("mean").GetDouble(), 1e-9);
        Assert.Equal(Mean(kept, "trainedCorrect"), int8.GetProperty("trainedTest").GetProperty("mean").GetDouble(), 1e-9);
        Assert.Equal(Mean(kept, "readAlike"), int8.GetProperty("readAlike").GetProperty("mean").GetDouble(), 1e-9);
        Assert.Equal(kept[0].GetProperty("flashBytes").GetInt64(), int8.GetProperty("flashBytes").GetInt64());
        Assert.All(directories, run => Assert.Equal(ExitCode.Done, With(run, "verify", "--numbers", "int8").Exit));

        var table = Command.Run("sweep", "--collect", runs, "--data", folder.Path, "--numbers", "int8").Output;
        Assert.Contains("points lost", table, StringComparison.Ordinal);
        Assert.DoesNotContain("points lost", Command.Run("sweep", "--collect", runs).Output, StringComparison.Ordinal);
        var page = Path.Combine(folder.Path, "page.html");
        Assert.Equal(
            ExitCode.Done, Command.Run(["report", .. directories, "--data", folder.Path, "--out", page, "--numbers", "int8"]).Exit);
        Assert.Contains("On a device, in 8 bits; accuracies in percent", File.ReadAllText(page), StringComparison.Ordinal);
    }

    /// <summary>A folder stands where the record is to be: C is written and the rest told; what needs the record is refused.</summary>
    [Fact]
    public void A_record_that_cannot_be_written_is_told()
    {
        var run = Train();
        Directory.CreateDirectory(Path.Combine(run, "int8.json"));
        var exported = With(run, "export", "--format", "c");
        Assert.Equal(ExitCode.Done, exported.Exit);
        Assert.Contains("int8.json: cannot be written to", exported.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(run, "digit.c")));
        var reported = With(run, "report", "--numbers", "int8");
        Assert.NotEqual(ExitCode.Done, reported.Exit);
        Assert.Contains("int8.json: cannot be written to", reported.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NoRunDirectory, With(run, "verify", "--numbers", "int8").Exit);
    }

    [Fact]
    public void Ranges_are_only_taken_from_the_data_of_the_run()
    {
        var run = Train();
        var picture = Path.Combine(folder.Path, $"{DataFileRole.TestImages.Name()}.gz");
        Assert.Equal(ExitCode.NoData, Command.Run("predict", run, picture, "--numbers", "int8", "--data", "synthetic").Exit);
        Assert.Equal(ExitCode.Done, Command.Run("predict", run, picture).Exit);
    }

    private static double Mean(JsonElement[] kept, string figure) =>
        kept.Average(run => 100.0 * run.GetProperty(figure).GetInt32() / run.GetProperty("images").GetInt32());

    private static JsonElement Kept(string run) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(run, "int8.json")));

    private Seen With(string run, string verb, params string[] arguments) =>
        Command.Run([verb, run, .. arguments, "--data", folder.Path]);

    private string Train()
    {
        Command.Run(["train", plan, "--backend", "simd", "--data", folder.Path, "--out", runs]);
        return Directory.GetDirectories(runs).Single();
    }
}
