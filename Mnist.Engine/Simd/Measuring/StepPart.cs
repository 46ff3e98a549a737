namespace Mnist.Engine.Simd.Measuring;

/// <summary>What a training step's time goes into.</summary>
public enum WorkKind
{
    /// <summary>Images read, changed at random and put into lanes.</summary>
    Images,

    /// <summary>A layer's multiply-adds from input to output.</summary>
    Forward,

    /// <summary>Its multiply-adds from the output's gradient to the input's: as many again.</summary>
    InputGradient,

    /// <summary>Its multiply-adds from the input and the output's gradient to the weights': as many again.</summary>
    WeightGradient,

    /// <summary>Batch normalisation, with the ReLU behind it, in both directions.</summary>
    Normalization,

    /// <summary>Pooling in both directions.</summary>
    Pooling,

    /// <summary>What is done value by value: ReLU, dropout, sums of branches, biases, flattening.</summary>
    Elementwise,

    /// <summary>The loss and its gradient.</summary>
    Loss,

    /// <summary>Weights put into the order of the kernels; their gradients added up; the optimiser's step.</summary>
    Optimizer,

    /// <summary>Members of the team that meet and wait for one another.</summary>
    Waiting,
}

/// <summary>One part of a training step.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Row">The layer's row in the network's summary; null for what belongs to no one layer.</param>
public readonly record struct StepPart(WorkKind Kind, int? Row = null);
