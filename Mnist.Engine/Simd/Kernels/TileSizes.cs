namespace Mnist.Engine.Simd.Kernels;

/// <summary>How much of a correlation is computed at once: as many sums as fit into the vector registers.</summary>
internal static class TileSizes
{
    /// <summary>Positions of a tile of <see cref="CorrelationTile"/>.</summary>
    public const int Positions = 6;

    /// <summary>Taps of a tile of <see cref="WeightGradientTile"/>.</summary>
    public const int Taps = 6;

    /// <summary>Taps of its small tile.</summary>
    public const int FewTaps = 4;

    /// <summary>Positions of a large tile of <see cref="RowTile"/>.</summary>
    public const int RowPositions = 6;

    /// <summary>Positions of its small tile.</summary>
    public const int FewRowPositions = 4;

    /// <summary>Taps in a kernel row of <see cref="RowTile"/>.</summary>
    public const int RowTaps = 3;

    /// <summary>Channels of a tile of <see cref="PointTile"/>.</summary>
    public const int PointChannels = 24;

    /// <summary>Kernel rows of a weight gradient by rows, <see cref="RowWeights"/>.</summary>
    public const int RowBands = 3;
}
