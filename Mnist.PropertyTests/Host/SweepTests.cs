using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Mnist.Domain.Catalog;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Mnist.Host.Commands;
using Mnist.Host.Reports;
using Mnist.Host.RunFolders;
using Mnist.Host.Runs;
using Mnist.Host.Shell;
using Mnist.Host.Sweeps;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Sweeps of runs of two epochs on twelve images.</summary>
public sealed class SweepTests : IDisposable
{
    internal static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.Of(),
        new() { Epochs = 2, BatchSize = 4, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
        new());

    private readonly TemporaryFolder folder = new();

    public SweepTests() => IdxFiles.WriteSet(folder.Path);

    private string RunFolder => Path.Combine(folder.Path, "runs");

    public void Dispose() => folder.Dispose();

    /// <summary>Its networks, asked again, lose as many of the five images as their runs told.</summary>
    [Fact]
    public void What_the_seeds_lose_adds_up_to_their_accuracies()
    {
        var swept = JsonSerializer.Deserialize<JsonElement>(Sweep("1..3", "--errors", "--json").Output);
        var errors = swept.GetProperty("errors")[0];
        var final = swept.GetProperty("plans")[0].GetProperty("final").GetProperty("mean").GetDouble();
        Assert.Equal(5 * (100 - final) / 100, errors.GetProperty("mean").GetDouble(), 1e-9);
        Assert.Equal(3, errors.GetProperty("seeds").GetInt32());
        Assert.InRange(errors.GetProperty("always").GetArrayLength(), 0, errors.GetProperty("ever").GetInt32());

        Assert.Contains("by every seed", Sweep("1..3", "--errors").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("by every seed", Sweep("1..3").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_run_of_a_sweep_has_the_bits_of_a_run_alone()
    {
        var swept = Runs(Sweep("1..3", "--json").Output).Select(run => run.GetProperty("weightsHash").GetString());
        var alone = Enumerable.Range(1, 3).Select(seed =>
            JsonSerializer.Deserialize<JsonElement>(Command.Run(
                [
                    "train",
                    PlanFile(Tiny),
                    "--backend",
                    "simd",
                    "--data",
                    folder.Path,
                    "--out",
                    Path.Combine(folder.Path, "alone"),
                    "--seed",
                    $"{seed}",
                    "--json",
                ]).Output)
                .GetProperty("weightsHash").GetString());
        Assert.Equal(alone, swept, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_bad_plan_is_told_before_any_data_is_fetched()
    {
        var empty = PlanFile(Tiny with { Architecture = Tiny.Architecture with { Layers = [] } });
        var seen = Command.Run("sweep", "eva6/0", empty, "eva6/2", "eva7/0", "--backend", "none", "--json");
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Equal(
            "unknownName noLayers unknownName usage",
            string.Join(' ', JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("errors").EnumerateArray()
                .Select(error => error.GetProperty("kind").GetString())));
    }

    [Fact]
    public void A_sweep_goes_on_where_an_earlier_one_ended()
    {
        Sweep("1,2");
        var before = Directory.GetDirectories(RunFolder);
        var seen = Sweep("1..3");
        Assert.Equal(before.Length + 1, Directory.GetDirectories(RunFolder).Length);
        Assert.Equal(2, seen.Error.Split("executed before").Length - 1);
    }

    /// <summary>Its threads and where it came from are told as they were.</summary>
    [Fact]
    public void A_run_that_was_trained_alone_is_taken_over_and_told_as_it_was()
    {
        string[] training =
            ["train", PlanFile(Tiny), "--backend", "simd", "--data", folder.Path, "--out", RunFolder, "--seed", "1", "--threads", "2"];
        Command.Run(training);
        var seen = Sweep("1,2");
        Assert.Contains("executed before", seen.Error, StringComparison.Ordinal);
        Assert.Contains("1 or 2 threads a run", seen.Output, StringComparison.Ordinal);
        Assert.Contains("one thread a run", Sweep("2").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_stopped_is_gone_on_with()
    {
        var whole = Runs(Sweep("1", "--json").Output).Single().GetProperty("weightsHash").GetString();
        Directory.Delete(RunFolder, recursive: true);
        using var stop = new CancellationTokenSource();
        using (var error = new ActAt("1/2", stop.Cancel))
            HostProcess.Guarded(
                ["train", PlanFile(Tiny), "--backend", "simd", "--data", folder.Path, "--out", RunFolder, "--json"],
                new() { Output = TextWriter.Null, Error = error, Cancellation = stop.Token });
        Assert.True(StoredRun.In(RunFolder).Single().Record.Cancelled);
        Assert.Equal(whole, Runs(Sweep("1", "--json").Output).Single().GetProperty("weightsHash").GetString());
        Assert.False(StoredRun.In(RunFolder).Single().Record.Cancelled);
    }

    [Fact]
    public void A_run_whose_record_was_changed_is_executed_again()
    {
        Sweep("1");
        var record = Path.Combine(Directory.GetDirectories(RunFolder)[0], "record.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        Sweep("1");
        Assert.Equal(2, Directory.GetDirectories(RunFolder).Length);
    }

    [Fact]
    public void The_figures_are_those_of_the_runs()
    {
        var plan = JsonSerializer.Deserialize<JsonElement>(Sweep("1..4", "--json").Output).GetProperty("plans")[0];
        var finals = Directory.GetDirectories(RunFolder)
            .Select(run => double.Parse(
                File.ReadLines(Path.Combine(run, "metrics.csv")).Last().Split(',')[5],
                CultureInfo.InvariantCulture))
            .ToArray();
        Assert.Equal(finals.Average(), plan.GetProperty("final").GetProperty("mean").GetDouble(), 9);
        Assert.Equal(finals.Min(), plan.GetProperty("final").GetProperty("min").GetDouble(), 9);
        Assert.Equal(4, plan.GetProperty("met").GetInt32());
    }

    [Fact]
    public void The_command_that_is_told_does_the_same_again()
    {
        var seen = Sweep("1,2", "--epochs", "1", "--validation", "4", "--max-params", "3000").Output;
        Assert.Contains(
            "--seeds 1..2 --epochs 1 --validation 4 --max-params 3000`",
            seen.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_is_read_is_the_record_that_was_written()
    {
        Sweep("5");
        var run = StoredRun.In(RunFolder).Single();
        var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(run.Directory, "record.json"))).RootElement;
        Assert.Equal(
            JsonSerializer.Serialize(document),
            JsonSerializer.Serialize(JsonSerializer.SerializeToElement(RecordDocument.Of(run.Record), RecordJson.Default.RecordDocument)));
    }

    [Theory]
    [InlineData("1..4,9", "1 2 3 4 9")]
    [InlineData("7", "7")]
    [InlineData("3,1,3", "3 1")]
    [InlineData("-1..1", "-1 0 1")]
    [InlineData("9223372036854775806..9223372036854775807", "9223372036854775806 9223372036854775807")]
    [InlineData("2..1", null)]
    [InlineData("", null)]
    [InlineData("1...3", null)]
    [InlineData("1..", null)]
    [InlineData("1..10001", null)]
    [InlineData("-9223372036854775808..9223372036854775807", null)]
    public void Seeds_are_ranges_and_lists(string text, string? seeds) =>
        Assert.Equal(seeds, SeedRange.Parse(text) is { } found ? string.Join(' ', found) : null);

    [Property]
    public bool Seeds_as_text_are_read_as_the_same_seeds(NonEmptyArray<int> seeds)
    {
        var sorted = seeds.Get.Distinct().Order().Select(seed => (long)seed).ToValueList();
        return SeedRange.Parse(SeedRange.Text(sorted))!.Equals(sorted);
    }

    [Fact]
    public void Plans_are_compared_image_by_image()
    {
        var other = Tiny with { Name = "other", Training = Tiny.Training with { Epochs = 4 } };
        var pair = JsonSerializer.Deserialize<JsonElement>(Sweep([Tiny, other], "1..3", "--json").Output)
            .GetProperty("comparisons").EnumerateArray().Single();
        Assert.Equal(("other", "tiny"), (pair.GetProperty("plan").GetString(), pair.GetProperty("against").GetString()));

        // The two counts differ by as much as the accuracies of the median seeds.
        var medians = StoredRun.In(RunFolder)
            .GroupBy(run => run.Record.Plan.Name, StringComparer.Ordinal)
            .ToDictionary(
                runs => runs.Key,
                runs => runs.Select(run => run.Record.Epochs[^1].HeldOut.Correct).Order().ElementAt(1),
                StringComparer.Ordinal);
        Assert.Equal(
            medians["other"] - medians["tiny"],
            pair.GetProperty("onlyPlan").GetInt32() - pair.GetProperty("onlyAgainst").GetInt32());
    }

    /// <summary>In every form of the answer: terminal, Markdown, page and JSON.</summary>
    [Fact]
    public void Plans_are_compared_with_the_first_one_seed_by_seed()
    {
        var (second, third) = (
            Tiny with { Name = "second", Training = Tiny.Training with { Epochs = 4 } },
            Tiny with { Name = "third", Training = Tiny.Training with { Epochs = 5 } });
        var markdown = Path.Combine(folder.Path, "differences.md");
        var shown = Sweep([Tiny, second, third], "1..3", "--markdown", markdown).Output;
        var told = JsonSerializer.Deserialize<JsonElement>(Sweep([Tiny, second, third], "1..3", "--json").Output);
        var differences = told.GetProperty("differences").EnumerateArray().ToList();
        double Mean(int plan) => told.GetProperty("plans")[plan].GetProperty("lastMean").GetProperty("mean").GetDouble();
        Assert.Equal(
            [("second", "tiny", 3), ("third", "tiny", 3)],
            differences.Select(pair => (
                pair.GetProperty("plan").GetString(), pair.GetProperty("against").GetString(), pair.GetProperty("seeds").GetInt32())));
        Assert.All(differences.Index(), pair =>
        {
            Assert.Equal(Mean(pair.Index + 1) - Mean(0), pair.Item.GetProperty("points").GetDouble(), 1e-6);
            Assert.InRange(pair.Item.GetProperty("holmPValue").GetDouble(), pair.Item.GetProperty("pValue").GetDouble(), 1);
        });

        Assert.Contains("p (Holm)", shown, StringComparison.Ordinal);
        Assert.Contains("| p (Holm) |", File.ReadAllText(markdown), StringComparison.Ordinal);
        Assert.Contains("p (Holm)</th>", File.ReadAllText(told.GetProperty("page").GetString()!), StringComparison.Ordinal);
        Assert.DoesNotContain("p (Holm)", Sweep([Tiny, second], "1").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_is_put_between_the_marks_of_a_file()
    {
        var file = Path.Combine(folder.Path, "notes.md");
        File.WriteAllText(file, "before\n<!-- mnist sweep -->\nold\n<!-- /mnist sweep -->\nafter\n");
        Sweep("1", "--markdown", file);
        var text = File.ReadAllText(file);
        Assert.StartsWith("before\n<!-- mnist sweep -->\n\n| plan |", text, StringComparison.Ordinal);
        Assert.EndsWith("<!-- /mnist sweep -->\nafter\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        Sweep("1", "--markdown", file);
        Assert.Equal(text, File.ReadAllText(file));
    }

    [Fact]
    public void What_was_published_of_a_system_stands_beside_it_and_beside_no_other_of_its_name()
    {
        folder.Write($"{DataFileRole.TrainingImages.Name()}.gz", IdxFiles.Gzip(IdxFiles.Images(128)));
        folder.Write($"{DataFileRole.TrainingLabels.Name()}.gz", IdxFiles.Gzip(IdxFiles.Labels(128)));
        var other = PlanFile(Tiny);
        File.WriteAllText(other, PlanText.Write(Tiny with { Name = "eva6/3" }));
        string[] asked = ["sweep", "eva6/2", other, "--epochs", "1", "--seeds", "1", "--backend", "simd"];
        Assert.DoesNotContain(
            "published", Command.Run([.. asked, "--data", folder.Path, "--out", RunFolder]).Output, StringComparison.Ordinal);

        PublishedResult? Published(string name, bool isMnist)
        {
            var run = RunIndex.Refresh(RunFolder, isSure: false).Ended.Values.Single(ended => ended.Summary.Plan == name);
            var plan = TrainedRun.Load(Path.Combine(RunFolder, run.Directory)).OrThrow().Plan;
            return PublishedFigures.Of(
                PlanSweep.Of(plan, [run.Summary with { Data = run.Summary.Data with { IsMnist = isMnist } }]));
        }

        Assert.Equal(99.32, Published("eva6/2", isMnist: true)!.BestTest);
        Assert.Null(Published("eva6/3", isMnist: true));
        Assert.Null(Published("eva6/2", isMnist: false));
    }

    [Fact]
    public void A_file_may_hold_several_tables_by_name()
    {
        var file = Path.Combine(folder.Path, "several.md");
        File.WriteAllText(
            file,
            "<!-- mnist sweep one -->\nold\n<!-- /mnist sweep one -->\n<!-- mnist sweep two -->\nold\n<!-- /mnist sweep two -->\n");
        Sweep("1", "--markdown", $"{file}#two");
        var text = File.ReadAllText(file);
        Assert.StartsWith(
            "<!-- mnist sweep one -->\nold\n<!-- /mnist sweep one -->\n<!-- mnist sweep two -->\n\n| plan |",
            text,
            StringComparison.Ordinal);
        Assert.Contains("no line '<!-- mnist sweep three -->'", Sweep("1", "--markdown", $"{file}#three").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_has_no_marks_is_not_written_over()
    {
        var file = Path.Combine(folder.Path, "notes.md");
        File.WriteAllText(file, "mine");
        var seen = Sweep("1", "--markdown", file);
        Assert.Equal((ExitCode.Invalid, "mine"), (seen.Exit, File.ReadAllText(file)));
        Assert.Contains("has no line '<!-- mnist sweep -->'", seen.Error, StringComparison.Ordinal);
    }

    [Property]
    public void No_text_breaks_the_reading_of_seeds(NonNull<string> text) =>
        Assert.True(SeedRange.Parse(text.Get) is not { Count: 0 });

    private static JsonElement.ArrayEnumerator Runs(string json) =>
        JsonSerializer.Deserialize<JsonElement>(json).GetProperty("plans")[0].GetProperty("runs").EnumerateArray();

    private string PlanFile(Plan plan)
    {
        var path = Path.Combine(folder.Path, $"{plan.Name}.json");
        File.WriteAllText(path, PlanText.Write(plan));
        return path;
    }

    private Seen Sweep(string seeds, params string[] more) => Sweep([Tiny], seeds, more);

    private Seen Sweep(Plan[] plans, string seeds, params string[] more) => Command.Run(
        [
            "sweep",
            .. plans.Select(PlanFile),
            "--seeds",
            seeds,
            "--backend",
            "simd",
            "--data",
            folder.Path,
            "--out",
            RunFolder,
            .. more,
        ]);
}
