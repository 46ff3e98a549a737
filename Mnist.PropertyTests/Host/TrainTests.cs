using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Runs of two epochs on twelve images.</summary>
public sealed class TrainTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny/1",
        TinyNetwork.Of(),
        new() { Epochs = 2, BatchSize = 4, Optimizer = new Optimizer.Adam { LearningRate = 0.01 } },
        new());

    private readonly TemporaryFolder folder = new();

    public TrainTests() => IdxFiles.WriteSet(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_keeps_what_it_brought_and_prints_the_fields_of_its_contract()
    {
        var seen = Train(Tiny, "--json");
        Assert.Equal(ExitCode.Done, seen.Exit);
        var run = JsonSerializer.Deserialize<JsonElement>(seen.Output);
        Assert.Equal(
            "plan planHash backend seed data epochs best lastEpochs verdict hold diagnosis weightsHash dataHash runDirectory",
            string.Join(' ', run.EnumerateObject().Select(m => m.Name)));
        Assert.Equal(
            "epoch learningRate trainLoss trainAccuracy testLoss testAccuracy seconds imagesPerSecond",
            string.Join(' ', run.GetProperty("epochs")[1].EnumerateObject().Select(m => m.Name)));
        Assert.Equal("simd", run.GetProperty("backend").GetString());
        Assert.True(run.GetProperty("verdict").GetProperty("met").GetBoolean());
        Assert.Matches("^[0-9a-f]{64}$", run.GetProperty("weightsHash").GetString());

        var directory = run.GetProperty("runDirectory").GetString()!;
        Assert.Equal(
            "events lock metrics.csv model.safetensors plan.json record.json report.html",
            string.Join(
                ' ',
                Directory.GetFiles(directory).Select(f => Path.GetFileName(f).Split(".out.tfevents.")[0]).Order(StringComparer.Ordinal)));
        Assert.Equal(ExitCode.Done, Command.Run("check", Path.Combine(directory, "plan.json")).Exit);
        Assert.Equal(3, File.ReadLines(Path.Combine(directory, "metrics.csv")).Count());
    }

    [Fact]
    public void A_run_is_told_what_it_should_have_taken()
    {
        var seen = Train(Tiny);
        Assert.Matches(@"An epoch took \S+ s; where nothing else runs, about \S+ s are expected\.", seen.Output);
        var record = Assert.Single(StoredRun.In(RunFolder)).Record;
        Assert.Equal(new Machine(100, 50, Environment.ProcessorCount), record.TimeEstimate?.Machine);
    }

    [Fact]
    public void A_record_without_a_prediction_is_read()
    {
        Train(Tiny);
        var path = Path.Combine(Assert.Single(StoredRun.In(RunFolder)).Directory, "record.json");
        var record = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        Assert.True(record.Remove("time"));
        File.WriteAllText(path, record.ToJsonString());
        Assert.Null(Assert.Single(StoredRun.In(RunFolder)).Record.TimeEstimate);
    }

    [Fact]
    public void Two_runs_of_one_seed_give_the_same_weights_and_another_seed_gives_others()
    {
        Assert.Equal(WeightsOf(Train(Tiny, "--json")), WeightsOf(Train(Tiny, "--json", "--threads", "1")));
        Assert.NotEqual(WeightsOf(Train(Tiny, "--json")), WeightsOf(Train(Tiny, "--json", "--seed", "2")), StringComparer.Ordinal);
    }

    [Fact]
    public void A_pipe_gets_one_line_for_each_epoch_and_a_word_on_whose_figures_they_are()
    {
        var seen = Train(Tiny);
        Assert.Contains("    2/2", seen.Output, StringComparison.Ordinal);
        Assert.Contains("is not MNIST", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', seen.Output);
    }

    [Fact]
    public void A_terminal_is_left_in_order()
    {
        var seen = Command.Run(around => around with { TerminalWidth = 60 }, [.. Arguments(Tiny), "--out", RunFolder]);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.True(seen.Output.LastIndexOf(
            "\u001b[?25h",
            StringComparison.Ordinal) > seen.Output.LastIndexOf("\u001b[?25l", StringComparison.Ordinal));
    }

    [Fact]
    public void A_missed_target_has_its_own_exit_code_and_reason()
    {
        var seen = Train(Tiny with { Target = new() { Accuracy = 100, LastEpochs = 2 } });
        Assert.Equal(ExitCode.TargetMissed, seen.Exit);
        Assert.Contains("below 100 %.", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void More_epochs_than_the_target_allows_are_a_wish_that_is_told()
    {
        var seen = Train(Tiny with { Target = new() { MaxEpochs = 2 } }, "--epochs", "3");
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains("--epochs 3 changed the target: its limit of 2 epochs does not hold.", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_gave_way_to_another_number_of_epochs_is_told_with_the_verdict()
    {
        var own = Tiny with { Target = new() { Accuracy = 0, LastEpochs = 2, MaxEpochs = 2 } };
        var verdict = Train(own, "--epochs", "1").Output.Split("Result:")[1];
        Assert.Contains("--epochs 1 changed the target: it looks at the last 1 epoch, not 2.", verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("Best epoch", verdict, StringComparison.Ordinal);
        Assert.Contains("Too few epochs to tell more: 1 of the plan's 2.", verdict, StringComparison.Ordinal);
        var run = Assert.Single(StoredRun.In(RunFolder));
        Assert.Equal(PlanLength.Of(own), run.Record.OwnLength);
        Assert.Contains(
            "changed the target", File.ReadAllText(Path.Combine(run.Directory, "report.html")), StringComparison.Ordinal);

        var same = Train(own).Output;
        Assert.DoesNotContain("changed the target", same, StringComparison.Ordinal);
        Assert.Contains("Best epoch: ", same, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_keeps_what_there_is()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var seen = Command.Run(around => around with { Cancellation = stop.Token }, [.. Arguments(Tiny), "--out", RunFolder, "--json"]);
        Assert.Equal(ExitCode.Cancelled, seen.Exit);
        var directory = JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("runDirectory").GetString()!;
        Assert.Contains("\"cancelled\": true", File.ReadAllText(Path.Combine(directory, "record.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_writes_nothing()
    {
        Assert.Equal(ExitCode.Done, Train(Tiny, "--dry-run").Exit);
        Assert.False(Directory.Exists(RunFolder));
    }

    [Fact]
    public void One_batch_can_be_learnt_by_heart()
    {
        var seen = Train(Tiny, "--overfit-batch");
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains("Memorised in", seen.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(RunFolder));
    }

    [Fact]
    public void Images_held_out_take_the_place_of_the_test_images()
    {
        var record = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(
            Path.Combine(JsonSerializer
                .Deserialize<JsonElement>(Train(Tiny, "--validation", "4", "--json").Output)
                .GetProperty("runDirectory")
                .GetString()!, "record.json")));
        var data = record.GetProperty("data");
        Assert.Equal((8, 4, "validation"), (data
            .GetProperty("trainingImages")
            .GetInt32(), data.GetProperty("heldOutImages").GetInt32(), data.GetProperty("heldOut").GetString()));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_before_anything_is_trained()
    {
        var file = folder.Write("in-the-way", [1]);
        var seen = Command.Run([.. Arguments(Tiny), "--out", file]);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("--out", seen.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_is_described()
    {
        var data = JsonSerializer.Deserialize<JsonElement>(Command.Run("data", "--data", folder.Path, "--json").Output);
        Assert.Equal("name isMnist hash classes reading files training test", string.Join(' ', data.EnumerateObject().Select(m => m.Name)));
        Assert.Equal(12, data.GetProperty("training").GetProperty("perClass").EnumerateArray().Sum(n => n.GetInt32()));
        Assert.False(data.GetProperty("isMnist").GetBoolean());
    }

    [Fact]
    public void Samples_are_shown_as_they_are_augmented()
    {
        var seen = Command.Run("data", "--data", folder.Path, "--augment", "eva7/4");
        Assert.Contains("0 in epoch 2", seen.Output, StringComparison.Ordinal);
        Assert.Contains('▀', seen.Output);
    }

    [Fact]
    public void The_list_of_runs_says_whose_target_gave_way()
    {
        var own = Tiny with { Target = new() { Accuracy = 0.01, LastEpochs = 2 } };
        foreach (var epochs in new[] { "1", "2" })
            Train(own, "--epochs", epochs);
        foreach (var _ in new[] { "from the records", "from the index" })
        {
            var rows = Command.Run("runs", RunFolder).Output.Split('\n');
            Assert.Equal(2, rows.Count(row => row.Contains("-tiny-", StringComparison.Ordinal)));
            Assert.Single(rows, row => row.Contains("target changed", StringComparison.Ordinal));
        }
    }

    private string RunFolder => Path.Combine(folder.Path, "runs");

    private Seen Train(Plan plan, params string[] options) => Command.Run([.. Arguments(plan), "--out", RunFolder, .. options]);

    private string[] Arguments(Plan plan) =>
        ["train", folder.Write("plan.json", Encoding.UTF8.GetBytes(PlanText.Write(plan))), "--backend", "simd", "--data", folder.Path];

    private static string? WeightsOf(Seen seen) =>
        JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("weightsHash").GetString();
}
