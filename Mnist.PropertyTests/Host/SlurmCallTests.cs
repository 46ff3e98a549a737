using System.Diagnostics;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Host.Commands;
using Mnist.Host.Slurm;
using Xunit;

namespace Mnist.PropertyTests.Host;

/// <summary>What Slurm is asked, and what becomes of its answers: a stand-in answers here.</summary>
public sealed class SlurmCallTests : IDisposable
{
    private static readonly Plan Plan = new(
        "one",
        new(Shape.MnistImage, [new Layer.Flatten(), new Layer.Linear(10)]),
        new() { Epochs = 1, BatchSize = 4, Optimizer = new Optimizer.Sgd { LearningRate = 0.01 } },
        new());

    private readonly TemporaryFolder folder = new();
    private readonly List<SlurmCall> calls = [];

    public SlurmCallTests()
    {
        IdxFiles.WriteSet(folder.Path);
        File.WriteAllText(InFolder("plan.json"), PlanText.Write(Plan));
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_thousand_runs_are_submitted_by_one_call_and_their_status_is_asked_by_one()
    {
        var seen = Submit(Answer, "--seeds", "1..1000", "--throttle", "50", "--partition", "p q", "--sbatch=--qos=long");
        Assert.True(seen.Exit == ExitCode.Done, seen.Error);
        var words = calls.Single(call => call.Program == "sbatch").Arguments;
        Assert.Contains("--array=0-999%50", words, StringComparer.Ordinal);
        Assert.Contains("--partition=p q", words, StringComparer.Ordinal);
        Assert.Equal("--qos=long", words[^1]);

        calls.Clear();
        var status = JsonSerializer.Deserialize<JsonElement>(Run(Answer, "sweep", "--status", InFolder("runs"), "--json").Output);
        Assert.Equal(1_000, status.GetProperty("sweeps")[0].GetProperty("notBegun").GetInt32());
        Assert.Equal("squeue", calls.Single().Program);
    }

    [Theory]
    [InlineData(1_001, 1_000, "--array=0-999")]
    [InlineData(1_001, 1_001, "--array=0-1000")]
    [InlineData(1_001, 1_002, "--array=0-500")]
    [InlineData(100, 1_000, "--array=0-99")]
    public void Tasks_have_as_many_runs_as_the_limit_of_arrays_asks_for(int limit, int runs, string array)
    {
        Submit(call => call.Program == "scontrol" ? Valid($"MaxArraySize            = {limit}\n") : Answer(call), "--seeds", $"1..{runs}");
        Assert.Contains(array, calls.Single(call => call.Program == "sbatch").Arguments, StringComparer.Ordinal);
    }

    [Fact]
    public void What_is_queued_is_not_submitted_again()
    {
        Submit(Answer, "--seeds", "1..5");
        var name = calls.Single(call => call.Program == "sbatch").Arguments.Single(a => a.StartsWith(
            "--job-name=",
            StringComparison.Ordinal))[11..];
        var seen = Submit(
            call => call.Program == "squeue" ? Valid(
                $"{name}|7|0|RUNNING\n{name}|7|1|PENDING\n{name}|7|4|PENDING\nother|8|N/A|RUNNING\n") : Answer(call),
            "--seeds", "1..5");
        Assert.True(seen.Exit == ExitCode.Done, seen.Error);
        Assert.Contains("--array=2-3", calls.Last(call => call.Program == "sbatch").Arguments, StringComparer.Ordinal);
        Assert.Contains("5 runs: 0 ended, 1 running, 2 queued, 0 stopped, 2 not begun.", seen.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sbatch")]
    [InlineData("squeue")]
    [InlineData("scontrol")]
    public void A_Slurm_that_is_not_there_refuses_or_talks_nonsense_gets_a_sentence_and_loses_nothing(string program)
    {
        SlurmError[] errors =
        [
            new SlurmError.Missing(program), new SlurmError.Refused(
                program,
                1,
                "Invalid account\u001b[31m"), new SlurmError.Silent(program, 120),
        ];
        foreach (var error in errors)
        {
            var seen = Submit(
                call => call.Program == program ? Validation.Invalid<string, SlurmError>([error]) : Answer(call), "--seeds", "1..3");
            Assert.Equal(ExitCode.Invalid, seen.Exit);
            Assert.Contains(program, Last(seen.Error), StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', seen.Error);
        }

        Assert.Equal(ExitCode.Invalid, Submit(call => call.Program == program ? Valid("?|?") : Answer(call), "--seeds", "1..3").Exit);
        Assert.Equal(ExitCode.Done, Submit(Answer, "--seeds", "1..3").Exit);
    }

    [Fact]
    public void What_Slurm_says_in_lines_is_told_in_one() => Assert.StartsWith(
        "Slurm's squeue failed with exit code 1: squeue: error: no host; squeue: fatal: no configuration. Nothing is lost",
        new SlurmError.Refused("squeue", 1, "squeue: error: no host\nsqueue: fatal: no configuration.\n").Sentence(),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("sweep")]
    [InlineData("sweep one.json --status runs")]
    [InlineData("sweep --status runs --collect runs")]
    [InlineData("sweep flagship --partition p")]
    [InlineData("sweep flagship --launcher condor")]
    [InlineData("sweep flagship --launcher slurm --cpus 0")]
    public void What_does_not_go_together_is_refused(string command) =>
        Assert.Equal(ExitCode.Invalid, Run(Answer, command.Split(' ')).Exit);

    [Theory]
    [InlineData("--status")]
    [InlineData("--collect")]
    [InlineData("--retry")]
    [InlineData("--cancel")]
    public void A_folder_without_a_sweep_and_a_damaged_sweep_get_a_sentence(string option)
    {
        var seen = Run(Answer, "sweep", option, folder.Path);
        Assert.Equal((ExitCode.NoRunDirectory, 1), (seen.Exit, seen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        File.WriteAllText(InFolder("sweep-0.json"), "{\"format\": 1}");
        seen = Run(Answer, "sweep", option, folder.Path);
        Assert.Equal((ExitCode.NoRunDirectory, 1), (seen.Exit, seen.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Property]
    public bool Numbers_of_an_array_are_read_as_they_were_written(NonEmptyArray<byte> numbers) =>
        numbers.Get.Select(n => (long)n).Ranges("-")
            .Split(',')
            .Select(part => part.Split('-'))
            .SelectMany(ends => Enumerable.Range(int.Parse(ends[0]), int.Parse(ends[^1]) - int.Parse(ends[0]) + 1))
            .SequenceEqual(numbers.Get.Select(n => (int)n).Distinct().Order());

    /// <summary>A real shell reads the script; the program is printf, which shows the words it was given.</summary>
    [UnixFact]
    public void No_word_in_a_script_is_more_than_a_word()
    {
        ValueList<string> words = ["a b", "$(touch x)", "`id`", "it's", "\"", "\\", "*", ";", "line\nbreak", "", "-n"];
        var script = BatchScript.Text(["/usr/bin/printf", "[%s]", .. words], [("MNIST_DATA", "a 'folder' $HOME")]);
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-s"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["SLURM_ARRAY_TASK_ID"] = "7" },
        })!;
        shell.StandardInput.Write(script);
        shell.StandardInput.Close();
        Assert.Equal(string.Concat(words.Append("7").Select(word => $"[{word}]")), shell.StandardOutput.ReadToEnd());
    }

    private static Validation<string, SlurmError> Answer(SlurmCall call) => Valid(call.Program switch
    {
        "sbatch" => "42;cluster\n",
        "scontrol" => "Configuration data\nMaxArraySize            = 1001\n",
        _ => "",
    });

    private static Validation<string, SlurmError> Valid(string answer) => Validation.Valid<string, SlurmError>(answer);

    private static string Last(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];

    private Seen Submit(Func<SlurmCall, Validation<string, SlurmError>> slurm, params string[] more) => Run(
        slurm,
        [
            "sweep", InFolder(
                "plan.json"), "--data", folder.Path, "--backend", "simd", "--out", InFolder("runs"), "--launcher", "slurm", .. more,
        ]);

    private Seen Run(Func<SlurmCall, Validation<string, SlurmError>> slurm, params string[] arguments) => Command.Run(
        around => around with
        {
            Slurm = call =>
            {
                calls.Add(call);
                return slurm(call);
            },
        },
        arguments);

    private string InFolder(string name) => Path.Combine(folder.Path, name);
}
