namespace Mnist.Host.Slurm;

/// <summary>Why Slurm did not do what it was asked for.</summary>
internal abstract record SlurmError
{
    private SlurmError()
    {
    }

    /// <summary>The one fold of the union.</summary>
    public abstract T Match<T>(Cases<T> on);

    /// <summary>One function for each case.</summary>
    internal sealed record Cases<T>(
        Func<Missing, T> Missing, Func<Refused, T> Refused, Func<Silent, T> Silent, Func<Strange, T> Strange);

    /// <summary>The command is not there.</summary>
    /// <param name="Program">Such as "sbatch".</param>
    internal sealed record Missing(string Program) : SlurmError
    {
        public override T Match<T>(Cases<T> on) => on.Missing(this);
    }

    /// <summary>The command failed.</summary>
    /// <param name="Program">Such as "sbatch".</param>
    /// <param name="Exit">Its exit code.</param>
    /// <param name="Said">What it wrote on standard error.</param>
    internal sealed record Refused(string Program, int Exit, string Said) : SlurmError
    {
        public override T Match<T>(Cases<T> on) => on.Refused(this);
    }

    /// <summary>The command did not end in time.</summary>
    /// <param name="Program">Such as "squeue".</param>
    /// <param name="Seconds">How long it was waited for.</param>
    internal sealed record Silent(string Program, double Seconds) : SlurmError
    {
        public override T Match<T>(Cases<T> on) => on.Silent(this);
    }

    /// <summary>The command's answer is not what Slurm documents.</summary>
    /// <param name="Program">Such as "sbatch".</param>
    /// <param name="Said">Its answer.</param>
    internal sealed record Strange(string Program, string Said) : SlurmError
    {
        public override T Match<T>(Cases<T> on) => on.Strange(this);
    }
}
