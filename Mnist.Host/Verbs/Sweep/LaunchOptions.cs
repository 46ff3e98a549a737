using System.CommandLine;
using System.CommandLine.Parsing;
using Mnist.Host.Commands;
using Mnist.Host.Slurm;

namespace Mnist.Host.Verbs.Sweep;

/// <summary>Who executes the runs.</summary>
/// <param name="Slurm">What is asked of Slurm; null where this process executes them.</param>
/// <param name="Wait">Whether to wait until Slurm has executed them.</param>
/// <param name="Parallel">Runs at a time in this process.</param>
internal sealed record LaunchRequest(SlurmOptions? Slurm, bool Wait, int Parallel);

/// <summary>The options that say who executes the runs.</summary>
internal sealed class LaunchOptions
{
    private const string Local = "local";
    private const string OnSlurm = "slurm";

    private readonly Option<string> launcher = new Option<string>("--launcher")
    {
        Description = "Who executes the runs: this process, or Slurm as one job array.",
        DefaultValueFactory = _ => Local,
    }.From(Local, OnSlurm);

    private readonly Option<bool> wait = new("--wait") { Description = "With slurm: wait for all runs, then print the table." };
    private readonly Option<int?> throttle = Options.Number<int?>("--throttle", (1, 1_000_000), "With slurm: tasks at a time.");
    private readonly Option<int?> runsPerTask = Options.Number<int?>(
        "--runs-per-task", (1, 1_000_000), "With slurm: runs of each task; default one, or as many as Slurm's MaxArraySize asks for.");

    private readonly Option<int> processors = Options.Number(
        "--cpus", (1, Options.MostThreads), "With slurm: processors of each task, for as many of its runs at a time.", () => 1);

    private readonly Option<string?> partition = Options.Of<string?>("--partition", "NAME", "With slurm: partition to queue in.");
    private readonly Option<string?> account = Options.Of<string?>("--account", "NAME", "With slurm: account to charge.");
    private readonly Option<string?> time = Options.Of<string?>(
        "--time", "TIME", "With slurm: time limit of a task, in place of what is calculated.");

    private readonly Option<string?> memory = Options.Of<string?>(
        "--mem", "SIZE", "With slurm: memory of a task, in place of what is calculated.");

    private readonly Option<string[]> more = Options.Of<string[]>(
        "--sbatch", "OPTION", "With slurm: a further option of sbatch, such as --sbatch=--qos=long; may be given several times.");

    /// <summary>How many runs each task has; a task is told as well.</summary>
    public Option<int?> RunsPerTask => runsPerTask;

    /// <summary>Whether a command line leaves the runs to Slurm.</summary>
    public bool IsSlurm(CommandResult result) => result.GetValue(launcher) == OnSlurm;

    /// <summary>Gives a verb the options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
        command.Validators.Add(result =>
        {
            foreach (var option in All.Skip(1).Where(option => result.GetResult(option) is { Implicit: false }))
            {
                if (!IsSlurm(result) && result.GetResult(PartOptions.TaskName) is null)
                    result.AddError($"{option.Name} needs --launcher slurm.");
            }
        });
    }

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="parallel">Runs at a time in this process.</param>
    public LaunchRequest Of(ParseResult parsed, int parallel) => new(
        parsed.GetValue(launcher) != OnSlurm ? null : new()
        {
            Partition = parsed.GetValue(partition),
            Account = parsed.GetValue(account),
            Time = parsed.GetValue(time),
            Memory = parsed.GetValue(memory),
            Processors = parsed.GetValue(processors),
            RunsPerTask = parsed.GetValue(runsPerTask),
            Throttle = parsed.GetValue(throttle),
            More = (parsed.GetValue(more) ?? []).ToValueList(),
        },
        parsed.GetValue(wait),
        parallel);

    private Option[] All => [launcher, wait, throttle, runsPerTask, processors, partition, account, time, memory, more];
}
