namespace Mnist.Host.Verbs.Drilldown;

/// <summary>One limit of a step's target, and what came of it.</summary>
/// <param name="Limit">The field of the target that sets it.</param>
/// <param name="Asked">In words.</param>
/// <param name="Measured">In words.</param>
/// <param name="Met">Whether all seeds kept to it.</param>
internal sealed record DrilldownAim(string Limit, string Asked, string Measured, bool Met)
{
    /// <summary>Every limit that the target of a published system sets: its size, its work, its training, its accuracy.</summary>
    /// <param name="target">Of the step.</param>
    /// <param name="sweep">Its result.</param>
    public static ValueList<DrilldownAim> Of(Target target, PlanSweep sweep)
    {
        var (epochs, worst) = (sweep.Plan.Training.Epochs, sweep.LastMinimum.Min);
        return
        [
            .. AtMost("maxParameters", target.MaxParameters, sweep.Parameters, "parameter"),
            .. AtMost("maxMacs", target.MaxMacs, sweep.Macs, "multiply-add"),
            .. AtMost("maxEpochs", target.MaxEpochs, epochs, "epoch"),
            .. target.Accuracy is { } accuracy
                ? [new(
                    "accuracy",
                    $"{accuracy.Exact()} % in all of the last {target.LastEpochs.Of("epoch")}",
                    $"{worst.Percent()} in the worst of them; met on {sweep.Met} of {sweep.Runs.Count.Of("seed")}",
                    sweep.Met == sweep.Runs.Count)]
                : Enumerable.Empty<DrilldownAim>(),
        ];
    }

    private static IEnumerable<DrilldownAim> AtMost(string limit, long? most, long measured, string noun) => most is { } asked
        ? [new(limit, $"at most {asked.Of(noun)}", measured.Of(noun), measured <= asked)]
        : [];
}
