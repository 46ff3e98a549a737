using Mnist.Host.Runs;
using Mnist.Host.Slurm;

namespace Mnist.Host.Sweeps;

/// <summary>Submits runs to Slurm as one job array, and returns when they are queued.</summary>
/// <remarks>Nothing is kept of a submission: the name of a job tells its sweep and how many runs each of its tasks has.</remarks>
/// <param name="options">What the user asks of Slurm.</param>
/// <param name="jobs">What time and memory are calculated from: the sweep's plans, or none where nothing is launched.</param>
/// <param name="around">Calls Slurm.</param>
internal sealed class SlurmLauncher(SlurmOptions options, ValueList<TrainJob> jobs, RunEnvironment around) : ILauncher
{
    /// <summary>What the runtime and the images take besides the network.</summary>
    private const long BytesOfProcess = 512L << 20;

    /// <summary>Other machines are slower, and shared.</summary>
    private const double TimesSlower = 4;

    private static readonly TimeSpan Start = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public ValueList<RunError> Launch(SweepFolder sweep, ValueList<SweepTask> tasks, Action<SweepRun> finished)
    {
        if (tasks.Count == 0)
            return [];
        using var alone = around.Files.Lock(sweep.Runs);
        return alone is null
            ? [RunError.Of(new RunDirectoryError.InUse(sweep.Runs))]
            : RunsPerTask(sweep).Bind(runs => Submit(sweep, tasks, runs)).Match(valid: Tell, invalid: errors => errors);
    }

    /// <inheritdoc/>
    public Validation<ValueList<LiveTask>, RunError> Live(SweepFolder sweep) => Queued(sweep).Map(parts => parts
        .SelectMany(part => Enumerable
            .Range(part.Part.Part * part.Name.RunsPerTask, part.Name.RunsPerTask)
            .Select(number => new LiveTask(number, part.Part.IsRunning)))
        .ToValueList());

    /// <inheritdoc/>
    public ValueList<RunError> Cancel(SweepFolder sweep) => Queued(sweep)
        .Map(parts => parts.Select(part => part.Part.Job).Distinct(StringComparer.Ordinal).ToValueList())
        .Bind(jobs => jobs.Count == 0
            ? Validation.Valid<string, RunError>("")
            : Ask(new SlurmCall("scancel", ["--quiet", .. jobs])))
        .Match<ValueList<RunError>>(valid: _ => [], invalid: errors => errors);

    /// <summary>The parts of a sweep that are queued or under way.</summary>
    private Validation<ValueList<(QueuedPart Part, SweepJobName Name)>, RunError> Queued(SweepFolder sweep) => Ask(JobQueue.Call)
        .Bind(answer => JobQueue.Parse(answer).MapErrors(RunError.Of))
        .Map(parts => (
            from part in parts
            let name = SweepJobName.Parse(part.Name)
            where name?.Sweep == sweep.Manifest.Id
            select (part, name)).ToValueList());

    private Validation<string, RunError> Ask(SlurmCall call) => around.Slurm(call).MapErrors(RunError.Of);

    private ValueList<RunError> Tell((string Job, int Tasks, int Runs) submitted)
    {
        around.Tell($"Slurm job {submitted.Job}: {submitted.Tasks.Of("task")} with {submitted.Runs.Of("run")}.");
        return [];
    }

    /// <summary>As the user asked, or as few as keep the numbers of the array within Slurm's limit.</summary>
    private Validation<int, RunError> RunsPerTask(SweepFolder sweep) => options.RunsPerTask is { } given
        ? given
        : Ask(ArrayLimit.Call).Bind(answer => ArrayLimit.Parse(answer).MapErrors(RunError.Of)).Map(limit =>
            (sweep.Manifest.Count + limit - 1) / limit);

    private Validation<(string Job, int Tasks, int Runs), RunError> Submit(SweepFolder sweep, ValueList<SweepTask> tasks, int runs)
    {
        var parts = tasks.Select(task => task.Number / runs).Distinct().ToValueList();
        var name = new SweepJobName(sweep.Manifest.Id, runs);
        Directory.CreateDirectory(sweep.Logs);
        var array = new ArrayJob(
            $"{name}",
            parts,
            sweep.Runs,
            Path.Combine(SweepFolder.LogFolder, TaskLog.Pattern(name)),
            BytesOfProcess + (options.Processors * jobs.Max(job => job.Memory(threads: 1))),
            Limit(runs),
            BatchScript.Text(
                [
                    .. Product.Invocation, "sweep", "--task", sweep.File, "--runs-per-task", $"{runs}",
                    "--parallel", $"{options.Processors}",
                    "--part",
                ],
                around.Variable(DataPlaces.FolderVariable) is { Length: > 0 } data
                    ? [(DataPlaces.FolderVariable, Path.GetFullPath(data))]
                    : []));
        return Ask(array.Call(options))
            .Bind(answer => ArrayJob.Number(answer).MapErrors(RunError.Of))
            .Map(job => (job, parts.Count, tasks.Count));
    }

    /// <summary>A limit that no run should reach: time is only a guess, and a task that reaches it is queued again.</summary>
    private TimeSpan? Limit(int runs)
    {
        var seconds = jobs
            .Select(job => job.EstimateTime(threads: 1, around)?.SecondsPerEpoch * job.Plan.Plan.Training.Epochs)
            .Max();
        return seconds * TimesSlower * Math.Ceiling((double)runs / options.Processors) is { } time
            ? Start + TimeSpan.FromSeconds(time)
            : null;
    }
}
