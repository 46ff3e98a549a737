using System.Diagnostics;
using System.Text.Json;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;
using Mnist.Domain.Values;
using Mnist.Engine.Data;
using Mnist.Host.Commands;
using Mnist.Host.Runs;
using Mnist.Host.Slurm;
using Xunit;
using Xunit.Abstractions;

namespace Mnist.PropertyTests.Host;

/// <summary>Sweeps on a real Slurm with two nodes; runs of the long plan last for seconds, so that something can happen to them.</summary>
public sealed class SlurmTests(ITestOutputHelper output) : IDisposable
{
    private const int Images = 2_000, Seeds = 3, Runs = 4 * Seeds;

    private readonly TemporaryFolder folder = new();

    private static readonly Plan Plan = new(
        "long",
        TinyNetwork.Of(),
        new() { Epochs = 400, BatchSize = 10, Optimizer = new Optimizer.Adam { LearningRate = 0.001 } },
        new());

    public void Dispose() => folder.Dispose();

    [SlurmFact]
    public void Whatever_happens_to_tasks_the_runs_have_the_bits_of_local_ones()
    {
        WriteData();
        using var cluster = SlurmCluster.TryStart(output.WriteLine);
        if (cluster is null)
            return;
        var there = Path.Combine(folder.Path, "there");
        string[] sweep = ["sweep", "--data", folder.Path, "--backend", "simd", "--seeds", $"1..{Seeds}", .. Plans().Select(PlanFile)];
        var local = Hashes(Mnist(cluster, [.. sweep, "--out", Path.Combine(folder.Path, "here"), "--json"]));

        AssertDone(Mnist(cluster, [.. sweep, "--out", there, "--launcher", "slurm"]));
        var job = cluster.Ask("squeue", "-h", "-o", "%F").Split('\n')[0];
        cluster.Until("seed 1 of the long plan trains", () => HasBegun(there, seed: 1));
        KillTask(0);
        cluster.Until("seed 2 trains", () => HasBegun(there, seed: 2));
        cluster.Ask("scontrol", "requeue", $"{job}_4");
        cluster.Until("seed 3 trains", () => HasBegun(there, seed: 3));
        cluster.Ask("scancel", "--signal=USR1", "--batch", $"{job}_8"); // as before a time limit
        Finish(cluster);

        // The killed one has stopped; one that is queued again may be between two queues for a moment, and is launched like the killed one.
        var stopped = Status(cluster, there)
            .GetProperty("stopped")
            .EnumerateArray()
            .Select(run => $"{run.GetProperty("plan")} {run.GetProperty("seed")}");
        Assert.Contains("long 1", stopped, StringComparer.Ordinal);
        var log = File.ReadAllText(Directory.GetFiles(Path.Combine(there, "logs"), "*_8.log").Single());
        output.WriteLine(log);
        AssertDone(Mnist(cluster, "sweep", "--retry", there, "--launcher", "slurm", "--wait"));
        Assert.Equal(local, Hashes(Mnist(cluster, "sweep", "--collect", there, "--json")), StringComparer.Ordinal);
        Assert.Equal(Runs, StoredRun.In(there).Count());
    }

    [SlurmFact]
    public void A_sweep_that_is_cancelled_in_the_middle_loses_nothing()
    {
        WriteData();
        using var cluster = SlurmCluster.TryStart(output.WriteLine);
        if (cluster is null)
            return;
        var there = Path.Combine(folder.Path, "there");
        string[] sweep = ["sweep", "--data", folder.Path, "--backend", "simd", "--seeds", "1..4", PlanFile(Plan), "--json"];
        var local = Hashes(Mnist(cluster, [.. sweep, "--out", Path.Combine(folder.Path, "here")]));

        string[] onSlurm = [.. sweep, "--out", there, "--launcher", "slurm", "--cpus", "2", "--runs-per-task", "2"];
        AssertDone(Mnist(cluster, onSlurm));
        cluster.Until("runs train", () => HasBegun(there, seed: 1));
        AssertDone(Mnist(cluster, "sweep", "--cancel", there));
        Finish(cluster);
        Assert.InRange(Status(cluster, there).GetProperty("ended").GetInt32(), 0, 3);

        Assert.Equal(local, Hashes(Mnist(cluster, [.. onSlurm, "--wait"])), StringComparer.Ordinal);
        Assert.Equal(4, StoredRun.In(there).Count());
    }

    private static void AssertDone(Seen seen) => Assert.True(seen.Exit == ExitCode.Done, seen.Error);

    private static bool HasBegun(string runs, int seed) =>
        Directory.Exists(runs) && Directory
            .GetDirectories(runs, $"long-{seed}-*")
            .Any(run => File.Exists(Path.Combine(run, "record.json")));

    private static void KillTask(int part)
    {
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                var command = $"/proc/{process.Id}/cmdline";
                if (File.Exists(command) && File.ReadAllText(command).EndsWith($"\0--part\0{part}\0", StringComparison.Ordinal))
                    process.Kill();
            }
        }
    }

    private static void Finish(SlurmCluster cluster) => cluster.Until("the queue is empty", () =>
    {
        foreach (var waiting in cluster.Ask("squeue", "-h", "--array", "--states=PENDING", "-o", "%F_%K").Split('\n'))
            cluster.Ask("scontrol", "update", $"JobId={waiting}", "StartTime=now"); // what is queued again would wait for two minutes
        return cluster.Ask("squeue", "-h").Length == 0;
    });

    private static ValueList<string> Hashes(Seen seen) => JsonSerializer.Deserialize<JsonElement>(seen.Output)
        .GetProperty("plans")
        .EnumerateArray()
        .SelectMany(plan => plan.GetProperty("runs").EnumerateArray().Select(run =>
            $"{plan.GetProperty("plan")} {run.GetProperty("seed")} {run.GetProperty("weightsHash")}"))
        .ToValueList();

    private static JsonElement Status(SlurmCluster cluster, string runs) =>
        JsonSerializer.Deserialize<JsonElement>(Mnist(cluster, "sweep", "--status", runs, "--json").Output).GetProperty("sweeps")[0];

    private static Seen Mnist(SlurmCluster cluster, params string[] arguments) => Command.Run(
        around => around with { Slurm = call => SlurmProgram.Run(call, ("SLURM_CONF", cluster.Configuration)) }, arguments);

    private static Plan[] Plans() =>
        [Plan, .. Enumerable.Range(1, 3).Select(n => Plan with { Name = $"short{n}", Training = Plan.Training with { Epochs = n } })];

    private string PlanFile(Plan plan)
    {
        var path = Path.Combine(folder.Path, $"{plan.Name}.json");
        File.WriteAllText(path, PlanText.Write(plan));
        return path;
    }

    private void WriteData()
    {
        foreach (var role in Enum.GetValues<DataFileRole>())
            folder.Write($"{role.Name()}.gz", IdxFiles.Gzip(role switch
            {
                DataFileRole.TrainingImages => IdxFiles.Images(Images),
                DataFileRole.TrainingLabels => IdxFiles.Labels(Images),
                DataFileRole.TestImages => IdxFiles.Images(50, seed: 1),
                DataFileRole.TestLabels => IdxFiles.Labels(50, seed: 1),
            }));
    }
}
