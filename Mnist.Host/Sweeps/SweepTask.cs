namespace Mnist.Host.Sweeps;

/// <summary>One run of a sweep: a plan with a seed.</summary>
/// <param name="Number">From 0, in the order of the sweep.</param>
/// <param name="PlanNumber">Which plan of the sweep, from 0.</param>
/// <param name="Plan">What runs.</param>
/// <param name="Seed">Of all random streams.</param>
/// <param name="Key">What the same run has, and no other.</param>
internal sealed record SweepTask(int Number, int PlanNumber, Plan Plan, long Seed, string Key)
{
    private const int KeyDigits = 8;

    /// <summary>What the plan is called among those of the sweep.</summary>
    public string PlanLabel { get; init; } = Plan.Name;

    /// <summary>Names of the run's directory, the usual one first: whoever looks for the run finds it without reading others.</summary>
    public IEnumerable<string> DirectoryNames
    {
        get
        {
            var name = $"{Plan.Name.Replace('/', '-')}-{Seed}-{Key[..KeyDigits]}";
            return Enumerable.Range(1, int.MaxValue).Select(attempt => attempt == 1 ? name : $"{name}-{attempt}");
        }
    }
}
