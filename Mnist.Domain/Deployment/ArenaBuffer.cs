namespace Mnist.Domain.Deployment;

/// <summary>What a buffer is for.</summary>
public enum BufferUse
{
    /// <summary>Rows of a value, in turn: row y lies at place y modulo their number.</summary>
    Rows,

    /// <summary>A pixel between two operations of a stage: every other one.</summary>
    EvenPixel,

    /// <summary>The pixels between those.</summary>
    OddPixel,

    /// <summary>Sums of a pooling that takes means, one for each value of an output row.</summary>
    Sums,
}

/// <summary>A part of the arena.</summary>
/// <param name="Use">What for.</param>
/// <param name="Stage">The stage that writes it; <see cref="Step.Image"/> for the rows of the image.</param>
/// <param name="Count">Rows, else 1.</param>
/// <param name="Stride">Bytes of one of them.</param>
/// <param name="Alignment">1, 2 or 4 bytes.</param>
/// <param name="Offset">First byte in the arena.</param>
public sealed record ArenaBuffer(BufferUse Use, int Stage, int Count, long Stride, int Alignment, long Offset)
{
    /// <summary>Bytes of all of them.</summary>
    public long Bytes => Count * Stride;
}
