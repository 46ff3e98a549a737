namespace Mnist.Domain.Deployment;

/// <summary>How a deployed network holds its numbers.</summary>
public enum NumberFormat
{
    /// <summary>Weights, activations and sums of 32-bit floating point.</summary>
    Float32,

    /// <summary>Weights and activations of 8 bits, sums of 32.</summary>
    Int8,
}
