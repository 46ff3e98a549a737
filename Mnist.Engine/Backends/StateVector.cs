namespace Mnist.Engine.Backends;

/// <summary>One part of a network's state: a value for each value of the network, in the order of <see cref="Weights"/>.</summary>
/// <remarks>
/// The same parts for every backend; a state that one backend kept can be read by another, only the bits of later steps differ.
/// </remarks>
/// <param name="Name">One of <see cref="NamesOf"/>.</param>
/// <param name="Values">As many as the network has; zero where the part has none, as a velocity for a running mean.</param>
public sealed record StateVector(string Name, float[] Values)
{
    /// <summary>What training uses and changes, running statistics among it.</summary>
    public const string Current = "current";

    /// <summary>The exponential moving average of <see cref="Current"/>.</summary>
    public const string Average = "average";

    /// <summary>SGD's momentum buffer.</summary>
    public const string Velocity = "velocity";

    /// <summary>Adam's mean of the gradient.</summary>
    public const string Mean = "mean";

    /// <summary>Adam's mean of the squared gradient.</summary>
    public const string Square = "square";

    /// <summary>The parts that the state of a plan's network has, in order.</summary>
    /// <param name="training">Optimiser and average.</param>
    public static ValueList<string> NamesOf(TrainingPlan training) =>
    [
        Current,
        .. ValueList.If(training.WeightAverage is not null, Average),
        .. training.Optimizer.Match<string[]>(new(
            Sgd: _ => [Velocity],
            Adam: _ => [Mean, Square],
            AdamW: _ => [Mean, Square])),
    ];
}
