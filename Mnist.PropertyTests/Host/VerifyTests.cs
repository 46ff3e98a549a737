using System.Text;
using System.Text.Json;
using Mnist.Domain.Planning;
using Mnist.Domain.Results;
using Mnist.Domain.Training;
using Mnist.Host.Commands;
using Mnist.Host.Presentation;
using Mnist.Host.Runs;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary><c>verify</c> on a run of three epochs of three steps.</summary>
public sealed class VerifyTests : IDisposable
{
    private static readonly Plan Tiny = new(
        "tiny",
        TinyNetwork.Of(),
        new()
        {
            Epochs = 3,
            BatchSize = 4,
            Optimizer = new Optimizer.Adam { LearningRate = 0.01 },
            WeightAverage = new(0.9) { EverySteps = 2 },
        },
        new());

    private readonly TemporaryFolder folder = new();
    private readonly string run;

    public VerifyTests()
    {
        IdxFiles.WriteSet(folder.Path);
        run = Train();
    }

    private string Record => Path.Combine(run, "record.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_is_verified_with_any_number_of_threads()
    {
        var seen = Verify("--threads", "3");
        Assert.Equal((ExitCode.Done, ""), (seen.Exit, seen.Error));
        Assert.Contains("Verified: 3 epochs and the weights are those of the record, bit for bit.", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Quickly_too() => Assert.Equal(ExitCode.Done, Verify("--quick").Exit);

    [Fact]
    public void Images_held_out_are_found_again()
    {
        var validated = Train("--validation", "4");
        Assert.Equal(ExitCode.Done, Command.Run("verify", validated, "--data", folder.Path).Exit);
    }

    [Fact]
    public void A_program_reads_the_fields_of_the_contract() => Assert.Equal(
        "plan seed runDirectory quick verified epochsCompared differences remarks recordedWeightsHash repeatedWeightsHash",
        string.Join(' ', JsonSerializer.Deserialize<JsonElement>(Verify("--json").Output).EnumerateObject().Select(m => m.Name)));

    [Fact]
    public void The_first_epoch_that_differs_is_named_and_ends_it()
    {
        Change(record => record with { Epochs = record.Epochs.With(1, record.Epochs[1] with { TrainLoss = 0.5 }) });
        var seen = Verify();
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("Epoch 2 differs: the training loss is ", seen.Output, StringComparison.Ordinal);
        Assert.Contains("and was 0.5.", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("3/3", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_seed_gives_another_run()
    {
        Change(record => record with { Seed = 2 });
        Assert.Contains("Epoch 1 differs", Verify().Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Verify("--quick").Exit); // the weights are what the record says; only training again can tell
    }

    [Fact]
    public void An_accuracy_that_the_weights_do_not_give_is_seen_quickly()
    {
        Change(record => record with
        {
            Epochs = record.Epochs.With(2, record.Epochs[2] with { HeldOut = new(5 - record.Epochs[2].HeldOut.Correct, 5) }),
        });
        var seen = Verify("--quick");
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("Epoch 3 differs: the number of held-out images classified correctly is", seen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_data_is_not_a_damaged_run()
    {
        IdxFiles.WriteSet(folder.Path, seed: 5);
        Assert.Equal(ExitCode.NoData, Verify().Exit);
    }

    [Theory]
    [InlineData("model.safetensors", "cut off|changed")]
    [InlineData("metrics.csv", "does not hold the epochs")]
    [InlineData("plan.json", "plan.json")]
    [InlineData("record.json", "is no record of a run")]
    public void A_cut_off_file_is_told(string file, string sentence)
    {
        var path = Path.Combine(run, file);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^10]);
        var seen = Verify("--quick");
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Matches(sentence, seen.Output + seen.Error);
    }

    [Fact]
    public void A_record_of_another_version_is_refused()
    {
        File.WriteAllText(Record, File.ReadAllText(Record).Replace("\"version\": 1", "\"version\": 99", StringComparison.Ordinal));
        foreach (var seen in new[] { Verify(), Command.Run("train", "--resume", run) })
        {
            Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
            Assert.Contains("written in version 99 of the format", seen.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_run_that_did_not_end_is_not_verified()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var cancelled = Path.Combine(folder.Path, "cancelled");
        Command.Run(around => around with { Cancellation = stop.Token }, [.. Arguments, "--out", cancelled]);
        var seen = Command.Run("verify", Directory.GetDirectories(cancelled).Single(), "--data", folder.Path);
        Assert.Equal(ExitCode.NoRunDirectory, seen.Exit);
        Assert.Contains("resume it first", seen.Error, StringComparison.Ordinal);
    }

    private string[] Arguments =>
        ["train", folder.Write("plan.json", Encoding.UTF8.GetBytes(PlanText.Write(Tiny))), "--backend", "simd", "--data", folder.Path];

    private string Train(params string[] options) => JsonSerializer.Deserialize<JsonElement>(
        Command.Run([.. Arguments, "--out", Path.Combine(folder.Path, "runs"), "--json", .. options]).Output)
            .GetProperty("runDirectory")
            .GetString()!;

    private Seen Verify(params string[] options) => Command.Run(["verify", run, "--data", folder.Path, .. options]);

    private void Change(Func<RunRecord, RunRecord> change)
    {
        var record = StoredRun.Load(run).OrThrow().Record;
        File.WriteAllText(Record, JsonText.Write(RecordDocument.Of(change(record)), RecordJson.Default.RecordDocument));
    }
}
