using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Mnist.Domain;
using Mnist.Engine;
using Mnist.Host;
using Xunit;
using Xunit.Abstractions;

namespace Mnist.PropertyTests.Host;

/// <summary>
/// Processes that are killed at random instants. MNIST_KILLS sets how often; as many as fit into a test run is few, so now and then more are
/// worth their time: <c>MNIST_KILLS=100 dotnet test --filter KillTests</c>.
/// </summary>
public sealed partial class KillTests : IDisposable
{
    private const int Epochs = 20;
    private const int SignalKill = 9;
    private const int SignalTerminate = 15;

    private static readonly Plan Plan = new(
        "killed",
        new(Shape.MnistImage, [new Layer.Conv2d(8, 5) { Stride = 2 }, new Layer.BatchNorm2d(), new Layer.Relu(), new Layer.Dropout(0.1), new Layer.Flatten(), new Layer.Linear(10)]),
        new()
        {
            Epochs = Epochs,
            BatchSize = 8,
            Optimizer = new Optimizer.AdamW { LearningRate = 0.01 },
            Augmentations = [new Mnist.Domain.Augmentation.Rotation(5)],
            WeightAverage = new(0.9) { EverySteps = 2 },
        },
        new());

    private readonly TemporaryFolder folder = new();
    private readonly ITestOutputHelper output;
    private readonly Random chance = new(20261121);

    public KillTests(ITestOutputHelper output)
    {
        this.output = output;
        folder.Write("plan.json", System.Text.Encoding.UTF8.GetBytes(PlanText.Write(Plan)));
        foreach (var role in MnistFile.Roles)
            folder.Write($"{role.Name()}", role switch
            {
                DataFileRole.TrainingImages => IdxFiles.Images(600),
                DataFileRole.TrainingLabels => IdxFiles.Labels(600),
                DataFileRole.TestImages => IdxFiles.Images(50, seed: 1),
                DataFileRole.TestLabels => IdxFiles.Labels(50, seed: 1),
            });
    }

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("MNIST_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 4;

    private string Runs => Path.Combine(folder.Path, "runs");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_that_is_killed_again_and_again_brings_the_bits_of_a_run_in_one_go()
    {
        var clock = Stopwatch.StartNew();
        var expected = Figures((await ExecuteAsync("alone", kill: null)).Output);
        var longest = clock.Elapsed;
        var (killed, finished, progress) = (0, 0, new List<string>());
        while (killed < Kills || UnfinishedRun() is not null)
        {
            var seen = await ExecuteAsync("runs", killed < Kills ? longest * chance.NextDouble() : null);
            if (seen.Exit == ExitCode.Done)
            {
                finished++;
                Assert.Equal(expected, Figures(seen.Output), StringComparer.Ordinal);
                Assert.Equal(Epochs + 1, File.ReadLines(Path.Combine(JsonSerializer.Deserialize<JsonElement>(seen.Output).GetProperty("runDirectory").GetString()!, "metrics.csv")).Count());
                continue;
            }

            Assert.True(seen.Exit is ExitCode.Cancelled || seen.WasKilled, $"{seen.Exit}: {seen.Error}");
            killed++;
            progress.Add($"{(seen.WasKilled ? "SIGKILL" : "SIGTERM")} {Newest()}");
        }

        output.WriteLine($"{killed} killed, {finished} finished, a run in one go takes {longest.TotalSeconds:F1} s; what each left: {string.Join(", ", progress)}");
    }

    /// <summary>Starts a run, or goes on with the unfinished one, and kills it after a while: one time in four gently.</summary>
    private async Task<Ended> ExecuteAsync(string runs, TimeSpan? kill)
    {
        var arguments = UnfinishedRun() is { } run
            ? new[] { "train", "--resume", run, "--threads", $"{chance.Next(1, 4)}" }
            : ["train", Path.Combine(folder.Path, "plan.json"), "--backend", "simd", "--out", Path.Combine(folder.Path, runs), "--threads", "1"];
        using var process = Process.Start(new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "mnist.dll"), .. arguments, "--data", folder.Path, "--json"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (answer, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (kill is { } after && !process.WaitForExit(after))
            Kill(process);

        await process.WaitForExitAsync();
        // A killed process has the signal's number in its exit code, and -1 on Windows.
        return new((ExitCode)process.ExitCode, await answer, await error, process.ExitCode is 128 + SignalKill or 128 + SignalTerminate or -1);
    }

    private void Kill(Process process)
    {
        if (chance.Next(4) == 0 && !OperatingSystem.IsWindows())
            _ = Signal(process.Id, SignalTerminate);
        else
            process.Kill();
    }

    /// <summary>The newest run that has begun and not ended; one that was killed before its record was written has not begun.</summary>
    private string? UnfinishedRun() => Directory.Exists(Runs)
        ? StoredRun.In(Runs).LastOrDefault(run => run.Record.Cancelled)?.Directory
        : null;

    private string Newest() => UnfinishedRun() is { } run
        ? Path.GetFileNameWithoutExtension(Directory.GetFiles(run, "checkpoint-*.bin").Order(StringComparer.Ordinal).LastOrDefault() ?? "no checkpoint")
        : "nothing";

    private static IEnumerable<string> Figures(string json)
    {
        var run = JsonSerializer.Deserialize<JsonElement>(json);
        return
        [
            run.GetProperty("weightsHash").GetString()!,
            .. run.GetProperty("epochs").EnumerateArray().Select(epoch => string.Join(
                ' ', epoch.EnumerateObject().Where(m => m.Name is not ("seconds" or "imagesPerSecond")).Select(m => m.Value.GetRawText()))),
        ];
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int process, int signal);

    private sealed record Ended(ExitCode Exit, string Output, string Error, bool WasKilled);
}
