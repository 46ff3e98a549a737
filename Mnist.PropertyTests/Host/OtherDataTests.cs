using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Onnx;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Shell;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>Data other than MNIST from its files to everything that is made of a run.</summary>
public sealed class OtherDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Property(MaxTest = 4)]
    public Property Any_number_of_classes_is_trained_read_exported_verified_and_resumed() => Prop.ForAll(
        Gen.Choose(2, 49).Zip(Gen.Choose(0, 1)).ToArbitrary(), of =>
        {
            var (classes, first) = of;
            using var place = new TemporaryFolder();
            var set = new DrawnSet(classes) { First = first, Training = 6 * classes, Test = 2 * classes };
            set.WriteTo(place.Path);
            var run = Train(place, classes);
            var trained = TrainedRun.Load(run).OrThrow();
            Assert.Equal(ClassNames.Numbered(classes, first), trained.Stored.Record.Data.Classes);
            Assert.NotEqual(Normalization.Mnist, trained.Plan.Plan.Training.Normalization);

            var (images, labels) = (Path.Combine(place.Path, "t10k-images-idx3-ubyte"), Path.Combine(place.Path, "t10k-labels-idx1-ubyte"));
            using var read = Json("predict", run, images, "--labels", labels, "--backend", "simd", "--json");
            Assert.Equal(trained.Stored.Record.Epochs[^1].HeldOut.Correct, read.RootElement.GetProperty("right").GetInt32());
            Assert.All(read.RootElement.GetProperty("predictions").EnumerateArray(), item =>
            {
                Assert.Equal(classes, item.GetProperty("probabilities").GetArrayLength());
                Assert.Equal($"{item.GetProperty("class").GetInt32() + first}", item.GetProperty("name").GetString());
            });

            var onnx = Path.Combine(place.Path, "model.onnx");
            Assert.Equal(ExitCode.Done, Command.Run("export", run, "--out", onnx).Exit);
            var output = ModelProto.Parser.ParseFrom(File.ReadAllBytes(onnx)).Graph.Output[0].Type.TensorType.Shape.Dim;
            Assert.Equal(classes, output[1].DimValue);
            Assert.Equal(
                (ExitCode.Done, ""),
                Told(Command.Run("export", run, "--format", "c", "--data", place.Path, "--out", place.Path)));
            Assert.Contains(
                $"#define DIGIT_LOGITS {classes}\n", File.ReadAllText(Path.Combine(place.Path, "digit.h")), StringComparison.Ordinal);
            Assert.Contains($"Class {classes - 1}: ", File.ReadAllText(Path.Combine(place.Path, "digit.c")), StringComparison.Ordinal);

            Assert.Equal(ExitCode.Done, Command.Run("verify", run, "--data", place.Path).Exit);
            var stopped = Stopped(place);
            Assert.Equal(ExitCode.Done, Command.Run("train", "--resume", stopped, "--data", place.Path).Exit);
            Assert.Equal(trained.Stored.Record.WeightsHash, Weights(stopped));
        });

    [Fact]
    public void A_plan_with_too_few_outputs_is_told_what_to_set()
    {
        new DrawnSet(26).WriteTo(folder.Path);
        foreach (var verb in new[] { "check", "train" })
        {
            var seen = Command.Run(verb, "under2k", "--data", folder.Path);
            Assert.Equal(ExitCode.Invalid, seen.Exit);
            Assert.Contains(
                "10 outputs for 26 classes; give the last layer at least 26 (layers.26.units=26)",
                seen.Output + seen.Error,
                StringComparison.Ordinal);
        }

        Assert.Equal(ExitCode.Done, Command.Run("check", "under2k").Exit);
        Assert.Equal(
            ExitCode.Done, Command.Run(
                "train", "under2k", "--data", folder.Path, "--set", "layers.26.units=26", "--max-params", "3000", "--dry-run").Exit);
        var repaired = Command.Run("repair", "under2k", "--max-params", "3000", "--data", folder.Path).Output;
        Assert.Contains("layers.26 linear: units from 10 to 26", repaired, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NoData, Command.Run("check", "under2k", "--data", Path.Combine(folder.Path, "missing")).Exit);
    }

    [Fact]
    public void Nothing_calls_other_data_MNIST_or_digits()
    {
        var place = Path.Combine(folder.Path, "pets");
        new DrawnSet(3) { Training = 30, Test = 12 }.WriteTo(place);
        File.WriteAllText(Path.Combine(place, "classes.txt"), "cat\nd<o>g/1\ncow");
        var run = Train(folder, 3, place, epochs: 1);
        var told = Command.Run("data", "--data", place).Output;
        Assert.Contains("cat ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("digit", told, StringComparison.OrdinalIgnoreCase);

        var page = File.ReadAllText(Path.Combine(run, "report.html"));
        var text = page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("<script", StringComparison.Ordinal)];
        Assert.Contains("d&lt;o&gt;g/1", text, StringComparison.Ordinal);
        Assert.Contains("pets is not MNIST", text, StringComparison.Ordinal);
        Assert.DoesNotContain("digit<", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" digit", text, StringComparison.OrdinalIgnoreCase);

        var listed = Command.Run("runs", Path.GetDirectoryName(run)!).Output;
        Assert.Contains("pets", listed, StringComparison.Ordinal);
        var images = Path.Combine(place, "t10k-images-idx3-ubyte");
        Assert.StartsWith("class    probability", Command.Run("predict", run, images).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Labelled_folders_have_the_names_of_the_classes()
    {
        var place = Path.Combine(folder.Path, "pets");
        new DrawnSet(3) { Training = 30, Test = 12 }.WriteTo(place);
        File.WriteAllText(Path.Combine(place, "classes.txt"), "cat\ndog\ncow");
        var run = Train(folder, 3, place, epochs: 1);
        var photographs = Path.Combine(folder.Path, "photographs");
        Assert.Equal(ExitCode.Done, Command.Run("data", "--data", place, "--photographs", photographs, "--count", "6").Exit);
        Assert.Equal(
            ["cat", "cow", "dog"],
            Directory.GetDirectories(photographs).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.Contains(
            "of 6 labelled images read right", Command.Run("predict", run, "--labels", photographs).Output, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(photographs, "hen"));
        Assert.Contains(
            "is named after no class; a folder of labelled pictures has folders named cat, dog, cow only.",
            Command.Run("predict", run, "--labels", photographs).Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_from_before_is_read_and_verified_as_it_was()
    {
        IdxFiles.WriteSet(folder.Path);
        var run = Train(folder, 10, folder.Path, normalization: new(0.1307, 0.3082));
        var (path, old) = (Path.Combine(run, "record.json"), Path.Combine(run, "plan.json"));
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        var data = record["data"]!.AsObject();
        foreach (var name in new[] { "classes", "namesFrom", "firstLabel", "transposed" })
            data.Remove(name);
        File.WriteAllText(path, record.ToJsonString());
        var trained = TrainedRun.Load(run).OrThrow();
        Assert.Equal(ClassNames.Numbered(10), trained.Stored.Record.Data.Classes);
        Assert.Equal(ExitCode.Done, Command.Run("verify", run, "--data", folder.Path).Exit);
        Assert.Contains("0.3082", File.ReadAllText(old), StringComparison.Ordinal);
    }

    /// <summary>Under a relative path as well: what is kept is a full one.</summary>
    [Fact]
    public void A_run_knows_where_its_data_was_and_looks_there_as_long_as_it_is_there()
    {
        var place = Path.Combine(folder.Path, "drawn");
        new DrawnSet(3) { Training = 30, Test = 12 }.WriteTo(place);
        var run = Train(folder, 3, Path.GetRelativePath(Directory.GetCurrentDirectory(), place), epochs: 1);
        Assert.Equal(place, StoredRun.Load(run).OrThrow().Record.DataFolder);
        Assert.Equal(ExitCode.Done, Command.Run("verify", run).Exit);
        Assert.Equal(ExitCode.Done, Command.Run("export", run, "--format", "c", "--out", folder.Path).Exit);
        Assert.Equal(ExitCode.Done, Command.Run("report", run).Exit);
        Assert.Contains("<img", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);

        Directory.Move(place, place + "-moved");
        Assert.Contains("name its folder with --data", Command.Run("verify", run).Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Command.Run("verify", run, "--data", place + "-moved").Exit);

        new DrawnSet(3) { Training = 33, Test = 12 }.WriteTo(place);
        Assert.NotEqual(ExitCode.Done, Command.Run("verify", run).Exit);
    }

    [Fact]
    public void Outputs_beyond_the_classes_stand_for_nothing()
    {
        using var other = new TemporaryFolder();
        foreach (var place in new[] { folder, other })
            new DrawnSet(3) { Training = 30, Test = 12 }.WriteTo(place.Path);
        Assert.Contains("Its 3 outputs are the classes", Command.Run("export", Train(folder, 3)).Output, StringComparison.Ordinal);
        Assert.Contains(
            "The first 3 of its 10 outputs are the classes, in the order of record.json: ",
            Command.Run("export", Train(other, 10)).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_normalised_as_MNIST_is_repeated_so()
    {
        IdxFiles.WriteSet(folder.Path);
        var run = Train(folder, 10, folder.Path);
        var stored = StoredRun.Load(run).OrThrow();
        var before = stored.Record.Plan with
        {
            Training = stored.Record.Plan.Training with { Normalization = Normalization.Mnist },
        };
        var record = stored with { Record = stored.Record with { Plan = before } };
        File.WriteAllText(Path.Combine(run, "plan.json"), PlanText.Write(before));
        var quiet = new HostEnvironment { Output = TextWriter.Null, Error = TextWriter.Null };
        Assert.Equal(before, RecordedJob.Prepare(record, folder.Path, 1, json: false, quiet).OrThrow().Job.Plan.Plan);
    }

    [Theory]
    [InlineData("classes", "[\"a\"]", "the number of classes is 1")]
    [InlineData("classes", "[\"a\", \"a\"]", "data.classes.1 is 'a'")]
    [InlineData("classes", "[\"a\", 7]", "data.classes.1")]
    [InlineData("namesFrom", "\"nowhere\"", "data.namesFrom is 'nowhere'")]
    [InlineData("firstLabel", "2", "data.firstLabel is 2")]
    public void A_changed_record_is_refused(string field, string value, string told)
    {
        new DrawnSet(3) { Training = 12, Test = 6 }.WriteTo(folder.Path);
        var run = Train(folder, 3, folder.Path, epochs: 1);
        var path = Path.Combine(run, "record.json");
        var record = JsonNode.Parse(File.ReadAllText(path))!;
        record["data"]![field] = JsonNode.Parse(value);
        File.WriteAllText(path, record.ToJsonString());
        var images = Path.Combine(folder.Path, "t10k-images-idx3-ubyte");
        Assert.Contains(told, Command.Run("predict", run, images).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Sweeps_and_comparisons_name_the_data_and_show_nothing_published()
    {
        new DrawnSet(3) { Training = 30, Test = 12 }.WriteTo(folder.Path);
        var runs = Path.Combine(folder.Path, "runs");
        string[] asked = ["sweep", "eva6/5", "--set", "training.batchSize=10", "--epochs", "1", "--seeds", "1,2", "--backend", "simd"];
        var seen = Command.Run([.. asked, "--data", folder.Path, "--out", runs]);
        Assert.Contains("These are not figures of MNIST.", seen.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("published", seen.Output, StringComparison.Ordinal);
        Assert.Contains($"`: {Path.GetFileName(folder.Path)}, trained on 30 images", seen.Output, StringComparison.Ordinal);
        var page = File.ReadAllText(Directory.GetFiles(runs, "*.html").Single());
        Assert.DoesNotContain("published", page[..page.IndexOf("<script", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.DoesNotContain("normalization", Command.Run("runs", runs).Output, StringComparison.Ordinal);
    }

    private string Train(TemporaryFolder place, int classes) => Train(place, classes, place.Path);

    private static string Train(
        TemporaryFolder place, int classes, string data, int epochs = 2, Normalization? normalization = null)
    {
        var plan = new Plan(
            "tiny",
            TinyNetwork.Of(classes),
            new()
            {
                Epochs = epochs,
                BatchSize = 4,
                Optimizer = new Optimizer.Adam { LearningRate = 0.01 },
                Normalization = normalization ?? Normalization.Mnist,
            },
            new());
        var runs = Path.Combine(place.Path, "runs");
        var seen = Command.Run(
            "train",
            place.Write("tiny.json", Encoding.UTF8.GetBytes(PlanText.Write(plan))),
            "--backend",
            "simd",
            "--data",
            data,
            "--out",
            runs);
        Assert.Equal((ExitCode.Done, ""), (seen.Exit, seen.Error));
        return Directory.GetDirectories(runs).Single();
    }

    /// <summary>The run of the plan that was trained before, cancelled in its second epoch.</summary>
    private static string Stopped(TemporaryFolder place)
    {
        var runs = Path.Combine(place.Path, "stopped");
        using var stop = new CancellationTokenSource();
        using var error = new ActAt("1/2", stop.Cancel);
        Assert.Equal(ExitCode.Cancelled, HostProcess.Guarded(
            ["train", Path.Combine(place.Path, "tiny.json"), "--backend", "simd", "--data", place.Path, "--out", runs, "--json"],
            new() { Output = TextWriter.Null, Error = error, Cancellation = stop.Token }));
        return Directory.GetDirectories(runs).Single();
    }

    private static (ExitCode Exit, string Error) Told(Seen seen) => (seen.Exit, seen.Error);

    private static string Weights(string run) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(run, "record.json")))!["weightsHash"]!.GetValue<string>();

    private static JsonDocument Json(params string[] arguments) => JsonDocument.Parse(Command.Run(arguments).Output);
}
