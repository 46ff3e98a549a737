using Mnist.Domain.Checking;
using Mnist.Domain.Networks;
using Mnist.Domain.Planning;
using Mnist.Domain.Training;

namespace Mnist.PropertyTests;

/// <summary>A small legal network with the batch it meets.</summary>
/// <param name="Architecture">Legal by <see cref="ReferenceShapes"/>, with at least <see cref="FewestClasses"/> outputs.</param>
/// <param name="BatchSize">Images in the batch, at least 2.</param>
/// <param name="Seed">For weights and images.</param>
public sealed record NetworkCase(Architecture Architecture, int BatchSize, int Seed)
{
    public const int FewestClasses = 3;

    /// <summary>One for each output.</summary>
    public int Classes => ReferenceShapes.Output(Architecture.Layers, Architecture.Input)!.Channels;

    public DataSpec Data => new(Architecture.Input, ClassNames.Numbered(Classes), 2 * BatchSize);

    /// <summary>Whether its layers fit together and end in enough flat outputs, by the reference.</summary>
    public bool IsLegal =>
        ReferenceShapes.Output(Architecture.Layers, Architecture.Input) is { Height: 1, Width: 1, Channels: >= FewestClasses };

    /// <summary>A plan with this network and plain descent at rate 1: after a step, old minus new weights are the gradient.</summary>
    public Plan Plan() => new(
        "case",
        Architecture,
        new TrainingPlan { Epochs = 1, BatchSize = BatchSize, Optimizer = new Optimizer.Sgd { LearningRate = 1 } },
        new Target());

    /// <summary>The plan after its check.</summary>
    public CheckedPlan Checked(Func<TrainingPlan, TrainingPlan>? change = null)
    {
        var plan = Plan();
        return PlanChecker.Check(plan with { Training = (change ?? (t => t))(plan.Training) }, Data).OrThrow();
    }

    public override string ToString() => $"{Architecture.Input} {Architecture.Layers}, batch {BatchSize}, seed {Seed}";
}
