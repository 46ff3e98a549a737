namespace Mnist.Domain.Spaces;

/// <summary>A figure of a design that a search can bound or rank by.</summary>
public enum Figure
{
    /// <summary>Trainable parameters.</summary>
    Parameters,

    /// <summary>Running values of batch normalisations.</summary>
    NonTrainable,

    /// <summary>Multiply-adds for one image, forward.</summary>
    Macs,

    /// <summary>Bytes at the peak of training: parameters, gradients, optimiser, activations of a batch.</summary>
    Memory,

    /// <summary>Microseconds that an epoch should take; 0 where no processor is known.</summary>
    EpochMicroseconds,

    /// <summary>Rows, or columns where they are fewer, of the image that the logits depend on.</summary>
    ReceptiveField,

    /// <summary>The smaller side of the last map: the last activation of the chain that has more than one position.</summary>
    LastMap,

    /// <summary>Pixels along a side that one position of the last map sees, padding included.</summary>
    LastMapField,

    /// <summary>Bytes of constants on a device, in 8 bits; 0 where no limit and no objective asks for a device's memory.</summary>
    FlashBytes,

    /// <summary>Bytes that change on a device, in 8 bits; 0 where no limit and no objective asks for a device's memory.</summary>
    RamBytes,
}

/// <summary>A range that a figure has to lie in.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Least">At least this; null for no such limit.</param>
/// <param name="Most">At most this; null for no such limit.</param>
public sealed record Limit(Figure Figure, long? Least, long? Most);

/// <summary>A figure to be made small or large.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Maximize">Whether more is better.</param>
public sealed record Objective(Figure Figure, bool Maximize);
