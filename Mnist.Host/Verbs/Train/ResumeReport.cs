using Mnist.Host.Runs;
using Mnist.Host.Wording;

namespace Mnist.Host.Verbs.Train;

/// <summary>Where an interrupted run is resumed, for people.</summary>
internal static class ResumeReport
{
    /// <summary>The lines before the run.</summary>
    /// <param name="found">The checkpoint, and those that are of no use.</param>
    /// <param name="record">What is known of the run.</param>
    /// <param name="plan">Its plan.</param>
    public static IEnumerable<Block> Of(FoundCheckpoint found, RunRecord record, CheckedPlan plan) =>
    [
        .. found.Refused.Select(refused => new Block.Line(refused.Sentence(), Tone.Warning)),
        .. ValueList.If(record.Execution.Version != Product.Version, OtherVersion(record.Execution.Version)),
        new Block.Line(Start(found, plan)),
    ];

    private static string Start(FoundCheckpoint found, CheckedPlan plan) => (found.State, found.Refused.Count) switch
    {
        ({ } state, 0) => $"Resumes {Place(state, plan)}.",
        ({ } state, _) => $"Resumes from the checkpoint before, {Place(state, plan)}.",
        (null, 0) => "There is no checkpoint yet: starts from the beginning.",
        (null, _) => "No checkpoint can be used: starts from the beginning.",
    };

    private static string Place(TrainingState state, CheckedPlan plan) => state.Epochs.Count == plan.Plan.Training.Epochs
        ? "after the last epoch"
        : $"in epoch {state.Epochs.Count + 1}, with {state.Current.Steps} of its {plan.StepsPerEpoch.Of("step")} done";

    private static Block.Line OtherVersion(string version) => new(
        $"The run was started by version {version} of this program, and this is {Product.Version}: its bits may not be those of a run "
            + "in one go.", Tone.Warning);
}
