using System.Globalization;

namespace Mnist.Host.Sweeps;

/// <summary>The name of a sweep's jobs: letters and digits only, whatever plans and folders are called.</summary>
/// <param name="Sweep">Which sweep.</param>
/// <param name="RunsPerTask">Runs of each task of the array.</param>
internal sealed record SweepJobName(string Sweep, int RunsPerTask)
{
    private const string Prefix = "mnist";

    /// <summary>The sweep's job of that name; null where it is another job.</summary>
    /// <param name="name">Made by <see cref="ToString"/>, or not.</param>
    public static SweepJobName? Parse(string name) =>
        name.Split('-') is [Prefix, var sweep, var runs] && int.TryParse(runs, CultureInfo.InvariantCulture, out var count)
            ? new(sweep, count)
            : null;

    public override string ToString() => $"{Prefix}-{Sweep}-{RunsPerTask}";
}
