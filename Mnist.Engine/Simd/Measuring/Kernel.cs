namespace Mnist.Engine.Simd.Measuring;

/// <summary>Which of a layer's three products is meant. Each takes as many multiply-adds as the layer forward.</summary>
public enum KernelPass
{
    /// <summary>From input to output.</summary>
    Forward,

    /// <summary>From the output's gradient to the input's.</summary>
    InputGradient,

    /// <summary>From the input and the output's gradient to the weights' gradient.</summary>
    WeightGradient,
}

/// <summary>One layer's multiply-adds in one pass of training.</summary>
/// <param name="Row">The layer's row in the network's summary.</param>
/// <param name="Pass">Which of its three products.</param>
public readonly record struct Kernel(int Row, KernelPass Pass);
