namespace Mnist.Host.Slurm;

/// <summary>What a user asks of Slurm; null leaves it to Slurm or to the calculator.</summary>
internal sealed record SlurmOptions
{
    /// <summary>Partition to queue in.</summary>
    public string? Partition { get; init; }

    /// <summary>Account to charge.</summary>
    public string? Account { get; init; }

    /// <summary>Time limit of a task, as sbatch writes it.</summary>
    public string? Time { get; init; }

    /// <summary>Memory of a task, as sbatch writes it.</summary>
    public string? Memory { get; init; }

    /// <summary>Processors of a task: so many of its runs at a time.</summary>
    public int Processors { get; init; } = 1;

    /// <summary>Runs of a task; null for one, or for as many as keep the array within Slurm's limit.</summary>
    public int? RunsPerTask { get; init; }

    /// <summary>Tasks at a time.</summary>
    public int? Throttle { get; init; }

    /// <summary>Further options of sbatch, as they are.</summary>
    public ValueList<string> More { get; init; } = [];
}
