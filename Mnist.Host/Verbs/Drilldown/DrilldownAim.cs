using System.Text.Json;

namespace Mnist.Host.Verbs.Drilldown;

/// <summary>One limit of a step's target, and what came of it.</summary>
/// <param name="Limit">The field of the target that sets it, as plan files name it.</param>
/// <param name="Asked">In words.</param>
/// <param name="Measured">In words.</param>
/// <param name="Met">Whether all seeds kept to it.</param>
internal sealed record DrilldownAim(string Limit, string Asked, string Measured, bool Met)
{
    /// <summary>Every limit that the target of a published system sets: its size, its work, its training, its accuracy.</summary>
    /// <param name="target">Of the step.</param>
    /// <param name="sweep">Its result.</param>
    public static ValueList<DrilldownAim> Of(Target target, PlanSweep sweep) =>
    [
        .. from part in target.Parts()
           let came = Came(part.Property, target, sweep)
           where came is not null
           select new DrilldownAim(
               JsonNamingPolicy.CamelCase.ConvertName(part.Property), part.Words, came.Value.Measured, came.Value.Met),
    ];

    /// <summary>What came of a limit; null for those that no published system has.</summary>
    private static (string Measured, bool Met)? Came(string property, Target target, PlanSweep sweep) => property switch
    {
        nameof(Target.MaxParameters) => AtMost(target.MaxParameters, sweep.Parameters, "parameter"),
        nameof(Target.MaxMacs) => AtMost(target.MaxMacs, sweep.Macs, "multiply-add"),
        nameof(Target.MaxEpochs) => AtMost(target.MaxEpochs, sweep.Plan.Training.Epochs, "epoch"),
        nameof(Target.Accuracy) => (
            $"{sweep.LastMinimum.Min.Percent()} in the worst of them; met on {sweep.Met} of {sweep.Runs.Count.Of("seed")}",
            sweep.Met == sweep.Runs.Count),
        _ => null,
    };

    private static (string Measured, bool Met) AtMost(long? most, long measured, string noun) => (measured.Of(noun), measured <= most);
}
