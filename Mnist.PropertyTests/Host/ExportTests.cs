using System.Text.Json;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Engine.Onnx;
using Mnist.Host.Commands;
using Xunit;

namespace Mnist.PropertyTests.Host;

public sealed class ExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string run;

    public ExportTests()
    {
        IdxFiles.WriteSet(folder.Path);
        var plan = new Plan(
            "tiny",
            TinyNetwork.Of(),
            new() { Epochs = 1, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
            new());
        var file = folder.Write("tiny.json", System.Text.Encoding.UTF8.GetBytes(PlanText.Write(plan)));
        var runs = Path.Combine(folder.Path, "runs");
        Command.Run(["train", file, "--backend", "simd", "--data", folder.Path, "--out", runs]);
        run = Directory.GetDirectories(runs).Single();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_ONNX_file_lies_beside_the_run()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(
            Command.Run("export", run, "--fold-batch-norm", "--normalize", "--softmax", "--json").Output);
        var file = document.GetProperty("file").GetString()!;
        Assert.Equal(Path.Combine(run, "model.onnx"), file);
        var graph = ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph;
        Assert.Equal(
            ["Mul", "Add", "Conv", "Relu", "Flatten", "Gemm", "Softmax"],
            graph.Node.Select(node => node.OpType),
            StringComparer.Ordinal);
        Assert.Equal("output probabilities (N, 10)", document.GetProperty("output").GetString());
    }

    [Fact]
    public void Safetensors_are_those_of_the_run()
    {
        var copy = Path.Combine(folder.Path, "copy.safetensors");
        Assert.Equal(ExitCode.Done, Command.Run("export", run, "--format", "safetensors", "--out", copy).Exit);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(copy));
    }

    [Fact]
    public void C_lies_beside_the_run_and_says_what_it_takes()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(
            Command.Run("export", run, "--format", "c", "--data", folder.Path, "--json").Output);
        Assert.Equal(Path.Combine(run, "digit.c"), document.GetProperty("source").GetString());
        Assert.Equal(Path.Combine(run, "digit.h"), document.GetProperty("header").GetString());
        var source = File.ReadAllText(Path.Combine(run, "digit.c"));
        Assert.Contains(
            $"#define DIGIT_ARENA_BYTES {document.GetProperty("arenaBytes")}\n",
            File.ReadAllText(Path.Combine(run, "digit.h")),
            StringComparison.Ordinal);
        Assert.Contains("tiny, ", source, StringComparison.Ordinal);
        Assert.Contains("static ROM int8_t weights_0[100]", source, StringComparison.Ordinal);
        Assert.All(source, c => Assert.InRange(c, '\n', '~'));
    }

    [Fact]
    public void C_of_float32_goes_into_a_folder_of_its_own()
    {
        var place = Path.Combine(folder.Path, "new", "firmware");
        var seen = Command.Run("export", run, "--format", "c", "--numbers", "float32", "--data", folder.Path, "--out", place);
        Assert.Equal(ExitCode.Done, seen.Exit);
        Assert.Contains("static float arena", File.ReadAllText(Path.Combine(place, "digit.c")), StringComparison.Ordinal);
        Assert.Equal(
            ["digit.c", "digit.h"],
            Directory.GetFiles(place).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>A file stands where the folder is to be: one sentence, and nothing is changed.</summary>
    [Fact]
    public void C_into_a_file_is_refused()
    {
        var file = folder.Write("file", [1, 2]);
        var seen = Command.Run("export", run, "--format", "c", "--data", folder.Path, "--out", file);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("cannot be written to", seen.Error, StringComparison.Ordinal);
        Assert.Equal([1, 2], File.ReadAllBytes(file));
    }

    [Fact]
    public void C_without_the_runs_data_is_refused_and_nothing_written()
    {
        var seen = Command.Run("export", run, "--format", "c", "--data", Path.Combine(folder.Path, "nowhere"));
        Assert.Equal(ExitCode.NoData, seen.Exit);
        Assert.False(File.Exists(Path.Combine(run, "digit.h")));
    }

    [Theory]
    [InlineData(ExitCode.NoRunDirectory, "no-such-run")]
    [InlineData(ExitCode.NoRunDirectory, "no-such-run", "--format", "c")]
    [InlineData(ExitCode.Invalid, "no-such-run", "--format", "c", "--numbers", "int4")]
    [InlineData(ExitCode.Invalid, "no-such-run", "--format", "gif")]
    public void What_cannot_be_done_is_refused(object exit, params string[] arguments) =>
        Assert.Equal((ExitCode)exit, Command.Run(["export", .. arguments]).Exit);

    [Fact]
    public void A_place_that_takes_no_file_is_told()
    {
        var seen = Command.Run("export", run, "--out", Path.Combine(run, "no-such-folder", "x.onnx"));
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Contains("cannot be written to", seen.Error, StringComparison.Ordinal);
    }

    /// <summary>An administrator's export took the place of the device: a file lay at /dev/full.</summary>
    [UnixFact]
    public void A_pipe_is_not_replaced()
    {
        var pipe = SpecialFiles.Pipe(Path.Combine(folder.Path, "pipe"));
        var seen = Command.Run("export", run, "--out", pipe);
        Assert.Equal(ExitCode.Invalid, seen.Exit);
        Assert.Equal($"'{pipe}' cannot be written to: It is a pipe and no regular file.", seen.Error.TrimEnd());
    }

    [Fact]
    public void A_link_stays_and_what_it_stands_for_is_written()
    {
        var (file, link) = (folder.Write("file", [1]), Path.Combine(folder.Path, "link"));
        File.CreateSymbolicLink(link, file);
        Assert.Equal(ExitCode.Done, Command.Run("export", run, "--format", "safetensors", "--out", link).Exit);
        Assert.Equal(file, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(file));
    }
}
