using System.Diagnostics;

namespace Mnist.PropertyTests;

/// <summary>A test with a real Slurm; skipped where it is not installed or may not be started.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlurmFactAttribute : Xunit.FactAttribute
{
    public SlurmFactAttribute()
    {
        if (!SlurmCluster.IsPossible)
            Skip = "slurmctld, slurmd and munged are not installed here, or this is not the root user";
    }
}

/// <summary>
/// A Slurm of its own: a controller and two nodes of two processors on this machine, in a folder that is gone afterwards.
/// </summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly string[] Programs = ["sbin/slurmctld", "sbin/slurmd", "sbin/munged", "bin/sbatch"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly List<Process> daemons = [];

    private SlurmCluster()
    {
        var port = 20_000 + (2 * Random.Shared.Next(20_000)); // TCP has no way to keep one that is free
        foreach (var name in new[] { "munge", "state", "log" })
            Directory.CreateDirectory(Path.Combine(folder.Path, name));
        var key = Path.Combine(folder.Path, "munge", "key");
        File.WriteAllBytes(key, System.Security.Cryptography.RandomNumberGenerator.GetBytes(1_024));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101); // munged wants a folder that all may enter
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.WriteAllText(Path.Combine(folder.Path, "cgroup.conf"), "CgroupPlugin=cgroup/v1\n");
        File.WriteAllText(Configuration, $"""
            ClusterName=test
            SlurmctldHost=localhost
            AuthType=auth/munge
            AuthInfo=socket={folder.Path}/munge/socket
            CredType=cred/munge
            SlurmUser=root
            SlurmdUser=root
            SlurmctldPort={port}
            StateSaveLocation={folder.Path}/state
            SlurmdSpoolDir={folder.Path}/spool-%n
            SlurmctldPidFile={folder.Path}/slurmctld.pid
            SlurmdPidFile={folder.Path}/slurmd-%n.pid
            SlurmctldLogFile={folder.Path}/log/slurmctld
            SlurmdLogFile={folder.Path}/log/slurmd-%n
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            SelectType=select/cons_tres
            SelectTypeParameters=CR_Core
            SchedulerParameters=sched_interval=1,batch_sched_delay=0
            ReturnToService=2
            MpiDefault=none
            KillWait=5
            NodeName=n1 NodeHostname=localhost Port={port + 1} CPUs=2 RealMemory=2000 State=UNKNOWN
            NodeName=n2 NodeHostname=localhost Port={port + 2} CPUs=2 RealMemory=2000 State=UNKNOWN
            PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP

            """);
    }

    public static bool IsPossible => Environment.UserName == "root" && Programs.All(program => File.Exists($"/usr/{program}"));

    /// <summary>The file that SLURM_CONF has to name.</summary>
    public string Configuration => Path.Combine(folder.Path, "slurm.conf");

    /// <summary>Starts it, and waits until its nodes take work; null where this machine does not let it, as in some containers.</summary>
    /// <param name="tell">Takes the reason.</param>
    public static SlurmCluster? TryStart(Action<string> tell)
    {
        var cluster = new SlurmCluster();
        try
        {
            cluster.Start();
            return cluster;
        }
        catch (TimeoutException failure)
        {
            tell($"Slurm does not start here, and this test ends: {failure.Message}");
            cluster.Dispose();
            return null;
        }
    }

    /// <summary>What a command of Slurm prints.</summary>
    public string Ask(string program, params string[] arguments)
    {
        using var process = Process.Start(Command(program, arguments))!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Trim();
    }

    /// <summary>Waits for something; it fails with the controller's log.</summary>
    public void Until(string what, Func<bool> isSo)
    {
        for (var clock = Stopwatch.StartNew(); !isSo(); Thread.Sleep(100))
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException($"not within {Patience}: {what}\n{Log()}");
        }
    }

    public void Dispose()
    {
        foreach (var daemon in daemons)
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }

        folder.Dispose();
    }

    private void Start()
    {
        var munge = Path.Combine(folder.Path, "munge");
        Daemon(
            "munged", "--foreground", "--force", $"--socket={munge}/socket", $"--key-file={munge}/key", $"--pid-file={munge}/pid",
            $"--log-file={munge}/log", $"--seed-file={munge}/seed");
        Until("munged answers", () => File.Exists($"{munge}/socket"));
        Daemon("slurmctld", "-D");
        Daemon("slurmd", "-D", "-N", "n1");
        Daemon("slurmd", "-D", "-N", "n2");
        Until("two nodes are idle", () => Ask("sinfo", "-h", "-N", "-o", "%t").Split() is ["idle", "idle", ..]);
    }

    private void Daemon(string program, params string[] arguments) =>
        daemons.Add(Process.Start(Command(Path.Combine("/usr/sbin", program), arguments))!);

    private ProcessStartInfo Command(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        Environment = { ["SLURM_CONF"] = Configuration },
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    private string Log() => string.Join(
        '\n',
        Directory.GetFiles(Path.Combine(folder.Path, "log")).SelectMany(file => File.ReadLines(file).TakeLast(20)));
}
